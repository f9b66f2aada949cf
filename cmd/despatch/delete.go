package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"despatch/corpus"
	"despatch/indexer"
)

func (a *app) deleteCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "delete ID...",
		Short:   "Delete articles, leaving a tombstone in the change log",
		Example: `  despatch delete 7k2mq5x3ab4d6f8h`,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.delete(cmd.Context(), args) },
	}
}

func (a *app) delete(ctx context.Context, ids []string) error {
	own, err := a.own(ctx, "delete")
	var held *indexer.HeldError
	if errors.As(err, &held) {
		return a.withCorpus(ctx, func(store *corpus.Store) error { return a.deleteFrom(ctx, store, ids) })
	}
	if err != nil {
		return err
	}
	err = a.deleteFrom(ctx, own.store, ids)
	if open := own.open(ctx); open != nil {
		return errors.Join(err, open, own.close())
	}
	return errors.Join(err, a.catchUp(ctx, own), own.close())
}

func (a *app) deleteFrom(ctx context.Context, store *corpus.Store, ids []string) error {
	deleted, err := store.Delete(ctx, ids...)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%d deleted\n", len(deleted))
	var errs []error
	for _, id := range ids {
		if !slices.Contains(deleted, id) {
			errs = append(errs, fmt.Errorf("article %q: %w", id, corpus.ErrNotFound))
		}
	}
	return errors.Join(errs...)
}
