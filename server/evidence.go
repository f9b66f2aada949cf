package server

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/query"
)

// evidenceAnswer is the body of /facets/{field}/{id}/evidence.
type evidenceAnswer struct {
	Query asked  `json:"query"`
	Field string `json:"field"`
	Value string `json:"value"`
	Label string `json:"label"`
	// Total counts the articles behind the bucket; evidence is paged by them.
	Total    search.Total    `json:"total"`
	TookMS   float64         `json:"took_ms"`
	Evidence []evidence      `json:"evidence"`
	Next     string          `json:"next"`
	Index    search.Position `json:"index"`
}

// cited is a sentence with the article that it stands in.
type cited struct {
	Article   string      `json:"article"`
	Version   int         `json:"version"`
	Title     string      `json:"title"`
	URL       string      `json:"url"`
	Source    string      `json:"source"`
	Published corpus.Date `json:"published"`
	Sentence  string      `json:"sentence"`
}

func cite(a *corpus.Article, version int, sentence string) cited {
	return cited{a.ID, version, a.Title, a.URL, a.Source, a.Published, sentence}
}

// evidence is one sentence that counts for a bucket.
type evidence struct {
	cited
	// In is "title" or "text": what Start and End are byte offsets in.
	In    string `json:"in"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	// Rule says how a mention was recognised, Surface what it says there.
	Rule    string `json:"rule,omitempty"`
	Surface string `json:"surface,omitempty"`
	// At is where Surface starts in Sentence, in bytes.
	At    int           `json:"at,omitempty"`
	Claim *corpus.Claim `json:"claim,omitempty"`
}

// evidenceAPI answers GET /facets/{field}/{id}/evidence.
func (s *Server) evidenceAPI(c *gin.Context) {
	field, err := fieldOf(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	r, err := s.ask(c, countNames.and("limit", "cursor", "sort"))
	if err != nil {
		s.fail(c, err)
		return
	}
	a, err := s.findEvidence(c.Request.Context(), r, field, c.Param("id"))
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

// findEvidence follows one bucket: its value takes the place of what was
// selected in its field, as in a click on it.
func (s *Server) findEvidence(ctx context.Context, r request, field, value string) (evidenceAnswer, error) {
	start := time.Now()
	if slices.Contains([]string{search.Date, search.Source, search.Language, search.Collection}, field) || value == search.Missing {
		return evidenceAnswer{}, failure(search.NotFound, "no sentence is behind %s %q: it is the article's own", field, clip(value, 64))
	}
	values, warnings, err := query.Resolve(field, value, s.tables())
	if err != nil {
		return evidenceAnswer{}, inParam(err, "id")
	}
	r.warnings = append(r.warnings, warnings...)
	r.search.Filters = slices.DeleteFunc(r.search.Filters, func(f search.Filter) bool { return f.Field == field && !f.Exclude })
	r.search.Filters = append(r.search.Filters, search.Filter{Field: field, Values: values})
	results, err := s.Engine.Search(ctx, r.search)
	if err != nil {
		return evidenceAnswer{}, err
	}
	a := evidenceAnswer{
		Query: r.asked(), Field: field, Value: value, Label: s.valueLabel(field, value), Total: results.Total,
		Evidence: []evidence{}, Next: results.Next, Index: results.Index,
	}
	for _, h := range results.Hits {
		found, err := s.evidenceIn(ctx, h, field, values, r.search.Filters)
		if err != nil {
			return a, err
		}
		a.Evidence = append(a.Evidence, found...)
	}
	a.TookMS = milliseconds(time.Since(start))
	return a, nil
}

// evidenceIn reads the sentences off what was indexed of one article.
func (s *Server) evidenceIn(ctx context.Context, h search.Hit, field string, values []string, filters []search.Filter) ([]evidence, error) {
	d, err := s.Engine.Document(ctx, h.ID)
	if isGone(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	article, err := s.text(ctx, at{h.ID, d.Version})
	if err != nil || article == nil {
		return nil, err
	}
	if slices.Contains(corpus.EntityFields[:], field) {
		return mentioned(article, d, field, values), nil
	}
	return s.claimed(article, d, filters), nil
}

func mentioned(a *corpus.Article, d search.Document, field string, values []string) []evidence {
	var found []evidence
	for _, m := range d.Annotation.Mentions {
		text, fits := placed(a, m.In, m.Start, m.End)
		if m.Field != field || !slices.Contains(values, m.ID) || !fits {
			continue
		}
		s := sentenceAt(text, m.Start, m.End)
		e := newEvidence(a, d, strings.ToValidUTF8(text[s.start:s.end], ""), m.In, m.Start, m.End)
		e.Rule, e.Surface, e.At = m.Rule, m.Surface, max(0, m.Start-s.start)
		found = append(found, e)
	}
	return found
}

// claimed gives the claims in which all filters that must hold in one claim
// do.
func (s *Server) claimed(a *corpus.Article, d search.Document, filters []search.Filter) []evidence {
	var found []evidence
	for _, claim := range d.Annotation.Claims {
		if !s.holds(claim, filters) {
			continue
		}
		e := newEvidence(a, d, cutOut(a, claim.In, claim.Start, claim.End), claim.In, claim.Start, claim.End)
		full := fullClaim(claim)
		e.Claim = &full
		found = append(found, e)
	}
	return found
}

func newEvidence(a *corpus.Article, d search.Document, sentence, in string, start, end int) evidence {
	if in == "" {
		in = "text"
	}
	return evidence{cited: cite(a, d.Version, sentence), In: in, Start: start, End: end}
}

// holds tells whether a claim has, for each filter that reads claims, one of
// its values.
func (s *Server) holds(claim corpus.Claim, filters []search.Filter) bool {
	for _, f := range filters {
		if !readsClaims(f) {
			continue
		}
		if !slices.ContainsFunc(f.Values, func(v string) bool { return s.inRole(claim, f.Field, v) }) {
			return false
		}
	}
	return true
}

func readsClaims(f search.Filter) bool {
	return !f.Exclude && (f.Field == search.Speaker || slices.Contains(search.ClaimFields[:], f.Field))
}

// inRole tells whether a claim has the value in the role, act or status.
func (s *Server) inRole(claim corpus.Claim, field, value string) bool {
	switch field {
	case search.Act:
		return claim.Act == value
	case search.Status:
		return claim.Status == value
	}
	ids := roleOf(claim, field)
	kind, isKind := strings.CutPrefix(value, search.KindPrefix)
	if !isKind {
		return slices.Contains(ids, value)
	}
	return slices.ContainsFunc(ids, func(id string) bool {
		e, ok := s.tables().Entity(id)
		return ok && e.Kind == kind
	})
}

// roleOf lists who has a role in a claim. Who denies or merely speaks is no
// responder.
func roleOf(claim corpus.Claim, role string) []string {
	switch role {
	case search.Perpetrator:
		return claim.Accused
	case search.Target:
		return claim.Target
	case search.Speaker:
		return claim.By
	case search.Denier:
		if claim.Act == corpus.Deny {
			return claim.By
		}
	case search.Responder:
		switch claim.Act {
		case corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Indict, corpus.Condemn, corpus.Investigate:
			return claim.By
		}
	}
	return nil
}
