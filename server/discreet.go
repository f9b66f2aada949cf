package server

import (
	"context"

	"despatch/search"
)

// discreet stands before the engine and keeps from callers who see some
// collections only what the position in the change log would tell them: how
// much is written in the others. Their checkpoint is 0.
type discreet struct{ Engine }

// Search is the engine's, with a position that the caller may know.
func (d discreet) Search(ctx context.Context, q search.Query) (search.Results, error) {
	r, err := d.Engine.Search(ctx, q)
	r.Index = positionFor(q.Visible, r.Index)
	return r, err
}

// Claims are the engine's, with a position that the caller may know.
func (d discreet) Claims(ctx context.Context, q search.ClaimQuery) (search.ClaimResults, error) {
	r, err := d.Engine.Claims(ctx, q)
	r.Index = positionFor(q.Visible, r.Index)
	return r, err
}

func positionFor(visible []string, p search.Position) search.Position {
	if visible != nil {
		p.Checkpoint = 0
	}
	return p
}
