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
	c := &cobra.Command{
		Use:   "reindex",
		Short: "Rebuild the index from the corpus and publish it, while serving goes on",
		Long: `Rebuild the index from the corpus into a new generation and publish it. A running server goes on
answering from the old generation, brings the new one to the present and then swaps it in.`,
		Example: `  despatch reindex
  despatch reindex --extract            after an upgrade that reads pages better
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
			return a.reindex(cmd.Context())
		},
	}
	c.Flags().BoolVar(&again, "extract", false, "extract every article from its original again first")
	c.Flags().BoolVar(&rollback, "rollback", false, "publish the generation before the present one again")
	return c
}

func (a *app) reindex(ctx context.Context) error {
	stepBack()
	return a.withCorpus(ctx, func(store *corpus.Store) error { return a.reindexStore(ctx, store) })
}

func (a *app) reindexStore(ctx context.Context, store *corpus.Store) error {
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
	err = o.rebuild(ctx)
	bar.finish()
	if err != nil {
		return err
	}
	return a.published(ctx)
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
	return a.published(ctx)
}

// adoption is how long an owner may take to bring a new generation to the
// present before reindex stops to wait for it.
const adoption = 10 * time.Minute

// published waits until the owner, where there is one, answers from the
// generation that was published, and says which it is.
func (a *app) published(ctx context.Context) error {
	generation, err := bleveindex.Published(indexDir(a.data))
	if err != nil {
		return err
	}
	lock, err := indexer.TakeLock(filepath.Join(a.data, "index.lock"), "the index", "reindex")
	var held *indexer.HeldError
	if err == nil {
		fmt.Fprintf(a.stderr, "generation %d is published\n", generation)
		return lock.Release()
	}
	if !errors.As(err, &held) {
		return err
	}
	return a.awaitGeneration(ctx, held, generation)
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
