// Package bleveindex is the embedded engine: Bleve keeps the postings, and
// columns of our own, built from them, count and sort.
package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"despatch/search"
)

// Options are what an engine needs from its owner.
type Options struct {
	// Gazetteer is the version of the tables that articles put from now on
	// were annotated with.
	Gazetteer string
	// Corpus is the id of the corpus that articles come from. An index that was
	// made of another one is damaged.
	Corpus string
	// After is a generation whose files may be gone; what is built gets a
	// higher number.
	After int
	// Label names an entity; it reports false for ids it does not know.
	Label func(id string) (string, bool)
	// Room fails where so many more bytes do not fit on the disk; nil is not
	// known.
	Room func(bytes uint64) error
	Log  *slog.Logger
}

// Engine answers queries from the published generation. Its methods are safe
// for concurrent use; Put and Adopt wait for each other.
type Engine struct {
	dir   string
	opts  Options
	cache *termCache
	born  uint64 // tells the cursors of one opening from those of another

	// writing orders Put and Adopt.
	writing sync.Mutex

	// mu guards gen and kept.
	mu   sync.Mutex
	gen  *generation
	kept []keptSnapshot

	scratch sync.Pool // of *scratch

	stop chan struct{}
	done sync.WaitGroup
}

// Open opens the generation that dir/CURRENT names, or makes the first, empty
// one. The caller holds the lock on the index.
func Open(ctx context.Context, dir string, opts Options) (*Engine, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	number, err := Published(dir)
	if err != nil {
		return nil, err
	}
	if number == 0 {
		number = 1
		if err := publishEmpty(dir, number); err != nil {
			return nil, err
		}
	}
	e := &Engine{dir: dir, opts: opts, cache: newTermCache(cacheBytes), born: rand.Uint64(), stop: make(chan struct{})}
	if e.gen, err = openChecked(ctx, dir, number, opts, e.cache); err != nil {
		return nil, err
	}
	collectOrphans(dir, number, opts.Log)
	e.done.Go(e.keepFresh)
	return e, nil
}

// openChecked opens a generation after checking everything on disk, and sets
// aside one that is damaged.
func openChecked(ctx context.Context, dir string, number int, opts Options, cache *termCache) (*generation, error) {
	folder := generationFolder(dir, number)
	began := time.Now()
	report, err := checkStore(ctx, filepath.Join(folder, storeFolder))
	if err != nil {
		return nil, err
	}
	opts.Log.Debug("checked the index", "generation", number, "files", report.Files, "bytes", report.Bytes, "took", time.Since(began))
	if len(report.Damaged) > 0 {
		err := fmt.Errorf("%w: %s", ErrDamaged, strings.Join(report.Damaged, "; "))
		setAside(folder, err)
		return nil, err
	}
	g, err := openGeneration(folder, number, opts, cache)
	if err != nil {
		if errors.Is(err, ErrDamaged) {
			setAside(folder, err)
		}
		return nil, err
	}
	err = g.refresh(ctx)
	if err == nil {
		err = g.state.Load().agrees(g.current)
	}
	if err == nil {
		err = g.state.Load().isOf(opts.Corpus)
	}
	if err != nil {
		if closed := g.close(); ctx.Err() == nil {
			setAside(folder, err)
			err = damaged(errors.Join(err, closed))
		}
		return nil, err
	}
	return g, nil
}

// refreshEvery is how long at least lies between two snapshots.
const refreshEvery = 700 * time.Millisecond

// keepFresh makes new snapshots as the index changes, off the path of queries.
func (e *Engine) keepFresh() {
	ticker := time.NewTicker(refreshEvery)
	defer ticker.Stop()
	ctx, failing := context.Background(), false
	for {
		select {
		case <-e.stop:
			return
		case now := <-ticker.C:
			e.dropKept(now)
		}
		g := e.current()
		g.tend()
		err := g.refresh(ctx)
		if err != nil && !failing { // it may go on for hours
			e.opts.Log.Error("the index cannot be read anew", "error", err)
		}
		failing = err != nil
	}
}

