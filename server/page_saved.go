package server

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
	"despatch/server/web"
)

// savedPage lists the saved searches that the reader may know of.
func (s *Server) savedPage(c *gin.Context) {
	all, err := s.savedKnown(c)
	if err != nil {
		s.failPage(c, err)
		return
	}
	v := web.Saved{Frame: s.frame(c, "saved", "Saved searches"), MayForget: s.canWrite(accessOf(c)) == nil}
	for _, saved := range all {
		values, err := url.ParseQuery(saved.Query)
		if err != nil { // it was read before it was saved
			continue
		}
		st := stateOf(values)
		v.Searches = append(v.Searches, web.SavedSearch{
			Name: saved.Name, Asks: s.asks(st), Created: saved.Created, URL: st.at("/"),
			Feed: "/api/v1/saved/" + url.PathEscape(saved.Name) + "?format=rss",
		})
	}
	s.show(c, http.StatusOK, "saved", v)
}

// asks writes a search in a line: its words, then its filters.
func (s *Server) asks(st state) string {
	var parts []string
	if text := st.values.Get("q"); text != "" {
		parts = append(parts, text)
	}
	for _, chip := range s.chips(st, "/") {
		part := chip.Field + ": " + chip.Label
		if chip.Exclude {
			part = "not " + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " · ")
}

// toKeep is the offer to save a search, nil where there is nothing to save or
// nobody who could.
func (s *Server) toKeep(c *gin.Context, st state) *web.Keep {
	if s.Saved == nil || s.Keys == nil || s.ReadOnly {
		return nil
	}
	asked := url.Values{}
	for _, name := range countNames {
		if values := st.values[name]; len(values) > 0 {
			asked[name] = values
		}
	}
	if len(asked) == 0 {
		return nil
	}
	return &web.Keep{Search: asked.Encode(), Allowed: s.canWrite(accessOf(c)) == nil}
}

// keepSearch saves a search under a name that no other has: a slip in a form
// must not take somebody's matches away.
func (s *Server) keepSearch(c *gin.Context) {
	name := strings.TrimSpace(c.PostForm("name"))
	values, err := readParams(c.PostForm("search"), countNames)
	if err == nil {
		err = s.canWrite(accessOf(c))
	}
	if err == nil {
		err = s.unused(c, name)
	}
	if err == nil {
		_, err = s.keep(c, name, values)
	}
	s.afterForm(c, err)
}

func (s *Server) unused(c *gin.Context, name string) error {
	_, err := s.Saved.SavedSearch(c.Request.Context(), name)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		return nil
	case err == nil:
		return failure(codeConflict, "a search is saved under the name %q already; choose another, or forget that one first", clip(name, maxNameBytes))
	}
	return err
}

func (s *Server) forgetSearch(c *gin.Context) {
	err := s.canWrite(accessOf(c))
	if err == nil {
		err = s.forget(c, c.PostForm("name"))
	}
	s.afterForm(c, err)
}

// afterForm shows what is saved now, or why a form changed nothing.
func (s *Server) afterForm(c *gin.Context, err error) {
	if err != nil {
		s.failPage(c, err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/saved")
}

// ownForm refuses a form that another site sent in the reader's name.
func (s *Server) ownForm(c *gin.Context) {
	if err := s.sameSite.Check(c.Request); err != nil {
		s.failPage(c, failure(codeForbidden, "another site sent this form in your name"))
	}
}
