// Package bleveindex is the embedded engine: Bleve keeps the postings, and
// columns of our own, built from them, count and sort.
package bleveindex

import (
	"context"
	"errors"
	"log/slog"

	"despatch/search"
)

// Options are what an engine needs from its owner.
type Options struct {
	// Gazetteer is the version of the tables that articles put from now on
	// were annotated with.
	Gazetteer string
	// Label names an entity; it reports false for ids it does not know.
	Label func(id string) (string, bool)
	Log   *slog.Logger
}

// Engine answers queries from the published generation. Its methods are safe
// for concurrent use; Put and Adopt wait for each other.
type Engine struct{}

var errSkeleton = errors.New("not built yet")

// Open opens the generation that dir/CURRENT names, or makes the first, empty
// one. The caller holds the lock on the index.
func Open(ctx context.Context, dir string, opts Options) (*Engine, error) { return nil, errSkeleton }

// Search answers a query.
func (e *Engine) Search(ctx context.Context, q search.Query) (search.Results, error) {
	return search.Results{}, errSkeleton
}

// Claims answers a query for claims.
func (e *Engine) Claims(ctx context.Context, q search.ClaimQuery) (search.ClaimResults, error) {
	return search.ClaimResults{}, errSkeleton
}

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

// Document gives back what was put, without title and text.
func (e *Engine) Document(ctx context.Context, id string) (search.Document, error) {
	return search.Document{}, errSkeleton
}

// Put folds changes in as one batch that carries its checkpoint: all of it is
// kept when Put returns, and found within a second.
func (e *Engine) Put(ctx context.Context, docs []search.Document, deletes []string, checkpoint int64) error {
	return errSkeleton
}

// Refresh makes everything put so far findable now.
func (e *Engine) Refresh(ctx context.Context) error { return errSkeleton }

// Checkpoint is the last corpus change that the index contains.
func (e *Engine) Checkpoint() int64 { return 0 }

// Generation is the number of the generation that answers.
func (e *Engine) Generation() int { return 0 }

// Gazetteer is the version of the tables that the generation was begun with.
func (e *Engine) Gazetteer() string { return "" }

// Stats measures the engine.
func (e *Engine) Stats() Stats { return Stats{} }

// Stats are an engine's sizes. Bytes are bytes.
type Stats struct {
	Articles    int   `json:"articles"`
	Segments    int   `json:"segments"`
	IndexBytes  int64 `json:"index_bytes"`
	ColumnBytes int64 `json:"column_bytes"`
	CacheBytes  int64 `json:"cache_bytes"`
	Snapshots   int   `json:"snapshots"`
}

// Writer takes changes; both an engine and a generation being adopted do.
type Writer interface {
	Put(ctx context.Context, docs []search.Document, deletes []string, checkpoint int64) error
	Checkpoint() int64
}

// Adopt opens the newest published generation, lets catchUp bring it to the
// present, and puts it in the place of the one that answers. Queries under way
// end on the old one.
func (e *Engine) Adopt(ctx context.Context, catchUp func(ctx context.Context, next Writer) error) error {
	return errSkeleton
}

// Close ends the background work and closes the index.
func (e *Engine) Close() error { return errSkeleton }

// Builder builds the next generation beside the one that answers.
type Builder struct{}

// Rebuild begins the generation after the published one. The caller holds the
// lock on rebuilding.
func Rebuild(ctx context.Context, dir string, opts Options) (*Builder, error) {
	return nil, errSkeleton
}

// Generation is the number of the generation being built.
func (b *Builder) Generation() int { return 0 }

// Add puts documents that were not added before. Two goroutines may call it
// at once, with batches of about 2,000.
func (b *Builder) Add(ctx context.Context, docs []search.Document) error { return errSkeleton }

// Publish writes the checkpoint, the manifest and then the pointer, each made
// durable before the next.
func (b *Builder) Publish(ctx context.Context, checkpoint int64) error { return errSkeleton }

// Discard ends the building and removes what was built.
func (b *Builder) Discard() error { return errSkeleton }

// Rollback points back to the generation before the published one.
func Rollback(dir string) (generation int, err error) { return 0, errSkeleton }

// Verify reads every byte of the published generation and reports damage. The
// index need not be open.
func Verify(ctx context.Context, dir string) (Report, error) { return Report{}, errSkeleton }

// Report is what Verify found.
type Report struct {
	Generation int
	Files      int
	Bytes      int64
	// Damaged names the files at fault with what is wrong.
	Damaged []string
}
