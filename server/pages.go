package server

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
)

func (s *Server) pageRoutes(r *gin.Engine) {
	r.GET("/", s.searchPage)
}

func pageQuery(v url.Values) string { return v.Encode() }

func (s *Server) searchPage(c *gin.Context) {
	r, err := s.ask(c, searchNames)
	if err != nil {
		s.failPage(c, err)
		return
	}
	a, err := s.find(c, r)
	if err != nil {
		s.failPage(c, err)
		return
	}
	c.JSON(http.StatusOK, a)
}

func (s *Server) failPage(c *gin.Context, err error) { s.fail(c, err) }
