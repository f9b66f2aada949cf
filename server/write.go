package server

import (
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
)

// outcome is the body of an answer to a written article.
type outcome struct {
	ID      string        `json:"id"`
	Version int           `json:"version"`
	Status  corpus.Status `json:"status"`
	CopyOf  string        `json:"copy_of,omitempty"`
}

// postArticle answers POST /articles: an article is put as by add, which
// finds out by itself whether it is known.
func (s *Server) postArticle(c *gin.Context) {
	s.putArticle(c, "")
}

// putArticleAPI answers PUT /articles/{id}.
func (s *Server) putArticleAPI(c *gin.Context) {
	s.putArticle(c, c.Param("id"))
}

func (s *Server) putArticle(c *gin.Context, id string) {
	body, err := readBody(c, maxArticleBody)
	if err != nil {
		s.fail(c, err)
		return
	}
	article, err := readArticle(body)
	if err != nil {
		s.fail(c, err)
		return
	}
	if id != "" && article.ID != "" && article.ID != id {
		s.fail(c, failure(codeBadBody, "the body is of article %q, the address of %q", clip(article.ID, 64), clip(id, 64)))
		return
	}
	if id != "" {
		article.ID = id
	}
	if err := s.mayWrite(c, &article); err != nil {
		s.fail(c, err)
		return
	}
	s.put(c, corpus.Submission{Article: article, Original: originalOf(c, body)})
}

// originalOf keeps what was sent as the original of the article.
func originalOf(c *gin.Context, body []byte) *corpus.Original {
	o := corpus.NewOriginal("api:"+accessOf(c).Name, c.GetHeader("Content-Type"), body, time.Now())
	return &o
}

func (s *Server) put(c *gin.Context, submission corpus.Submission) {
	outcomes, err := s.Corpus.Put(c.Request.Context(), []corpus.Submission{submission})
	if err == nil && outcomes[0].Status == corpus.Rejected {
		err = outcomes[0].Reason
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	o := outcomes[0]
	s.audit(c, "put", o.ID, string(o.Status))
	status := http.StatusOK
	if o.Status == corpus.Added {
		status = http.StatusCreated
	}
	c.Header("Location", "/api/v1/articles/"+url.PathEscape(o.ID))
	c.JSON(status, outcome{o.ID, o.Version, o.Status, o.CopyOf})
}

// mayWrite checks the collection of an article, and of the one it replaces.
func (s *Server) mayWrite(c *gin.Context, a *corpus.Article) error {
	access := accessOf(c)
	collection := a.Collection
	if collection == "" {
		collection = corpus.DefaultCollection
	}
	if !access.sees(collection) {
		return failure(codeForbidden, "this key may not write the collection %q", clip(collection, 64))
	}
	if a.ID == "" {
		return nil
	}
	known, err := s.Corpus.Get(c.Request.Context(), a.ID)
	if err == nil && !access.sees(known.Collection) {
		return failure(codeConflict, "the id %q is taken", clip(a.ID, 64))
	}
	if isGone(err) {
		return nil
	}
	return err
}

// deleteArticle answers DELETE /articles/{id}.
func (s *Server) deleteArticle(c *gin.Context) {
	id := c.Param("id")
	if _, err := s.visible(c.Request.Context(), id); err != nil {
		s.fail(c, err)
		return
	}
	deleted, err := s.Corpus.Delete(c.Request.Context(), id)
	if err == nil && len(deleted) == 0 {
		err = corpus.ErrNotFound
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.audit(c, "delete", id, "deleted")
	c.Status(http.StatusNoContent)
	c.Writer.WriteHeaderNow()
}

// readArticle reads one article strictly: no key twice, nothing behind it.
func readArticle(body []byte) (corpus.Article, error) {
	var a corpus.Article
	members, err := readObject(body)
	if err != nil {
		return a, err
	}
	var others []member
	for _, m := range members {
		field := a.Field(m.name)
		if field == nil {
			others = append(others, m)
			continue
		}
		if err := json.Unmarshal(m.value, field); err != nil {
			return a, badParam(m.name, "%s has a value of the wrong type", m.name)
		}
	}
	for _, m := range others { // after the field extra, which they go before
		a.AddExtra(m.name, m.value)
	}
	for name, date := range map[string]*corpus.Date{"published": &a.Published, "updated": &a.Updated} {
		if *date, err = corpus.ParseDate(string(*date)); err != nil {
			return a, badParam(name, "%s: %v", name, err)
		}
	}
	return a, nil
}
