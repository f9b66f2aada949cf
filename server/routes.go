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
	// These stream: each page of theirs is let in and timed by itself.
	api.GET("/search", s.searchAPI)
	api.POST("/search", s.searchAPI)
	api.GET("/claims", s.claimsAPI)
	get := func(path string, cost int, h gin.HandlerFunc) { api.GET(path, s.costing(cost, h)) }
	get("/facets/:field", costCount, s.facetAPI)
	get("/facets/:field/:id/evidence", costCount, s.evidenceAPI)
	get("/timeline", costCount, s.timelineAPI)
	get("/articles/:id", costCheap, s.articleAPI)
	get("/articles/:id/versions/:n", costCheap, s.versionAPI)
	get("/articles/:id/original", costCheap, s.originalAPI)
	get("/articles/:id/similar", costCount, s.similarAPI)
	get("/entities/:id", costCount, s.entityAPI)
	get("/suggest", costCheap, s.suggestAPI)
	get("/explain", costCount, s.explainAPI)
	get("/status", costCheap, s.statusAPI)
	write := api.Group("", s.writers)
	if s.Saved != nil {
		get("/saved", costCheap, s.savedList)
		get("/saved/:name", costCheap, s.savedMatches)
		write.PUT("/saved/:name", s.arrived(maxSearchBody), s.costing(costCheap, s.putSaved))
		write.DELETE("/saved/:name", s.costing(costCheap, s.deleteSaved))
	}
	write.POST("/articles", s.arrived(maxArticleBody), s.costing(costCheap, s.postArticle))
	write.PUT("/articles/:id", s.arrived(maxArticleBody), s.costing(costCheap, s.putArticleAPI))
	write.DELETE("/articles/:id", s.costing(costCheap, s.deleteArticle))
}

// bounded gives the work for a request its deadline.
func bounded(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), requestDeadline)
}

// costing gives the work of h its deadline and lets it in when there is room
// for its cost, which it gives back before the answer is sent. See gate.
func (s *Server) costing(cost int, h gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx, cancel := bounded(c)
		defer cancel()
		leave, err := s.gate.enter(ctx, cost)
		if err != nil {
			s.metrics.refused.Inc()
			s.failed(c, err)
			return
		}
		c.Request = c.Request.WithContext(ctx)
		s.inside(c, leave, h)
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

// writers lets those through who may write, when anybody may.
func (s *Server) writers(c *gin.Context) {
	access := accessOf(c)
	switch {
	case s.ReadOnly:
		s.fail(c, failure(codeForbidden, "this server is read-only"))
	case access.may(scopeWrite):
		c.Next()
	case access.Name == anonymous:
		s.fail(c, failure(codeUnauthorized, "writing needs an API key with the scope write: Authorization: Bearer KEY"))
	default:
		s.fail(c, failure(codeForbidden, "this key may read, not write"))
	}
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
