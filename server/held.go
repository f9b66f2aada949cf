package server

import (
	"bytes"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
)

// The gate is for work, not for waiting: a client that sends or reads slowly
// must not take up room in it. What a request brings is therefore read before
// it is let in, and what it gets is written after it has left.

// maxArriving is how many article bodies may be on their way at once; each
// takes up to maxArticleBody of memory.
const maxArriving = 32

// arrived reads the body, of at most limit bytes, before the request goes on.
func (s *Server) arrived(limit int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		if limit == maxArticleBody {
			defer s.gate.arriving.Add(-1)
			if s.gate.arriving.Add(1) > maxArriving {
				s.failed(c, &busyError{detail: "too many articles are being sent", after: retrySeconds})
				return
			}
		}
		body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, limit))
		if err != nil {
			s.failed(c, arrivalError(err))
			return
		}
		c.Request.Body = io.NopCloser(bytes.NewReader(body))
	}
}

// heldWriter keeps an answer until it is released.
type heldWriter struct {
	gin.ResponseWriter
	body  bytes.Buffer
	begun bool
}

func (h *heldWriter) Write(p []byte) (int, error)       { return h.body.Write(p) }
func (h *heldWriter) WriteString(p string) (int, error) { return h.body.WriteString(p) }
func (h *heldWriter) WriteHeaderNow()                   { h.begun = true }
func (h *heldWriter) Written() bool                     { return h.begun || h.body.Len() > 0 }
func (h *heldWriter) Size() int                         { return h.body.Len() }

// release sends the answer.
func (h *heldWriter) release() {
	if h.begun {
		h.ResponseWriter.WriteHeaderNow()
	}
	if h.body.Len() > 0 {
		_, _ = h.ResponseWriter.Write(h.body.Bytes()) // a client that has gone needs no answer
	}
}
