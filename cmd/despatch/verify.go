package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"despatch/corpus"
	"despatch/search/bleveindex"
)

var errDamage = errors.New("damage was found")

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "verify",
		Short:   "Read every byte of corpus and index and report damage (exit 1)",
		Example: `  despatch verify --data /srv/despatch`,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context()) },
	}
}

func (a *app) verify(ctx context.Context) error {
	damaged, err := a.verifyCorpus(ctx)
	if err != nil {
		return err
	}
	report, err := bleveindex.Verify(ctx, indexDir(a.data))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "index: generation %d, %d files, %d bytes\n", report.Generation, report.Files, report.Bytes)
	for _, d := range report.Damaged {
		fmt.Fprintf(a.stdout, "damaged: %s\n", d)
	}
	if damaged+len(report.Damaged) > 0 {
		return errDamage
	}
	fmt.Fprintln(a.stdout, "no damage")
	return nil
}

// verifyCorpus names every fault of the corpus and counts them.
func (a *app) verifyCorpus(ctx context.Context) (faults int, err error) {
	err = a.withCorpus(ctx, func(store *corpus.Store) error {
		stats, err := store.Stats(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "corpus: %d changes, %d versions, %d originals, %d bytes\n", stats.LastChange, stats.Versions, stats.Originals, stats.Bytes)
		return store.Verify(ctx, func(fault error) {
			faults++
			fmt.Fprintf(a.stdout, "damaged: %v\n", fault)
		})
	})
	return faults, err
}
