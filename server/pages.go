package server

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"despatch/search"
	"despatch/search/query"
	"despatch/server/web"
)

// pageRoutes are the desk: the same questions as the API's, for people.
func (s *Server) pageRoutes(r *gin.Engine) {
	r.GET("/static/*file", func(c *gin.Context) { s.pages.Static(c.Writer, c.Request) })
	page := func(path string, h gin.HandlerFunc) { r.GET(path, s.gated(h)) }
	page("/", s.searchPage)
	page("/facet/:field", s.facetPage)
	page("/suggestions", s.suggestionsPart)
	page("/claims", s.claimsPage)
	page("/article/:id", s.articlePage)
	page("/entity/:id", s.entityPage)
	page("/help", s.helpPage)
	page("/status", s.statusPage)
	page("/api", s.apiPage)
	page("/signin", s.signInPage)
	r.POST("/signin", s.ownForm, s.arrived(maxSearchBody), s.gated(s.signIn))
	r.POST("/signout", s.ownForm, s.gated(s.signOut))
	if s.Saved != nil {
		page("/saved", s.savedPage)
		r.POST("/saved", s.ownForm, s.arrived(maxSearchBody), s.writing(s.keepSearch))
		r.POST("/saved/forget", s.ownForm, s.arrived(maxSearchBody), s.writing(s.forgetSearch))
	}
}

// show fills a page and sends it. Pages are the reader's own: nothing between
// may keep them.
func (s *Server) show(c *gin.Context, status int, page string, data any) {
	body, err := s.pages.Render(page, data)
	if err != nil {
		s.fail(c, err) // no page: the one that would say so may be at fault
		return
	}
	c.Header("Cache-Control", "private, no-cache")
	c.Data(status, "text/html; charset=utf-8", body)
}

// frame is what surrounds a page whose box searches articles.
func (s *Server) frame(c *gin.Context, section, title string) web.Frame {
	f := web.Frame{Title: title, Section: section, Action: "/", Saved: s.Saved != nil}
	if access := accessOf(c); access.Name != anonymous {
		f.SignedIn = access.Name
	}
	return f
}

// failPage tells a person what went wrong, under the box that they can mend it
// in.
func (s *Server) failPage(c *gin.Context, err error) {
	p := problemOf(err)
	if p.Code == codeInternal {
		s.Log.Error("page failed", "request", requestID(c), "path", c.Request.URL.Path, "error", err)
	}
	f := s.frame(c, "problem", p.Title)
	f.Query = clip(c.Query("q"), search.MaxQueryBytes)
	v := web.Problem{Frame: f, Detail: p.Detail, Request: requestID(c), Status: p.Status}
	if p.Position != nil || p.Param != "" {
		v.Mistake, v.Detail = s.mistake(c, p), ""
	}
	if p.RetryAfter > 0 {
		c.Header("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	s.show(c, p.Status, "problem", v)
	c.Abort()
}

// mistake is a problem as shown under the box, with a caret below the place in
// the query and, where the suggestion mends it, a link to the mended search.
func (s *Server) mistake(c *gin.Context, p Problem) *web.Mistake {
	m := &web.Mistake{Title: p.Title, Detail: strings.TrimSuffix(p.Detail, "."), Suggestion: p.Suggestion}
	if p.Param == "cursor" {
		m.FirstPage = stateOf(c.Request.URL.Query()).at(c.Request.URL.Path)
	}
	text := c.Query("q")
	if p.Position == nil || *p.Position > len(text) || len(text) > search.MaxQueryBytes {
		return m
	}
	m.Query = text
	m.Caret = strings.Repeat(" ", utf8.RuneCountInString(text[:*p.Position])) + "▲"
	if p.Suggestion == "" {
		return m
	}
	if mended := mend(text, *p.Position, p.Suggestion); s.readable(mended) {
		m.Mended, m.URL = mended, stateOf(c.Request.URL.Query()).set("q", mended).at(c.Request.URL.Path)
	}
	return m
}

// mend puts the suggestion in the place of what stands at the position: a
// field's name, or all until the next space or parenthesis.
func mend(text string, position int, suggestion string) string {
	rest := text[position:]
	end := strings.IndexAny(rest, " )")
	if end < 0 {
		end = len(rest)
	}
	if colon := strings.IndexByte(rest[:end], ':'); colon >= 0 && strings.HasSuffix(suggestion, ":") {
		end = colon + 1
	}
	return text[:position] + suggestion + rest[end:]
}

func (s *Server) readable(text string) bool {
	_, err := query.Parse(text, s.tables(), now())
	return err == nil
}
