package server

import (
	"context"
	"maps"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/search"
)

// maxLag is how many corpus changes the index may be behind and still be
// ready; a long import is no reason to send callers elsewhere.
const maxLag = 1_000_000

// statusAnswer is the body of /status.
type statusAnswer struct {
	Version  string          `json:"version"`
	Started  time.Time       `json:"started"`
	Articles map[string]int  `json:"articles"`
	Copies   map[string]int  `json:"copies"`
	Entities int             `json:"entities"`
	Index    search.Position `json:"index"`
	// Lag is how many changes of the corpus the index has still to fold in; 0
	// for callers who see some collections only.
	Lag     int64 `json:"lag"`
	Running int64 `json:"running"`
	Waiting int64 `json:"waiting"`
	// Operator is for admins alone: versions, sizes, last errors.
	Operator map[string]any `json:"operator,omitempty"`
}

// statusAPI answers GET /status.
func (s *Server) statusAPI(c *gin.Context) {
	if _, err := readParams(c.Request.URL.RawQuery, nil); err != nil {
		s.fail(c, err)
		return
	}
	a, err := s.status(c.Request.Context())
	if err != nil {
		s.fail(c, err)
		return
	}
	c.PureJSON(http.StatusOK, a)
}

// status tells of the collections that the caller may see, and only admins of
// the rest.
func (s *Server) status(ctx context.Context) (statusAnswer, error) {
	stats, err := s.Corpus.Stats(ctx)
	if err != nil {
		return statusAnswer{}, err
	}
	access := accessOf(ctx)
	hidden := func(collection string, _ int) bool { return !access.sees(collection) }
	maps.DeleteFunc(stats.Articles, hidden)
	maps.DeleteFunc(stats.Copies, hidden)
	a := statusAnswer{
		Version: s.Version, Started: s.started.UTC(), Articles: stats.Articles, Copies: stats.Copies, Entities: s.tables().Len(),
		Index:   search.Position{Generation: s.Engine.Generation(), Checkpoint: s.Engine.Checkpoint()},
		Running: s.gate.running(), Waiting: s.gate.waiting(),
	}
	a.Index = positionFor(access.Collections, a.Index)
	if access.Collections == nil {
		a.Lag = max(0, stats.LastChange-a.Index.Checkpoint)
	}
	if access.may(scopeAdmin) && access.Collections == nil {
		a.Operator = map[string]any{
			"versions": stats.Versions, "deleted": stats.Deleted, "originals": stats.Originals, "corpus_bytes": stats.Bytes,
		}
		if s.Status != nil {
			maps.Copy(a.Operator, s.Status(ctx))
		}
	}
	return a, nil
}

// healthz says that the process answers.
func (s *Server) healthz(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

// readyz says whether it answers usefully. That it does not is no failure of
// the request: whatever is the trouble has been logged where it was met.
func (s *Server) readyz(c *gin.Context) {
	if why := s.unready(c.Request.Context()); why != "" {
		s.tell(c, problemOf(failure(search.Unavailable, "%s", why)))
		return
	}
	c.String(http.StatusOK, "ready\n")
}

// unready is why searches cannot be answered usefully, empty where the corpus
// can be read and the index is not far behind it.
func (s *Server) unready(ctx context.Context) string {
	last, err := s.Corpus.Last(ctx)
	switch {
	case err != nil:
		return "the corpus cannot be read"
	case s.Trouble != nil && s.Trouble() != nil:
		return "the index is not following the corpus; the server's log says why"
	case last-s.Engine.Checkpoint() > maxLag:
		return "the index is far behind the corpus"
	}
	return ""
}
