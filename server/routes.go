package server

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
)

// apiRoutes are the endpoints for programs.
func (s *Server) apiRoutes(r *gin.Engine) {
	r.GET("/healthz", s.healthz)
	r.GET("/readyz", s.readyz)
	r.GET("/metrics", s.metricsAPI)
	r.GET("/openapi.yaml", s.openAPI)
	api := r.Group("/api/v1")
	api.GET("/search", s.gated(s.searchAPI), streamed)
	api.POST("/search", s.arrived(maxSearchBody), s.gated(s.searchAPI), streamed)
	api.GET("/claims", s.gated(s.claimsAPI), streamed)
	get := func(path string, h gin.HandlerFunc) { api.GET(path, s.gated(h)) }
	get("/facets/:field", s.facetAPI)
	get("/facets/:field/:id/evidence", s.evidenceAPI)
	get("/timeline", s.timelineAPI)
	get("/articles/:id", s.articleAPI)
	get("/articles/:id/versions/:n", s.versionAPI)
	get("/articles/:id/original", s.originalAPI)
	get("/articles/:id/similar", s.similarAPI)
	get("/entities/:id", s.entityAPI)
	get("/suggest", s.suggestAPI)
	get("/explain", s.explainAPI)
	get("/status", s.statusAPI)
	write := api.Group("", s.writers)
	if s.Saved != nil {
		get("/saved", s.savedList)
		get("/saved/:name", s.savedMatches)
		write.PUT("/saved/:name", s.arrived(maxSearchBody), s.writing(s.putSaved))
		write.DELETE("/saved/:name", s.writing(s.deleteSaved))
	}
	write.POST("/articles", s.arrived(maxArticleBody), s.writing(s.postArticle))
	write.PUT("/articles/:id", s.arrived(maxArticleBody), s.writing(s.putArticleAPI))
	write.DELETE("/articles/:id", s.writing(s.deleteArticle))
}

// bounded gives the work for a request its deadline.
func bounded(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), requestDeadline)
}

// gated lets the work of h in when there is room for it.
func (s *Server) gated(h gin.HandlerFunc) gin.HandlerFunc { return s.through(s.gate.room, h) }

// writing is gated for what writes, which waits for the disk and not for a
// processor.
func (s *Server) writing(h gin.HandlerFunc) gin.HandlerFunc { return s.through(s.gate.writes, h) }

// through gives the work of h its deadline and a place in the queue, which it
// gives back before the answer is sent. See gate.
func (s *Server) through(q *queue, h gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		asked := c.Request
		defer func() { c.Request = asked }()
		ctx, cancel := bounded(c)
		defer cancel()
		ctx, pass, err := s.gate.enter(ctx, q)
		if err != nil {
			s.failed(c, err)
			return
		}
		c.Request = asked.WithContext(ctx)
		s.inside(c, pass.leave, h)
	}
}

// inside runs h and sends its answer after it has left.
func (s *Server) inside(c *gin.Context, leave func(), h gin.HandlerFunc) {
	held := &heldWriter{ResponseWriter: c.Writer}
	func() {
		defer leave()
		defer func() { c.Writer = held.ResponseWriter }() // after a panic too, whose answer is another
		c.Writer = held
		h(c)
	}()
	held.release()
}

const streamKey = "stream"

// streamLater leaves an answer that goes on for long to streamed: each page of
// it is let in and timed by itself.
func streamLater(c *gin.Context, stream func()) { c.Set(streamKey, stream) }

// streamed answers what the handler before it left to be streamed.
func streamed(c *gin.Context) {
	if stream, ok := c.Value(streamKey).(func()); ok {
		stream()
	}
}

// writers lets those through who may write, when anybody may.
func (s *Server) writers(c *gin.Context) {
	if err := s.canWrite(accessOf(c)); err != nil {
		s.fail(c, err)
		return
	}
	c.Next()
}

func (s *Server) canWrite(access Access) error {
	switch {
	case s.ReadOnly:
		return failure(codeForbidden, "this server is read-only")
	case access.may(scopeWrite):
		return nil
	case access.Name == anonymous:
		return failure(codeUnauthorized, "writing needs an API key with the scope write: Authorization: Bearer KEY")
	}
	return failure(codeForbidden, "this key may read, not write")
}

// failed answers a failure as a page or as a problem document, whichever the
// caller can read.
func (s *Server) failed(c *gin.Context, err error) {
	if wantsPage(c) {
		s.failPage(c, err)
		return
	}
	s.fail(c, err)
}

// wantsPage tells whether a person's browser asks, outside the API.
func wantsPage(c *gin.Context) bool {
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		return false
	}
	path := c.Request.URL.Path
	return len(path) < 5 || path[:5] != "/api/"
}
