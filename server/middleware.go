package server

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// requestDeadline is how long one request may work; engines give up then.
const requestDeadline = 10 * time.Second

// The pages run no script and show no picture but our own.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const requestKey = "request"

func requestID(c *gin.Context) string { return c.GetString(requestKey) }

// observe gives the request its id and, when it is over, counts and logs it.
func (s *Server) observe(c *gin.Context) {
	start := time.Now()
	id := c.GetHeader("X-Request-Id")
	if !plainID(id) {
		id = strings.ToLower(rand.Text())
	}
	c.Set(requestKey, id)
	c.Header("X-Request-Id", id)
	c.Next()
	took := time.Since(start)
	if c.Writer.Status() == http.StatusTooManyRequests {
		s.metrics.refused.Inc()
	}
	s.metrics.served(c.FullPath(), c.Request.Method, c.Writer.Status(), took)
	attrs := []slog.Attr{
		slog.String("request", id), slog.String("method", c.Request.Method), slog.String("path", c.Request.URL.Path),
		slog.Int("status", c.Writer.Status()), slog.Int("bytes", c.Writer.Size()), slog.Float64("ms", milliseconds(took)),
		slog.String("as", accessOf(c.Request.Context()).Name),
	}
	if s.LogQueries {
		attrs = append(attrs, slog.String("query", c.Request.URL.RawQuery))
	}
	s.Log.LogAttrs(c, slog.LevelInfo, "served", attrs...)
}

// plainID accepts a caller's own request id where it cannot forge log lines.
func plainID(id string) bool {
	return id != "" && len(id) <= 64 && strings.IndexFunc(id, func(r rune) bool {
		return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) < 0
}

// recover turns a panic into an answer. The request is lost, the others are
// not.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(v) // net/http's own way to cut a connection
		}
		s.Log.Error("panic", "request", requestID(c), "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
		s.metrics.panics.Inc()
		if !c.Writer.Written() {
			s.fail(c, failure(codeInternal, "the server failed to answer; its log says why"))
		}
		c.Abort()
	}()
	c.Next()
}

// protect sets the headers that keep browsers from doing harm, and answers
// the questions of foreign scripts for the origins that were named.
func (s *Server) protect(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Vary", "Accept-Encoding, Authorization, Cookie, Origin")
	if origin := c.GetHeader("Origin"); slices.Contains(s.Origins, origin) {
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
		h.Set("Access-Control-Allow-Methods", "GET, POST")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		if c.Request.Method == http.MethodOptions {
			c.AbortWithStatus(http.StatusNoContent)
			return
		}
	}
	c.Next()
}

// admit finds out who calls and whether the rate of their key allows it.
func (s *Server) admit(c *gin.Context) {
	access, err := s.identify(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if wait := s.rates.take(access); wait > 0 {
		s.fail(c, &busyError{detail: "this key's rate of requests is used up", after: int(wait.Seconds()) + 1})
		return
	}
	c.Request = c.Request.WithContext(withAccess(c.Request.Context(), access))
	c.Next()
}
