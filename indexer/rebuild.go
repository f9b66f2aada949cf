package indexer

import (
	"context"
	"fmt"
	"iter"

	"golang.org/x/sync/errgroup"

	"despatch/corpus"
	"despatch/search"
)

// Bulk takes the documents of a new generation, from several goroutines and
// in any order.
type Bulk interface {
	Add(ctx context.Context, docs []search.Document) error
}

// bulkSize is the batch of a rebuild: two of them in work keep two cores busy
// within the memory that a small machine has.
const bulkSize = 2000

// Rebuild reads every live article into bulk and answers the checkpoint to
// publish: the last change before it began. What changes meanwhile may be in
// bulk already; following from the checkpoint puts it there again, harmlessly.
func (f *Follower) Rebuild(ctx context.Context, bulk Bulk) (int64, error) {
	checkpoint, err := f.Corpus.Last(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the corpus: %w", err)
	}
	group, ctx := errgroup.WithContext(ctx)
	batches := make(chan []corpus.Record)
	group.Go(func() error {
		defer close(batches)
		return cut(ctx, f.Corpus.All(ctx), batches)
	})
	for range readers {
		group.Go(func() error { return f.fill(ctx, bulk, batches) })
	}
	return checkpoint, group.Wait()
}

// cut sends records on in batches.
func cut(ctx context.Context, records iter.Seq2[corpus.Record, error], batches chan<- []corpus.Record) error {
	send := func(batch []corpus.Record) error {
		select {
		case batches <- batch:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	var batch []corpus.Record
	for rec, err := range records {
		if err != nil {
			return fmt.Errorf("read the corpus: %w", err)
		}
		batch = append(batch, rec)
		if len(batch) < bulkSize {
			continue
		}
		if err := send(batch); err != nil {
			return err
		}
		batch = nil
	}
	return send(batch)
}

func (f *Follower) fill(ctx context.Context, bulk Bulk, batches <-chan []corpus.Record) error {
	for batch := range batches {
		docs := make([]search.Document, len(batch))
		for i := range batch {
			docs[i] = f.document(&batch[i])
		}
		if err := bulk.Add(ctx, docs); err != nil {
			return fmt.Errorf("build the index: %w", err)
		}
		if f.Progress != nil {
			f.Progress(len(batch))
		}
	}
	return nil
}
