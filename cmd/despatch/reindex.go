package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"despatch/corpus"
	"despatch/indexer"
	"despatch/search/bleveindex"
)

func (a *app) reindexCommand() *cobra.Command {
	var rollback, again bool
	var diff string
	c := &cobra.Command{
		Use:   "reindex",
		Short: "Rebuild the index from the corpus and publish it, while serving goes on",
		Long: `Rebuild the index from the corpus into a new generation and publish it. A running server goes on
answering from the old generation, brings the new one to the present and then swaps it in. In the
end it says which entities and claims articles gained or lost.`,
		Example: `  despatch reindex
  despatch reindex --extract            after an upgrade that reads pages better
  despatch reindex --diff changes.jsonl
  despatch reindex --rollback           back to the generation before`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if rollback {
				return a.rollback(cmd.Context())
			}
			if again {
				if err := a.withCorpus(cmd.Context(), func(store *corpus.Store) error { return a.extractAgain(cmd.Context(), store) }); err != nil {
					return err
				}
			}
			return a.reindex(cmd.Context(), diff)
		},
	}
	c.Flags().BoolVar(&again, "extract", false, "extract every article from its original again first")
	c.Flags().StringVar(&diff, "diff", "", "write which articles gained or lost which entities and claims into this file, as JSON Lines")
	c.Flags().BoolVar(&rollback, "rollback", false, "publish the generation before the present one again")
	return c
}

func (a *app) reindex(ctx context.Context, diff string) error {
	if err := canWrite(diff); err != nil {
		return fmt.Errorf("nothing was done: %w", err)
	}
	stepBack()
	return a.withCorpus(ctx, func(store *corpus.Store) error { return a.reindexStore(ctx, store, diff) })
}

func (a *app) reindexStore(ctx context.Context, store *corpus.Store, diff string) error {
	g, err := openGazetteer(a.data)
	if err != nil {
		return err
	}
	stats, err := store.Stats(ctx)
	if err != nil {
		return err
	}
	articles := 0
	for _, n := range stats.Articles {
		articles += n
	}
	bar := newProgress(a.stderr, "reindexing", articles)
	o := &owner{
		data: a.data, store: store, log: a.log(),
		follower: &indexer.Follower{Corpus: store, Log: a.log(), Progress: bar.add},
	}
	o.known.Store(g)
	before, err := bleveindex.Published(indexDir(a.data))
	if err != nil && !errors.Is(err, bleveindex.ErrDamaged) {
		return err
	}
	err = o.rebuild(ctx)
	bar.finish()
	if err != nil {
		return err
	}
	generation, err := a.published(ctx, func(generation int) error { return o.compareOnDisk(ctx, before, generation) })
	if err != nil || before == 0 {
		return err
	}
	if err := awaitDiff(ctx, a.data, generation); err != nil {
		return err
	}
	return a.tellDiff(a.data, generation, diff)
}

// compareOnDisk writes down what a generation changed while nobody serves. A
// generation before that cannot be read any more changes nothing about the new
// one.
func (o *owner) compareOnDisk(ctx context.Context, before, after int) error {
	if before == 0 {
		return nil
	}
	c, err := bleveindex.CompareOnDisk(ctx, indexDir(o.data), before, after, o.options())
	if err != nil {
		return fmt.Errorf("generation %d is published, but what it changed is not known: %w", after, err)
	}
	return writeDiff(ctx, c, o.data, after)
}

func (a *app) rollback(ctx context.Context) error {
	lock, err := indexer.TakeLock(filepath.Join(a.data, "reindex.lock"), "rebuilding", "reindex --rollback")
	if err != nil {
		return err
	}
	_, err = bleveindex.Rollback(indexDir(a.data))
	if err = errors.Join(err, lock.Release()); err != nil {
		return err
	}
	_, err = a.published(ctx, func(int) error { return nil })
	return err
}

// adoption is how long an owner may take to bring a new generation to the
// present before reindex stops to wait for it.
const adoption = 10 * time.Minute

// published waits until the owner, where there is one, answers from the
// generation that was published, and says which it is. Where there is none,
// alone is called with nobody else at the index.
func (a *app) published(ctx context.Context, alone func(generation int) error) (int, error) {
	generation, err := bleveindex.Published(indexDir(a.data))
	if err != nil {
		return 0, err
	}
	lock, err := indexer.TakeLock(filepath.Join(a.data, "index.lock"), "the index", "reindex")
	var held *indexer.HeldError
	if err == nil {
		fmt.Fprintf(a.stderr, "generation %d is published\n", generation)
		return generation, errors.Join(alone(generation), lock.Release())
	}
	if !errors.As(err, &held) {
		return 0, err
	}
	return generation, a.awaitGeneration(ctx, held, generation)
}

func (a *app) awaitGeneration(ctx context.Context, held *indexer.HeldError, generation int) error {
	other, err := a.askOther(ctx, held)
	if err != nil {
		return err
	}
	for until := time.Now().Add(adoption); time.Now().Before(until) && ctx.Err() == nil; time.Sleep(100 * time.Millisecond) {
		now, err := other.generation(ctx)
		if err != nil {
			return err
		}
		if now == generation {
			fmt.Fprintf(a.stderr, "generation %d is published and served by %s\n", generation, held.By)
			return nil
		}
	}
	return fmt.Errorf("generation %d is published, but %s does not serve it yet", generation, held.By)
}
