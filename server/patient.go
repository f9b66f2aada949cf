package server

import (
	"context"
	"errors"
	"time"

	"despatch/search"
)

// How long a request waits for an index that is still being opened, and how
// often it looks. Only a server that has just started is waited for: later an
// index that is away is being built anew, which takes longer than anybody
// should be kept.
const (
	openPatience = 5 * time.Second
	openLook     = 20 * time.Millisecond
	justStarted  = 30 * time.Second
)

// patient is an engine whose first callers wait until it is open, instead of
// being told to come back in a moment.
type patient struct {
	Engine
	started time.Time
}

// Search waits for the index, then searches.
func (p patient) Search(ctx context.Context, q search.Query) (search.Results, error) {
	return opened(ctx, p.started, func() (search.Results, error) { return p.Engine.Search(ctx, q) })
}

// Claims is like Search.
func (p patient) Claims(ctx context.Context, q search.ClaimQuery) (search.ClaimResults, error) {
	return opened(ctx, p.started, func() (search.ClaimResults, error) { return p.Engine.Claims(ctx, q) })
}

// Document is like Search.
func (p patient) Document(ctx context.Context, id string) (search.Document, error) {
	return opened(ctx, p.started, func() (search.Document, error) { return p.Engine.Document(ctx, id) })
}

// opened asks until the index is open or patience ends.
func opened[T any](ctx context.Context, started time.Time, ask func() (T, error)) (T, error) {
	for begun := time.Now(); ; {
		answer, err := ask()
		var e *search.Error
		away := errors.As(err, &e) && e.Code == search.Unavailable
		if !away || time.Since(started) > justStarted || time.Since(begun) > openPatience || ctx.Err() != nil {
			return answer, err
		}
		select {
		case <-ctx.Done():
		case <-time.After(openLook):
		}
	}
}
