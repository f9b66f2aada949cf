package server

import (
	"context"

	"despatch/search"
)

// Engine is what the server asks of an engine.
type Engine interface {
	Search(ctx context.Context, q search.Query) (search.Results, error)
	Claims(ctx context.Context, q search.ClaimQuery) (search.ClaimResults, error)
	// Similar finds at most n articles that resemble one, of the collections
	// that are visible (nil: all).
	Similar(ctx context.Context, id string, n int, visible []string) ([]search.Similar, error)
	// Terms lists words of titles that start with prefix or nearly do.
	Terms(ctx context.Context, prefix string, n int, visible []string) ([]search.Term, error)
	// Explain says how a query is answered and how an article comes by its
	// score.
	Explain(ctx context.Context, q search.Query, id string) (search.Explanation, error)
	// Document gives back what was indexed, without title and text.
	Document(ctx context.Context, id string) (search.Document, error)
	Generation() int
	Checkpoint() int64
}
