package server

import "github.com/gin-gonic/gin"

func (s *Server) articlePage(c *gin.Context) {}
func (s *Server) entityPage(c *gin.Context)  {}
