package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"despatch/search"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	index "github.com/blevesearch/bleve_index_api"
)

// Builder builds the next generation beside the one that answers.
type Builder struct {
	dir    string
	number int
	gen    *generation
	pool   sync.Pool // of *reader

	mu    sync.Mutex
	state state
	added map[string]bool
}

// Rebuild begins the generation after the published one. The caller holds the
// lock on rebuilding.
func Rebuild(_ context.Context, dir string, opts Options) (*Builder, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	current, err := Published(dir)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return nil, err
	}
	numbers, err := generations(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	next := max(current, opts.After) + 1
	for _, n := range numbers {
		next = max(next, n+1)
		if n > current {
			if err := os.RemoveAll(generationFolder(dir, n)); err != nil {
				return nil, fmt.Errorf("clear away an unfinished index: %w", err)
			}
		}
	}
	b := &Builder{dir: dir, number: next, added: map[string]bool{}}
	b.pool.New = func() any { return &reader{label: opts.Label, log: opts.Log} }
	b.gen, err = openGeneration(generationFolder(dir, next), next, opts, newTermCache(0))
	return b, err
}

// Generation is the number of the generation being built.
func (b *Builder) Generation() int { return b.number }

// Add puts documents. Two goroutines may call it at once, with batches of
// about 2,000; which of two documents of one id is kept is then open.
func (b *Builder) Add(ctx context.Context, docs []search.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := b.pool.Get().(*reader)
	defer b.pool.Put(r)
	read, err := readDocuments(docs, []*reader{r})
	if err != nil {
		return err
	}
	batch := index.NewBatch()
	for _, d := range read {
		batch.Update(d)
	}
	if err := b.gen.batch(batch); err != nil {
		return fmt.Errorf("write to index generation %d: %w", b.number, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, d := range read {
		if !b.added[d.id] {
			b.added[d.id] = true
			b.state.count(d.id, 1)
		}
	}
	return nil
}

// Publish merges, then writes the checkpoint and the pointer, each made durable
// before the next.
func (b *Builder) Publish(ctx context.Context, checkpoint int64) error {
	if err := b.merge(ctx); err != nil {
		return err
	}
	batch := index.NewBatch()
	b.state.checkpoint, b.state.gazetteer, b.state.corpus = checkpoint, b.gen.opts.Gazetteer, b.gen.opts.Corpus
	batch.SetInternal(keyState, b.state.encode())
	if err := b.gen.batch(batch); err != nil {
		return fmt.Errorf("write the checkpoint of index generation %d: %w", b.number, err)
	}
	if err := b.gen.close(); err != nil {
		return fmt.Errorf("finish index generation %d: %w", b.number, err)
	}
	if err := syncFolder(b.gen.dir); err != nil {
		return err
	}
	return point(b.dir, b.number)
}

// merge leaves one or two segments of each size of those that the batches made:
// every query looks its words up in each segment.
func (b *Builder) merge(ctx context.Context) error {
	options := mergeplan.DefaultMergePlanOptions
	options.MaxSegmentsPerTier = 1
	if err := b.gen.write(func(s *scorch.Scorch) error { return s.ForceMerge(ctx, &options) }); err != nil {
		return fmt.Errorf("merge the segments of index generation %d: %w", b.number, err)
	}
	return ctx.Err() // Bleve says nothing of a merge that was called off
}

// Discard ends the building and removes what was built.
func (b *Builder) Discard() error {
	return errors.Join(b.gen.close(), os.RemoveAll(b.gen.dir))
}

// Rollback points back to the generation before the published one.
func Rollback(dir string) (generation int, err error) {
	current, err := Published(dir)
	if err != nil {
		return 0, err
	}
	numbers, err := generations(dir)
	if err != nil {
		return 0, err
	}
	previous := 0
	for _, n := range numbers {
		if n < current && !isSetAside(generationFolder(dir, n)) {
			previous = max(previous, n)
		}
	}
	if previous == 0 {
		return 0, errors.New("there is no earlier index generation to go back to")
	}
	return previous, point(dir, previous)
}
