package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"despatch/corpus"
	"despatch/indexer"
	"despatch/search/bleveindex"
)

// open opens the index, rebuilds it first where it is damaged, and lets
// queries in.
func (o *owner) open(ctx context.Context) error {
	engine, err := o.openSound(ctx)
	if errors.Is(err, bleveindex.ErrDamaged) {
		o.log.Error("the index is not served but built anew from the corpus", "reason", err)
		if err = o.rebuild(ctx); err == nil {
			engine, err = o.openSound(ctx)
		}
	}
	if err != nil {
		return fmt.Errorf("open the index: %w", err)
	}
	o.gate.open(engine)
	return nil
}

// openSound opens the published generation if it is whole and holds what the
// corpus says that it must. One that does not is set aside.
func (o *owner) openSound(ctx context.Context) (*bleveindex.Engine, error) {
	engine, err := bleveindex.Open(ctx, indexDir(o.data), o.options())
	if err != nil {
		return nil, err
	}
	err = agree(ctx, o.store, engine)
	switch {
	case err == nil:
		return engine, nil
	case errors.Is(err, bleveindex.ErrDamaged):
		return nil, errors.Join(err, engine.SetAside(err))
	}
	return nil, errors.Join(err, engine.Close())
}

// openServing is open for a server: while a damaged index is built anew, the
// last good generation answers, and failures that may pass, like a full disk,
// are waited out.
func (o *owner) openServing(ctx context.Context) error {
	var tries backoff
	for said := ""; ; tries.rest(ctx) {
		engine, err := o.openSound(ctx)
		if errors.Is(err, bleveindex.ErrDamaged) {
			engine, err = o.openInstead(ctx, err)
		}
		if err == nil {
			engine, err = o.filled(ctx, engine)
		}
		if err == nil {
			o.gate.open(engine)
			return nil
		}
		if ctx.Err() != nil || errors.Is(err, corpus.ErrDamaged) {
			return fmt.Errorf("open the index: %w", err)
		}
		o.gate.told(err)
		if err.Error() != said {
			said = err.Error()
			o.log.Error("the index cannot be opened yet", "error", err)
		}
		tries.told(err)
	}
}

// filled brings an index to the present where that takes a moment, so that it
// answers with everything from the beginning. One that is far behind may
// answer meanwhile, an empty one may not: no answer is better than one that
// knows nothing.
func (o *owner) filled(ctx context.Context, engine *bleveindex.Engine) (*bleveindex.Engine, error) {
	last, err := o.store.Last(ctx)
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	empty, waiting := engine.Checkpoint() == 0, last-engine.Checkpoint()
	if waiting <= bulkShare {
		err := errors.Join(o.follower.CatchUp(ctx, engine), engine.Refresh(ctx))
		if err != nil && empty && waiting > 0 {
			return nil, errors.Join(err, engine.Close())
		}
		o.told(err)
		return engine, nil
	}
	if !empty {
		return engine, nil
	}
	if err := errors.Join(engine.Close(), o.rebuild(ctx)); err != nil {
		return nil, err
	}
	return o.openSound(ctx)
}

// openInstead opens the last good generation in the place of a damaged one,
// and without one builds the next.
func (o *owner) openInstead(ctx context.Context, damage error) (*bleveindex.Engine, error) {
	o.gate.mend(fmt.Errorf("the index is built anew from the corpus: %w", damage))
	if _, err := bleveindex.Rollback(indexDir(o.data)); err == nil {
		engine, err := o.openSound(ctx)
		if err == nil {
			o.log.Error("the generation before answers while the index is built anew from the corpus", "generation", engine.Generation(), "reason", damage)
			return engine, nil
		}
		damage = errors.Join(damage, err)
	}
	o.log.Error("the index is not served but built anew from the corpus", "reason", damage)
	if err := o.rebuild(ctx); err != nil {
		return nil, err
	}
	engine, err := o.openSound(ctx)
	if err == nil {
		o.gate.mend(nil)
	}
	return engine, err
}

// mendBehind rebuilds behind a generation that answers in the place of a
// damaged one; follow adopts the result.
func (o *owner) mendBehind(ctx context.Context) {
	for tries := (backoff{}); o.gate.mending() != nil && ctx.Err() == nil; tries.rest(ctx) {
		err := o.rebuild(ctx)
		var held *indexer.HeldError
		if err == nil {
			return
		}
		if !errors.As(err, &held) && ctx.Err() == nil {
			o.log.Error("the index cannot be built anew yet", "error", err)
		}
		tries.told(err)
	}
}

// replace builds a new index when the files of the one that answers are gone.
// It answers meanwhile from what the process holds open.
func (o *owner) replace(ctx context.Context) error {
	if o.gate.mending() == nil {
		o.log.Error("the index's files are gone: it is built anew from the corpus")
	}
	o.gate.mend(errors.New("the index's files are gone; it is built anew from the corpus"))
	return o.rebuild(ctx)
}

// told hears the outcome of every round of following; the first of a row of
// failures is logged.
func (o *owner) told(err error) {
	if err != nil && o.gate.failure.Load() == nil {
		o.log.Error("the index does not follow the corpus; it tries again", "error", err)
	}
	o.gate.told(err)
}

// patience is how long a step of following may take before health says so.
const patience = 1500 * time.Millisecond

// trouble is what keeps the owner from serving the present, nil when nothing
// does.
func (o *owner) trouble() error {
	if err := o.gate.trouble(); err != nil {
		return err
	}
	if busy := o.follower.Busy(); busy > patience {
		return fmt.Errorf("writing the index has been stuck for %s", busy.Round(100*time.Millisecond))
	}
	return nil
}

// scrub checks the index that answers and the corpus again and again, where
// every is not 0, and the index whenever it broke. It returns what is wrong
// with the index, or nil when ctx ends; damage of the corpus, which only a
// backup can mend, is said and shown.
func (o *owner) scrub(ctx context.Context, every time.Duration) error {
	var due <-chan time.Time
	if every > 0 {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		due = ticker.C
	}
	for {
		whole := true
		select {
		case <-ctx.Done():
			return nil
		case <-due:
		case <-o.gate.doubted:
			whole = false
		}
		if err := o.gate.engine.Load().Check(ctx); errors.Is(err, bleveindex.ErrDamaged) {
			return err
		}
		if whole {
			o.scrubCorpus(ctx)
		}
	}
}

func (o *owner) scrubCorpus(ctx context.Context) {
	began, faults := time.Now(), 0
	err := o.store.Check(ctx, func(fault error) {
		faults++
		o.gate.blame(fault)
		o.log.Error("the corpus is damaged: restore a backup", "fault", fault)
	})
	if ctx.Err() == nil {
		o.log.Info("checked corpus and index", "faults", faults, "error", err, "took", time.Since(began).Round(time.Millisecond))
	}
}
