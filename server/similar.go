package server

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/analysis"
)

// similarAnswer is the body of /articles/{id}/similar.
type similarAnswer struct {
	Article string        `json:"article"`
	Similar []similarTold `json:"similar"`
}

type similarTold struct {
	hit
	// SharedEntities and SharedWords are why: what both have, weightiest
	// first.
	SharedEntities []string `json:"shared_entities"`
	SharedWords    []string `json:"shared_words"`
}

const defaultSimilar = 5

// similarAPI answers GET /articles/{id}/similar.
func (s *Server) similarAPI(c *gin.Context) {
	values, err := readParams(c.Request.URL.RawQuery, names{"limit"})
	if err != nil {
		s.fail(c, err)
		return
	}
	n, err := whole(values, "limit", defaultSimilar, 1, search.MaxLimit)
	if err != nil {
		s.fail(c, err)
		return
	}
	a, err := s.similar(c, c.Param("id"), n)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

func (s *Server) similar(c *gin.Context, id string, n int) (similarAnswer, error) {
	ctx, access := c.Request.Context(), accessOf(c)
	record, err := s.visible(ctx, id)
	if err != nil {
		return similarAnswer{}, err
	}
	found, err := s.Engine.Similar(ctx, id, n, access.Collections)
	if err != nil {
		return similarAnswer{}, err
	}
	a := similarAnswer{Article: id, Similar: []similarTold{}}
	words := writtenIn(&record.Article)
	for _, f := range found {
		hits, err := s.tellHits(ctx, request{access: access, highlight: true}, []search.Hit{f.Hit})
		if err != nil {
			return a, err
		}
		if len(hits) > 0 {
			a.Similar = append(a.Similar, similarTold{hits[0], orEmpty(f.SharedEntities), words(f.SharedWords)})
		}
	}
	return a, nil
}

// writtenIn gives, for stems of an article, the words that stand for them first
// in it: a stem, such as ministri, is no word.
func writtenIn(a *corpus.Article) func(stems []string) []string {
	words := map[string]string{}
	text := a.Title + "\n" + a.Text
	(&analysis.Analyzer{}).Tokens(text, a.Language, func(t analysis.Token) bool {
		if _, seen := words[t.Stem]; !seen {
			words[t.Stem] = text[t.Start:t.End]
		}
		return true
	})
	return func(stems []string) []string {
		written := []string{}
		for _, stem := range stems {
			word := stem
			if first, ok := words[stem]; ok {
				word = first
			}
			written = append(written, word)
		}
		return written
	}
}
