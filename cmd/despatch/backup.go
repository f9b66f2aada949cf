package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"despatch/corpus"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the whole corpus into one new file, while reading and writing go on",
		Long: `Write the whole corpus into one new file, keys, feeds and saved searches included, while reading
and writing go on. The index is not in it: restore builds it anew. Your own gazetteer table is a
plain file, gazetteer.tsv in the data folder; keep a copy of it beside the backup.`,
		Example: `  despatch backup despatch-2024-05-03.db`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withCorpus(cmd.Context(), func(store *corpus.Store) error {
				if err := store.Backup(cmd.Context(), args[0]); err != nil {
					return err
				}
				info, err := os.Stat(args[0])
				if err != nil {
					return err
				}
				fmt.Fprintf(a.stderr, "%s: %d bytes\n", args[0], info.Size())
				return nil
			})
		},
	}
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "restore FILE",
		Short:   "Make the corpus of a new data folder from a backup, and index it",
		Example: `  despatch restore --data /srv/despatch despatch-2024-05-03.db`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := corpus.Restore(cmd.Context(), args[0], a.data); err != nil {
				return err
			}
			// An index that is there belongs to another corpus.
			if err := os.RemoveAll(filepath.Join(a.data, "index")); err != nil {
				return err
			}
			return a.reindex(cmd.Context(), "")
		},
	}
}
