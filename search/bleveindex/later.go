package bleveindex

import (
	"context"
	"errors"

	"despatch/search"
)

var errSkeleton = errors.New("not built yet")

// Similar finds at most n articles that resemble one, copies left out.
func (e *Engine) Similar(ctx context.Context, id string, n int, visible []string) ([]search.Similar, error) {
	return nil, errSkeleton
}

// Terms lists at most n words of titles that start with prefix, or are within
// one typo of it, most frequent first.
func (e *Engine) Terms(ctx context.Context, prefix string, n int, visible []string) ([]search.Term, error) {
	return nil, errSkeleton
}

// Explain says how a query is answered, and how the article id, if it is not
// empty, comes by its score.
func (e *Engine) Explain(ctx context.Context, q search.Query, id string) (search.Explanation, error) {
	return search.Explanation{}, errSkeleton
}
