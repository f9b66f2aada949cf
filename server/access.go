package server

import (
	"context"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// The scopes of a key. Each includes the ones before it.
const (
	scopeRead  = "read"
	scopeWrite = "write"
	scopeAdmin = "admin"
)

// anonymous names the callers without a key.
const anonymous = "anonymous"

// Keys checks the API keys of callers.
type Keys interface{}

// Access is what one caller may do.
type Access struct {
	// Name is the key's, or "anonymous", or "local".
	Name string
	// Scope is read, write or admin.
	Scope string
	// Collections are those the caller may see and write; nil is all.
	Collections []string
	// Rate is how many requests a second are answered; 0 is no limit.
	Rate float64
}

func localAdmin() Access { return Access{Name: "local", Scope: scopeAdmin} }

// may tells whether the caller has the scope.
func (a Access) may(scope string) bool {
	ladder := []string{scopeRead, scopeWrite, scopeAdmin}
	return slices.Index(ladder, a.Scope) >= slices.Index(ladder, scope)
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
	secret, given := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	if !given {
		return Access{Name: anonymous, Scope: scopeRead, Collections: s.Public}, nil
	}
	_ = secret
	return Access{}, failure(codeUnauthorized, "the API key is not known here")
}

// audit writes down who changed what.
func (s *Server) audit(c *gin.Context, action, id, outcome string) {
	s.Log.Info("audit", "request", requestID(c), "as", accessOf(c).Name, "action", action, "article", id, "outcome", outcome)
}
