package server

import (
	"context"
	"slices"
	"time"

	"despatch/corpus"
)

// keysKnown is how long what keys there are is taken as known: that long a new
// key may take to have an effect on callers without one.
const keysKnown = time.Second

// guarded remembers whether there are keys that set callers apart.
type guarded struct {
	yes   bool
	until time.Time
}

// public are the collections that callers without a key see: those that the
// operator named. Where none were named that is all of them, as long as no key
// says that some articles are not for everybody; then it is the default
// collection alone.
func (s *Server) public(ctx context.Context) ([]string, error) {
	if s.Public != nil || s.Keys == nil {
		return s.Public, nil
	}
	g := s.guarded.Load()
	if g == nil || time.Now().After(g.until) {
		keys, err := s.Keys.Keys(ctx)
		if err != nil {
			return nil, err
		}
		g = &guarded{slices.ContainsFunc(keys, setsApart), time.Now().Add(keysKnown)}
		s.guarded.Store(g)
	}
	if g.yes {
		return []string{corpus.DefaultCollection}, nil
	}
	return nil, nil
}

// setsApart tells whether a key makes sense only where callers without one see
// less: it is for some collections, or for nothing but reading. Expired and
// revoked keys count too: what was kept back must not come to light when the
// last key that opens it ends.
func setsApart(k corpus.Key) bool {
	return k.Collections != nil || k.Scope == scopeRead
}
