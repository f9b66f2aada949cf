package bleveindex

import (
	"context"
	"errors"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"
)

// SetGazetteer notes that every article whose annotation a new version of the
// tables changes has been put again.
func (e *Engine) SetGazetteer(ctx context.Context, version string) error {
	e.writing.Lock()
	defer e.writing.Unlock()
	return e.current().setGazetteer(ctx, version)
}

func (g *generation) setGazetteer(ctx context.Context, version string) error {
	g.writing.Lock()
	defer g.writing.Unlock()
	if err := errors.Join(ctx.Err(), g.resume()); err != nil {
		return err
	}
	next := *g.state.Load()
	next.gazetteer = version
	b := index.NewBatch()
	b.SetInternal(keyState, next.encode())
	if err := g.batch(b); err != nil {
		g.suspend(err)
		return fmt.Errorf("write to index generation %d: %w", g.number, err)
	}
	g.state.Store(&next)
	return nil
}
