package server

import "github.com/gin-gonic/gin"

func (s *Server) entityPage(c *gin.Context) {}