func (e *Engine) current() *generation {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.gen
}

// Put folds changes in as one batch that carries its checkpoint: all of it is
// kept when Put returns, and found within a second.
func (e *Engine) Put(ctx context.Context, docs []search.Document, deletes []string, checkpoint int64) error {
	e.writing.Lock()
	defer e.writing.Unlock()
	return e.current().Put(ctx, docs, deletes, checkpoint)
}

// Refresh makes everything put so far findable now.
func (e *Engine) Refresh(ctx context.Context) error { return e.current().refresh(ctx) }

// Checkpoint is the last corpus change that the index contains.
func (e *Engine) Checkpoint() int64 { return e.current().Checkpoint() }

// Generation is the number of the generation that answers.
func (e *Engine) Generation() int { return e.current().number }

// Gazetteer is the version of the tables that the generation was begun with,
// empty while it is empty.
func (e *Engine) Gazetteer() string { return e.current().state.Load().gazetteer }

// Writer takes changes; both an engine and a generation being adopted do.
type Writer interface {
	Put(ctx context.Context, docs []search.Document, deletes []string, checkpoint int64) error
	Checkpoint() int64
}

// Adopt opens the newest published generation, lets catchUp bring it to the
// present, and puts it in the place of the one that answers. Queries under way
// end on the old one.
func (e *Engine) Adopt(ctx context.Context, catchUp func(ctx context.Context, next Writer) error) error {
	e.writing.Lock()
	defer e.writing.Unlock()
	number, err := Published(e.dir)
	if err != nil {
		return err
	}
	if number == e.Generation() {
		return nil
	}
	next, err := openChecked(ctx, e.dir, number, e.opts, e.cache)
	if err != nil {
		return err
	}
	if err := errors.Join(catchUp(ctx, next), ctx.Err()); err != nil {
		return errors.Join(err, next.close())
	}
	if err := next.refresh(ctx); err != nil {
		return errors.Join(err, next.close())
	}
	e.mu.Lock()
	old := e.gen
	e.gen = next
	e.mu.Unlock()
	err = old.close()
	collectOrphans(e.dir, number, e.opts.Log)
	return err
}

// Close ends the background work and closes the index.
func (e *Engine) Close() error {
	close(e.stop)
	e.done.Wait()
	e.dropKept(time.Now().Add(2 * cursorKept))
	e.writing.Lock()
	defer e.writing.Unlock()
	e.mu.Lock()
	gen := e.gen
	e.gen = nil
	e.mu.Unlock()
	return gen.close()
}

// Stats are an engine's sizes. Bytes are bytes.
type Stats struct {
	Articles    int   `json:"articles"`
	Segments    int   `json:"segments"`
	IndexBytes  int64 `json:"index_bytes"`
	ColumnBytes int64 `json:"column_bytes"`
	CacheBytes  int64 `json:"cache_bytes"`
	Snapshots   int   `json:"snapshots"`
	// WithoutWords is how many articles broke the analysis, so that they are
	// found by their dates, source and collection alone.
	WithoutWords int `json:"without_words"`
}

// Stats measures the engine.
func (e *Engine) Stats() Stats {
	s := Stats{CacheBytes: e.cache.bytes()}
	snap, err := e.snapshotFor(nil)
	if err != nil {
		return s
	}
	defer snap.gen.release(snap)
	if s.WithoutWords, err = snap.bare(); err != nil {
		e.opts.Log.Error("articles without words cannot be counted", "error", err)
	}
	s.Articles, s.Segments = snap.docs, len(snap.segments)
	for _, seg := range snap.segments {
		s.ColumnBytes += seg.columns.bytes
	}
	s.IndexBytes = folderBytes(snap.gen.dir)
	e.mu.Lock()
	s.Snapshots = 1 + len(e.kept)
	e.mu.Unlock()
	return s
}
