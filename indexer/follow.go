package indexer

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"despatch/corpus"
	"despatch/search"
)

// Index is what follows the corpus. Put applies one batch together with the
// checkpoint up to which the index then contains the corpus.
type Index interface {
	Put(ctx context.Context, docs []search.Document, deletes []string, checkpoint int64) error
	Checkpoint() int64
}

// batchSize is how many changes one batch carries: large enough that its one
// fsync does not matter, small enough that a fresh article does not wait.
const batchSize = 1000

// readers is how many articles are read at once; more than the cores of a
// small machine only costs memory.
const readers = 2

// Follower keeps an index up with a corpus.
type Follower struct {
	Corpus *corpus.Store
	Reader *Reader
	Log    *slog.Logger
	// Progress, when set, is told after each batch how many changes it held.
	Progress func(changes int)
}

// CatchUp carries every change up to now into the index, in order.
func (f *Follower) CatchUp(ctx context.Context, index Index) error {
	for {
		changes, err := f.Corpus.Changes(ctx, index.Checkpoint(), batchSize)
		if err != nil {
			return fmt.Errorf("read the change log after %d: %w", index.Checkpoint(), err)
		}
		if len(changes) == 0 {
			return nil
		}
		if err := f.apply(ctx, index, changes); err != nil {
			return err
		}
	}
}

// Follow catches up and goes on as changes come, until ctx ends. It tries
// again after a failure, so that a disk that heals heals the index; failed is
// told of each, and of nil after a success.
func (f *Follower) Follow(ctx context.Context, index Index, failed func(error)) {
	for ctx.Err() == nil {
		err := f.CatchUp(ctx, index)
		if err == nil {
			err = f.Corpus.Wait(ctx, index.Checkpoint())
		}
		if ctx.Err() != nil {
			return
		}
		failed(err)
		if err != nil {
			pause(ctx, time.Second)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// apply carries one stretch of the log into the index. Of an article that
// changed more than once only its present state is looked at.
func (f *Follower) apply(ctx context.Context, index Index, changes []corpus.Change) error {
	deleted := map[string]bool{}
	for _, c := range changes {
		deleted[c.ID] = c.Deleted
	}
	var live, gone []string
	for id, dead := range deleted {
		if dead {
			gone = append(gone, id)
		} else {
			live = append(live, id)
		}
	}
	records, err := f.Corpus.GetMany(ctx, live)
	if err != nil {
		return fmt.Errorf("read %d changed articles: %w", len(live), err)
	}
	checkpoint := changes[len(changes)-1].Seq
	if err := index.Put(ctx, f.documents(records), gone, checkpoint); err != nil {
		return fmt.Errorf("index %d changes up to %d: %w", len(changes), checkpoint, err)
	}
	if f.Progress != nil {
		f.Progress(len(changes))
	}
	return nil
}

// documents reads records in parallel and keeps their order.
func (f *Follower) documents(records []corpus.Record) []search.Document {
	docs := make([]search.Document, len(records))
	var wg sync.WaitGroup
	for worker := range readers {
		wg.Go(func() {
			for i := worker; i < len(records); i += readers {
				docs[i] = f.document(&records[i])
			}
		})
	}
	wg.Wait()
	return docs
}

func (f *Follower) document(rec *corpus.Record) search.Document {
	doc, err := f.Reader.Document(rec)
	if err != nil {
		f.Log.Error("article indexed by its words alone", "id", rec.ID, "error", err)
	}
	return doc
}
