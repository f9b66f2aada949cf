package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"despatch/search"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// readerCount is how many goroutines analyse a batch.
const readerCount = 2

// boltTimeout bounds the wait for the lock that another process may hold on
// the index, which Bleve would otherwise wait for without end.
const boltTimeout = "2s"

// generation is one whole index in a folder of its own.
type generation struct {
	number int
	dir    string
	opts   Options
	store  *scorch.Scorch // nil when closed; both writing and building guard it
	queue  *index.AnalysisQueue
	watch  *watch
	cache  *termCache

	// writing orders batches, and closing after them.
	writing  sync.Mutex
	readers  []*reader
	state    atomic.Pointer[state] // read without writing, too
	failures int                   // since a batch was written
	reopen   time.Time             // until when a suspended store is left alone
	failed   time.Time             // when it last was suspended
	relapses int                   // in a row: times it failed soon after it had written again

	// building orders the making of snapshots; loaded are the columns of the
	// segments of the newest.
	building sync.Mutex
	loaded   map[uint64]*columns
	closed   bool

	// mu guards current and the references of every snapshot.
	mu      sync.Mutex
	current *snapshot
	made    uint64
}

// openGeneration opens the index in dir, making it when there is none.
func openGeneration(dir string, number int, opts Options, cache *termCache) (*generation, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	g := &generation{number: number, dir: dir, opts: opts, cache: cache, loaded: map[uint64]*columns{}}
	for range readerCount {
		g.readers = append(g.readers, &reader{label: opts.Label, log: opts.Log})
	}
	if err := g.openStore(); err != nil {
		return nil, err
	}
	if err := g.readState(); err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

func (g *generation) openStore() (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	listen()
	g.queue, g.watch = index.NewAnalysisQueue(readerCount), newWatch()
	watched.Store(g.storePath(), g.watch)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: generation %d: %v", ErrDamaged, g.number, p)
		}
		if err != nil {
			watched.Delete(g.storePath())
			g.queue.Close()
		}
	}()
	store, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path":                   g.storePath(),
		"bolt_timeout":           boltTimeout,
		"asyncErrorCallbackName": callbackName,
	}, g.queue)
	if err != nil {
		return fmt.Errorf("set up index generation %d: %w", g.number, err)
	}
	if err := store.Open(); err != nil {
		return fmt.Errorf("open index generation %d in %s: %w", g.number, g.dir, damagedUnlessRefused(err))
	}
	g.store = store.(*scorch.Scorch)
	return nil
}

// storeFolder is where in a generation's folder Bleve keeps its files.
const storeFolder = "store"

func (g *generation) storePath() string { return filepath.Join(g.dir, storeFolder) }

// readState reads what the index says of itself.
func (g *generation) readState() error {
	r, err := g.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	s, err := stateOf(r)
	g.state.Store(&s)
	return err
}

func stateOf(r *scorch.IndexSnapshot) (state, error) {
	value, err := r.GetInternal(keyState)
	if err != nil {
		return state{}, fmt.Errorf("read the index's state: %w", err)
	}
	return decodeState(value)
}

func (g *generation) reader() (*scorch.IndexSnapshot, error) {
	r, err := g.store.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index generation %d: %w", g.number, err)
	}
	s, ok := r.(*scorch.IndexSnapshot)
	if !ok || s == nil {
		return nil, fmt.Errorf("read index generation %d: it is closed", g.number)
	}
	return s, nil
}

// Checkpoint is the last corpus change that the generation contains.
func (g *generation) Checkpoint() int64 { return g.state.Load().checkpoint }

// Put applies one batch; all of it is on disk when it returns.
func (g *generation) Put(ctx context.Context, docs []search.Document, deletes []string, checkpoint int64) error {
	g.writing.Lock()
	defer g.writing.Unlock()
	if err := errors.Join(ctx.Err(), g.resume()); err != nil {
		return err
	}
	read, err := readDocuments(docs, g.readers)
	if err != nil {
		return err
	}
	b := index.NewBatch()
	for _, id := range deletes {
		b.Delete(id)
	}
	for _, d := range read {
		b.Update(d)
	}
	next, err := g.stateAfter(b)
	if err != nil {
		return err
	}
	next.checkpoint = checkpoint
	if next.gazetteer == "" {
		next.gazetteer = g.opts.Gazetteer
	}
	next.corpus = g.opts.Corpus
	b.SetInternal(keyState, next.encode())
	if err := g.batch(b); err != nil {
		g.suspend(err)
		return fmt.Errorf("write to index generation %d: %w", g.number, err)
	}
	g.recovered()
	g.state.Store(&next)
	return nil
}

// stateAfter is the state that a batch leads to.
func (g *generation) stateAfter(b *index.Batch) (state, error) {
	ids := make([]string, 0, len(b.IndexOps))
	for id := range b.IndexOps {
		ids = append(ids, id)
	}
	var live map[string]bool
	err := guarded(func() (err error) {
		live, err = g.live(ids)
		return err
	})
	if err != nil {
		return state{}, err
	}
	next := *g.state.Load()
	for id, doc := range b.IndexOps {
		switch {
		case doc != nil && !live[id]:
			next.count(id, 1)
		case doc == nil && live[id]:
			next.count(id, -1)
		}
	}
	return next, nil
}

// live tells which of ids the index has.
func (g *generation) live(ids []string) (map[string]bool, error) {
	r, err := g.reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	live := make(map[string]bool, len(ids))
	for _, ss := range r.Segments() {
		docs, err := ss.DocNumbers(ids)
		if err != nil {
			return nil, fmt.Errorf("look articles up: %w", err)
		}
		for it := docs.Iterator(); it.HasNext(); {
			id, err := ss.DocID(uint64(it.Next()))
			if err != nil {
				return nil, fmt.Errorf("look articles up: %w", err)
			}
			live[string(id)] = true
		}
	}
	return live, nil
}

func (g *generation) close() error {
	g.mu.Lock()
	old := g.current
	g.current = nil
	g.mu.Unlock()
	if old != nil {
		g.release(old)
	}
	g.writing.Lock()
	defer g.writing.Unlock()
	g.building.Lock()
	defer g.building.Unlock()
	g.closed = true
	if g.store == nil {
		return nil
	}
	return g.closeStore()
}
