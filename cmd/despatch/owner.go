package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/indexer"
	"despatch/search/bleveindex"
)

// owner is this process as the one that owns the index of a data folder.
type owner struct {
	data     string
	lock     *indexer.Lock
	store    *corpus.Store
	follower *indexer.Follower
	gate     gate
	behind   sync.WaitGroup // what goes on behind serving and must end with it
	log      *slog.Logger
	// known is the gazetteer in use; changed is told of another one, and table
	// is the user's part of it as it was read.
	known   atomic.Pointer[gazetteer.Gazetteer]
	changed func(*gazetteer.Gazetteer)
	table   table
	// adopting spaces tries to adopt a generation, or to replace a lost one.
	adopting backoff
}

func indexDir(data string) string { return filepath.Join(data, "index") }

func openGazetteer(data string) (*gazetteer.Gazetteer, error) {
	g, err := gazetteer.LoadFile(filepath.Join(data, gazetteer.FileName))
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	return g, nil
}

// own takes the index of the data folder, or answers an *indexer.HeldError.
// The index is opened by open.
func (a *app) own(ctx context.Context, command string) (*owner, error) {
	if err := os.MkdirAll(a.data, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	lock, err := indexer.TakeLock(filepath.Join(a.data, "index.lock"), "the index in "+a.data, command)
	if err != nil {
		return nil, err
	}
	o := &owner{data: a.data, lock: lock, log: a.log()}
	if err := o.openCorpus(ctx); err != nil {
		return nil, errors.Join(err, o.close())
	}
	return o, nil
}

func (o *owner) openCorpus(ctx context.Context) error {
	store, err := corpus.Open(ctx, o.data)
	if err != nil {
		return err
	}
	o.store = store
	if o.table, err = o.tableNow(); err != nil {
		return err
	}
	g, err := openGazetteer(o.data)
	if err != nil {
		return err
	}
	o.known.Store(g)
	o.follower = &indexer.Follower{Corpus: store, Reader: indexer.NewReader(g), Log: o.log}
	return nil
}

func (o *owner) options() bleveindex.Options {
	return bleveindex.Options{
		Gazetteer: o.known.Load().Version(), Corpus: o.store.ID, After: o.gate.Generation(), Label: o.label, Room: o.store.Room, Log: o.log,
	}
}

// label names an entity of the gazetteer in use.
func (o *owner) label(id string) (string, bool) {
	e, ok := o.known.Load().Entity(id)
	if !ok {
		return "", false
	}
	return e.Label, true
}

// bulkShare is the number of waiting changes from which building a new
// generation in parallel beats following them one batch after the other.
const bulkShare = 5000

// catchUp brings the index to the present: by a new generation where most of
// the corpus waits, else by following.
func (o *owner) catchUp(ctx context.Context) error {
	engine := o.gate.engine.Load()
	last, err := o.store.Last(ctx)
	if err != nil {
		return err
	}
	if waiting := last - engine.Checkpoint(); waiting > bulkShare && waiting > engine.Checkpoint() {
		if err := o.rebuild(ctx); err != nil {
			return err
		}
		return o.adopt(ctx)
	}
	if err := o.follower.CatchUp(ctx, engine); err != nil {
		return err
	}
	return engine.Refresh(ctx)
}

// rebuild builds and publishes the next generation, with a reader of its own.
func (o *owner) rebuild(ctx context.Context) error {
	follower := &indexer.Follower{
		Corpus: o.store, Reader: indexer.NewReader(o.known.Load()), Log: o.log, Progress: o.follower.Progress,
	}
	return rebuild(ctx, o.data, follower, o.options())
}

func rebuild(ctx context.Context, data string, follower *indexer.Follower, options bleveindex.Options) error {
	lock, err := indexer.TakeLock(filepath.Join(data, "reindex.lock"), "rebuilding", "reindex")
	if err != nil {
		return err
	}
	return errors.Join(buildGeneration(ctx, data, follower, options), lock.Release())
}

func buildGeneration(ctx context.Context, data string, follower *indexer.Follower, options bleveindex.Options) error {
	if err := roomForIndex(data, follower.Corpus); err != nil {
		return err
	}
	builder, err := bleveindex.Rebuild(ctx, indexDir(data), options)
	if err != nil {
		return err
	}
	checkpoint, err := follower.Rebuild(ctx, builder)
	if err != nil {
		return errors.Join(err, builder.Discard())
	}
	return builder.Publish(ctx, checkpoint)
}

// roomForIndex fails at once where building an index would only fill the disk:
// it takes more than the corpus.
func roomForIndex(data string, store *corpus.Store) error {
	info, err := os.Stat(filepath.Join(data, corpus.FileName))
	if err != nil {
		return fmt.Errorf("build the index: %w", err)
	}
	if err := store.Room(uint64(info.Size())); err != nil {
		return fmt.Errorf("build the index: %w", err)
	}
	return nil
}

// adopt puts a generation that was published meanwhile in the place of the
// one that answers; without one it does nothing.
func (o *owner) adopt(ctx context.Context) error {
	if o.adopting.waits() {
		return nil
	}
	err := o.adoptPublished(ctx)
	o.adopting.told(err)
	return err
}

func (o *owner) adoptPublished(ctx context.Context) error {
	engine := o.gate.engine.Load()
	if engine.Lost() {
		if err := o.replace(ctx); err != nil {
			return err
		}
	}
	published, err := bleveindex.Published(indexDir(o.data))
	if err == nil && published == engine.Generation() {
		return nil
	}
	var compared *bleveindex.Comparison
	if err == nil {
		err = engine.Adopt(ctx, func(ctx context.Context, next bleveindex.Writer) error {
			if err := o.follower.CatchUp(ctx, next); err != nil {
				return err
			}
			compared, err = engine.Compare(ctx, next)
			return err
		})
	}
	if errors.Is(err, bleveindex.ErrDamaged) {
		return errors.Join(err, o.replace(ctx)) // the next round adopts it
	}
	if err != nil {
		return err
	}
	o.gate.mend(nil)
	o.log.Info("serving a new generation", "generation", published)
	if compared != nil {
		o.behind.Go(func() { o.keepDiff(ctx, compared, published) })
	}
	return nil
}

// keepDiff writes down what a new generation changed.
func (o *owner) keepDiff(ctx context.Context, c *bleveindex.Comparison, generation int) {
	if err := writeDiff(ctx, c, o.data, generation); err != nil && ctx.Err() == nil {
		o.log.Error("what the new generation changed cannot be written", "generation", generation, "error", err)
	}
}

// follow keeps the index up with the corpus until ctx ends.
func (o *owner) follow(ctx context.Context) {
	prepare := func(ctx context.Context) error { return errors.Join(o.renew(ctx), o.adopt(ctx)) }
	o.follower.Follow(ctx, o.gate.engine.Load(), prepare, o.told)
}

func (o *owner) close() error {
	o.behind.Wait()
	var errs []error
	if engine := o.gate.engine.Load(); engine != nil {
		errs = append(errs, engine.Close())
	}
	if o.store != nil {
		errs = append(errs, o.store.Close())
	}
	return errors.Join(append(errs, o.lock.Release())...)
}
