package indexer

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
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

	step pulse
}

// Busy is how long the step of following at hand has taken, 0 while there is
// nothing to do. A step is a part of a batch, such as reading one article; one
// that takes seconds is stuck.
func (f *Follower) Busy() time.Duration { return f.step.age() }

// CatchUp carries every change up to now into the index, in order.
func (f *Follower) CatchUp(ctx context.Context, index Index) error {
	defer f.step.rest()
	for {
		f.step.beat()
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

// roundTime bounds how long a follower waits for a change before it looks
// around, so that a new generation is noticed soon.
const roundTime = 500 * time.Millisecond

// Follow catches up and goes on as changes come, until ctx ends. Before each
// round it calls prepare. It tries again after a failure, so that a disk that
// heals heals the index; told hears the outcome of every round, nil for good.
func (f *Follower) Follow(ctx context.Context, index Index, prepare func(context.Context) error, told func(error)) {
	for ctx.Err() == nil {
		err := prepare(ctx)
		if err == nil {
			err = f.CatchUp(ctx, index)
		}
		if ctx.Err() != nil {
			return
		}
		told(err)
		f.rest(ctx, index, err != nil)
	}
}

// rest waits for the next change, or after a failure for a while.
func (f *Follower) rest(ctx context.Context, index Index, failed bool) {
	ctx, cancel := context.WithTimeout(ctx, roundTime)
	defer cancel()
	if failed || f.Corpus.Wait(ctx, index.Checkpoint()) != nil {
		<-ctx.Done()
	}
}

// apply carries one stretch of the log into the index. Of an article that
// changed more than once only its present state is looked at.
func (f *Follower) apply(ctx context.Context, index Index, changes []corpus.Change) error {
	live, gone := present(changes)
	records, err := f.Corpus.GetMany(ctx, live)
	if err != nil {
		return fmt.Errorf("read %d changed articles: %w", len(live), err)
	}
	checkpoint := changes[len(changes)-1].Seq
	docs := f.documents(live, records)
	f.step.beat()
	if err := index.Put(ctx, docs, gone, checkpoint); err != nil {
		return fmt.Errorf("index %d changes up to %d: %w", len(changes), checkpoint, err)
	}
	if f.Progress != nil {
		f.Progress(len(changes))
	}
	return nil
}

// present divides the articles of a stretch of the log by whether its last
// word on them is a deletion.
func present(changes []corpus.Change) (live, gone []string) {
	seen := map[string]bool{}
	for _, c := range slices.Backward(changes) {
		if seen[c.ID] {
			continue
		}
		seen[c.ID] = true
		if c.Deleted {
			gone = append(gone, c.ID)
		} else {
			live = append(live, c.ID)
		}
	}
	return live, gone
}

// documents reads records in parallel. What was deleted after the log was read
// is not among them: its own change follows.
func (f *Follower) documents(ids []string, records map[string]corpus.Record) []search.Document {
	ids = slices.DeleteFunc(ids, func(id string) bool { return records[id].Version == 0 })
	docs := make([]search.Document, len(ids))
	var wg sync.WaitGroup
	for worker := range readers {
		wg.Go(func() {
			for i := worker; i < len(ids); i += readers {
				rec := records[ids[i]]
				docs[i] = f.document(&rec)
				f.step.beat()
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
