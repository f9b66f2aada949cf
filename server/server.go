// Package server answers over HTTP: the API of articles, searches, facets and
// claims, and the pages of the desk. It knows no engine and no flags; what it
// needs is handed to New.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"

	"despatch/corpus/gazetteer"
	"despatch/server/web"
)

// The time-outs of a connection. A client that sends its head or its body more
// slowly than this is cut off, so that slow ones cannot hold the others up.
const (
	headTimeout  = 5 * time.Second
	readTimeout  = 30 * time.Second
	writeTimeout = 30 * time.Second // of an answer, or of one chunk of a stream
	idleTimeout  = 60 * time.Second
	stopTimeout  = 10 * time.Second // for what is in flight when the server stops
	maxHeadBytes = 32 << 10
)

// Config is what a server is made of.
type Config struct {
	Engine    Engine
	Corpus    Corpus
	Gazetteer *gazetteer.Gazetteer
	// Keys checks API keys; nil means that there are none, and then nothing
	// can be written.
	Keys Keys
	// Saved keeps saved searches; nil means that there are none.
	Saved Saved
	// Public are the collections seen without a key. Without any named it is
	// all of them, but the default one alone once there is a key for some
	// collections, or for reading alone.
	Public []string
	// ReadOnly refuses every write, with a key or without.
	ReadOnly bool
	// Origins are the web origins that scripts of other sites may call from.
	Origins []string
	// Trouble is what keeps the index from following the corpus, nil when
	// nothing does; without it readiness goes by the checkpoint alone.
	Trouble func() error
	// Status adds the operator's own lines to /status; nil adds none.
	Status func(context.Context) map[string]any
	Log    *slog.Logger
	// LogQueries writes the text of queries into the log, which is otherwise
	// free of it: what somebody looks for is nobody else's business.
	LogQueries bool
	// Version of the program, as shown on the status page.
	Version string
}

// Server serves the API and the desk.
type Server struct {
	Config
	known    atomic.Pointer[known]
	pages    *web.Pages
	gate     *gate
	metrics  *metrics
	rates    *rates
	sameSite *http.CrossOriginProtection
	guarded  atomic.Pointer[guarded]
	handler  http.Handler
	started  time.Time
}

// New builds a server of its parts. It fails where one is missing or where the
// embedded pages do not parse.
func New(config Config) (*Server, error) {
	if config.Engine == nil || config.Corpus == nil || config.Gazetteer == nil {
		return nil, errors.New("server: engine, corpus and gazetteer are needed")
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	pages, err := web.New()
	if err != nil {
		return nil, fmt.Errorf("server: pages: %w", err)
	}
	s := &Server{Config: config, pages: pages, gate: newGate(), rates: newRates(), sameSite: http.NewCrossOriginProtection(),
		started: time.Now()}
	s.SetGazetteer(config.Gazetteer)
	s.Engine = discreet{patient{config.Engine, s.started}}
	s.metrics = newMetrics(s)
	s.handler = headAsGet(compressed(s.router()))
	return s, nil
}

// known is what names are understood by.
type known struct {
	tables    *gazetteer.Gazetteer
	suggester *suggester
	kinds     []web.Field
}

// SetGazetteer changes what names are understood by, while requests are served.
func (s *Server) SetGazetteer(g *gazetteer.Gazetteer) {
	s.known.Store(&known{g, newSuggester(g), kindsOf(g)})
}

// tables are the entities known now.
func (s *Server) tables() *gazetteer.Gazetteer { return s.known.Load().tables }

// Handler serves callers from the network or, where local is true, callers on
// the machine itself who could open the data folder anyway: they are admins.
func (s *Server) Handler(local bool) http.Handler {
	if !local {
		return s.handler
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.handler.ServeHTTP(w, r.WithContext(withAccess(r.Context(), localAdmin())))
	})
}

// Serve answers on listener until ctx ends, then takes no more requests,
// finishes those in flight and returns nil.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	return s.serve(ctx, listener, s.Handler(false))
}

// ServeLocal is Serve for the socket in the data folder, whose callers are
// admins.
func (s *Server) ServeLocal(ctx context.Context, listener net.Listener) error {
	return s.serve(ctx, listener, s.Handler(true))
}

func (s *Server) serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	h := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeadBytes,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	s.gate.closing.Store(true)
	stop, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	err := h.Shutdown(stop)
	<-failed
	if err != nil {
		h.Close()
		return fmt.Errorf("stop: requests were still running after %s: %w", stopTimeout, err)
	}
	return nil
}

// compressed packs answers for callers who can unpack them. Short ones are not
// worth it, and a level that packs a search's answer a tenth better takes twice
// the time.
func compressed(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(gzip.BestSpeed))
	if err != nil { // only for options out of range
		return h
	}
	return wrap(h)
}

// headAsGet answers HEAD as GET is answered; net/http leaves the body away.
func headAsGet(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			r = r.WithContext(r.Context()) // the caller's request stays as it is
			r.Method = http.MethodGet
		}
		h.ServeHTTP(w, r)
	})
}

// router knows every address that is answered.
func (s *Server) router() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	// Nobody's X-Forwarded-For is believed: gin trusts everybody's by default.
	if err := r.SetTrustedProxies(nil); err != nil {
		s.Log.Error("trusted proxies", "error", err)
	}
	r.ForwardedByClientIP = false
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = false
	r.UseRawPath = true
	r.UnescapePathValues = true
	r.ContextWithFallback = true
	r.Use(s.observe, s.recover, s.protect, s.admit)
	r.NoRoute(s.noRoute)
	r.NoMethod(s.noMethod)
	s.apiRoutes(r)
	s.pageRoutes(r)
	return r
}
