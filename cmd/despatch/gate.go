package main

import (
	"context"
	"errors"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"despatch/search"
	"despatch/search/bleveindex"
)

// gate stands before the engine: while the index is being opened or rebuilt it
// answers that it is not there yet, so that a server can listen at once.
type gate struct {
	engine atomic.Pointer[bleveindex.Engine]
	// inside is held by queries, so that none is under way when the engine is
	// closed.
	inside sync.RWMutex
	// wound is why the index is being built anew, nil when it is not; fault is
	// damage of the corpus.
	wound, fault atomic.Pointer[error]
	// doubted asks for a check at once; nil where nobody checks.
	doubted chan struct{}
	// failure is the last round of following that went wrong, nil for none.
	failure atomic.Pointer[error]
}

var errClosedGate = &search.Error{
	Code: search.Unavailable, Detail: "the index is being opened or rebuilt; try again in a few seconds", Position: -1,
}

func (g *gate) open(e *bleveindex.Engine) {
	g.engine.Store(e)
	g.failure.Store(nil)
}

// close lets no more queries in, waits for those under way and sets the
// generation aside as damaged.
func (g *gate) close(why error) error {
	g.inside.Lock()
	defer g.inside.Unlock()
	return g.engine.Swap(nil).SetAside(why)
}

// mend says why the index is being built anew, nil that it is whole.
func (g *gate) mend(why error) {
	if why == nil {
		g.wound.Store(nil)
		return
	}
	g.wound.Store(&why)
}

func (g *gate) mending() error {
	if why := g.wound.Load(); why != nil {
		return *why
	}
	return nil
}

// doubt asks for a check of the index that answered when it broke.
func (g *gate) doubt(err error) {
	var e *search.Error
	if !errors.As(err, &e) || e.Code != search.Unavailable {
		return
	}
	select {
	case g.doubted <- struct{}{}:
	default:
	}
}

// blame says that the corpus is damaged.
func (g *gate) blame(fault error) { g.fault.Store(&fault) }

// told keeps the outcome of a round of following.
func (g *gate) told(err error) {
	if err == nil {
		g.failure.Store(nil)
		return
	}
	g.failure.Store(&err)
}

// trouble is what keeps the index from following the corpus, nil when nothing
// does.
func (g *gate) trouble() error {
	for _, err := range [...]*error{g.fault.Load(), g.wound.Load(), g.failure.Load()} {
		if err != nil {
			return *err
		}
	}
	if g.engine.Load() == nil {
		return errClosedGate
	}
	return nil
}

// through calls do with the engine where there is one. A segment that was cut
// short under the engine makes reading it fault, which would end the process.
func through[T any](g *gate, do func(*bleveindex.Engine) (T, error)) (T, error) {
	g.inside.RLock()
	defer g.inside.RUnlock()
	if e := g.engine.Load(); e != nil {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		found, err := do(e)
		g.doubt(err)
		return found, err
	}
	var none T
	return none, errClosedGate
}

func (g *gate) Search(ctx context.Context, q search.Query) (search.Results, error) {
	return through(g, func(e *bleveindex.Engine) (search.Results, error) { return e.Search(ctx, q) })
}

func (g *gate) Claims(ctx context.Context, q search.ClaimQuery) (search.ClaimResults, error) {
	return through(g, func(e *bleveindex.Engine) (search.ClaimResults, error) { return e.Claims(ctx, q) })
}

func (g *gate) Similar(ctx context.Context, id string, n int, visible []string) ([]search.Similar, error) {
	return through(g, func(e *bleveindex.Engine) ([]search.Similar, error) { return e.Similar(ctx, id, n, visible) })
}

func (g *gate) Terms(ctx context.Context, prefix string, n int, visible []string) ([]search.Term, error) {
	return through(g, func(e *bleveindex.Engine) ([]search.Term, error) { return e.Terms(ctx, prefix, n, visible) })
}

func (g *gate) Explain(ctx context.Context, q search.Query, id string) (search.Explanation, error) {
	return through(g, func(e *bleveindex.Engine) (search.Explanation, error) { return e.Explain(ctx, q, id) })
}

func (g *gate) Document(ctx context.Context, id string) (search.Document, error) {
	return through(g, func(e *bleveindex.Engine) (search.Document, error) { return e.Document(ctx, id) })
}

// Among answers standing queries of given articles.
func (g *gate) Among(ctx context.Context, queries []search.Query, ids []string) ([]search.Standing, search.Position, error) {
	g.inside.RLock()
	defer g.inside.RUnlock()
	e := g.engine.Load()
	if e == nil {
		return nil, search.Position{}, errClosedGate
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	return e.Among(ctx, queries, ids)
}

// Generation is 0 while there is no index.
func (g *gate) Generation() int {
	g.inside.RLock()
	defer g.inside.RUnlock()
	if e := g.engine.Load(); e != nil {
		return e.Generation()
	}
	return 0
}

// Checkpoint is 0 while there is no index.
func (g *gate) Checkpoint() int64 {
	g.inside.RLock()
	defer g.inside.RUnlock()
	if e := g.engine.Load(); e != nil {
		return e.Checkpoint()
	}
	return 0
}
