package main

import (
	"context"
	"fmt"

	"despatch/corpus"
	"despatch/search/bleveindex"
)

// agree compares a freshly opened index with the corpus at its checkpoint: it
// must hold every article that was live then, in that version, and no other.
// What has changed since may be in it already, since articles are read later
// than the log.
func agree(ctx context.Context, store *corpus.Store, engine *bleveindex.Engine) error {
	held := map[string]int{}
	checkpoint, err := engine.Held(func(id string, version int) { held[id] = version })
	if err != nil {
		return err
	}
	last, err := store.Last(ctx)
	if err != nil {
		return err
	}
	if checkpoint > last {
		return fmt.Errorf("%w: it is at change %d and the corpus ends at %d, so that it belongs to another", bleveindex.ErrDamaged, checkpoint, last)
	}
	later, err := changedAfter(ctx, store, checkpoint)
	if err != nil {
		return err
	}
	for c, err := range store.LiveAt(ctx, checkpoint) {
		if err != nil {
			return err
		}
		if held[c.ID] != c.Version && !later[c.ID] {
			return fmt.Errorf("%w: it holds article %q in version %d and should in %d", bleveindex.ErrDamaged, c.ID, held[c.ID], c.Version)
		}
		delete(held, c.ID)
	}
	for id := range held {
		if !later[id] {
			return fmt.Errorf("%w: it holds article %q, which the corpus had not at change %d", bleveindex.ErrDamaged, id, checkpoint)
		}
	}
	return nil
}

// changedAfter lists the articles that have a change after the one numbered
// seq.
func changedAfter(ctx context.Context, store *corpus.Store, seq int64) (map[string]bool, error) {
	const stretch = 10_000
	ids := map[string]bool{}
	for {
		changes, err := store.Changes(ctx, seq, stretch)
		if err != nil || len(changes) == 0 {
			return ids, err
		}
		for _, c := range changes {
			ids[c.ID] = true
		}
		seq = changes[len(changes)-1].Seq
	}
}
