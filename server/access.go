package server

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"despatch/corpus"
)

// The scopes of a key, which corpus.Scopes lists. Each includes the ones
// before it.
const (
	scopeRead  = "read"
	scopeWrite = "write"
	scopeAdmin = "admin"
)

// anonymous names the callers without a key.
const anonymous = "anonymous"

// cookieName is the cookie that a signed-in browser has its key in.
const cookieName = "despatch_key"

// Keys checks the API keys of callers and remembers what they did.
type Keys interface {
	Authenticate(ctx context.Context, secret string) (corpus.Key, error)
	Keys(ctx context.Context) ([]corpus.Key, error)
	Audit(ctx context.Context, e corpus.AuditEntry) error
}

// Access is what one caller may do.
type Access struct {
	// Name is "key:" and the key's id, or anonymous, or localName.
	Name string
	// Scope is read, write or admin.
	Scope string
	// Collections are those the caller may see and write; nil is all.
	Collections []string
	// Rate is how many requests a second are answered; 0 is no limit.
	Rate float64
}

// localName names the callers on the machine itself.
const localName = "local"

func localAdmin() Access { return Access{Name: localName, Scope: scopeAdmin} }

// may tells whether the caller has the scope.
func (a Access) may(scope string) bool {
	return slices.Index(corpus.Scopes[:], a.Scope) >= slices.Index(corpus.Scopes[:], scope)
}

// sees tells whether the caller may know of articles in the collection.
func (a Access) sees(collection string) bool {
	return a.Collections == nil || slices.Contains(a.Collections, collection)
}

type accessKey struct{}

func withAccess(ctx context.Context, a Access) context.Context {
	return context.WithValue(ctx, accessKey{}, a)
}

// accessOf is what the caller of a request may do. A request that was not let
// in by anything sees nothing.
func accessOf(ctx context.Context) Access {
	if a, ok := ctx.Value(accessKey{}).(Access); ok {
		return a
	}
	return Access{Name: "nobody", Collections: []string{}}
}

// identify finds out who calls: the machine itself, the holder of a key, or
// anybody.
func (s *Server) identify(c *gin.Context) (Access, error) {
	if a, ok := c.Request.Context().Value(accessKey{}).(Access); ok {
		return a, nil
	}
	public, err := s.public(c.Request.Context())
	if err != nil {
		return Access{}, err
	}
	nobody := Access{Name: anonymous, Scope: scopeRead, Collections: public}
	if header := c.GetHeader("Authorization"); header != "" {
		secret, isBearer := strings.CutPrefix(header, "Bearer ")
		if !isBearer {
			return nobody, failure(codeUnauthorized, "want Authorization: Bearer KEY")
		}
		return s.authenticate(c, secret)
	}
	secret, err := c.Cookie(cookieName)
	if err != nil {
		return nobody, nil
	}
	if err := s.sameSite.Check(c.Request); err != nil {
		return nobody, failure(codeForbidden, "another site sent this request in your name")
	}
	a, err := s.authenticate(c, secret)
	if err != nil { // expired or revoked: the reader goes on without
		s.setCookie(c, "", -1)
		return nobody, nil
	}
	return a, nil
}

// authenticate finds out what the holder of a secret may do.
func (s *Server) authenticate(c *gin.Context, secret string) (Access, error) {
	refused := failure(codeUnauthorized, "the API key is unknown, expired or revoked")
	if s.Keys == nil {
		return Access{}, refused
	}
	key, err := s.Keys.Authenticate(c.Request.Context(), secret)
	if errors.Is(err, corpus.ErrBadKey) {
		s.Log.Warn("key refused", "request", requestID(c), "reason", err)
		return Access{}, refused
	}
	if err != nil {
		return Access{}, err
	}
	return Access{Name: "key:" + key.ID, Scope: key.Scope, Collections: key.Collections, Rate: key.Rate}, nil
}

// setCookie gives a browser its key for so many seconds, or takes it away.
func (s *Server) setCookie(c *gin.Context, secret string, seconds int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: cookieName, Value: secret, Path: "/", MaxAge: seconds,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Request.TLS != nil,
	})
}

// audit writes down who changed what. The change is made by then: what fails
// here is for the log.
func (s *Server) audit(c *gin.Context, act, id, outcome string) {
	who := accessOf(c).Name
	s.Log.Info("audit", "request", requestID(c), "who", who, "act", act, "on", id, "outcome", outcome)
	if s.Keys == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request.Context()), requestDeadline)
	defer cancel()
	if err := s.Keys.Audit(ctx, corpus.AuditEntry{Who: who, Act: act, On: []string{id}}); err != nil {
		s.Log.Error("audit", "request", requestID(c), "error", err)
	}
}
