package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"despatch/corpus"
)

func (a *app) keyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "key",
		Short: "Make, list and revoke API keys",
		Example: `  despatch key add --name newsroom --scope write --collection news --days 365
  despatch key revoke k3v7q2mx`,
	}
	c.AddCommand(a.keyAddCommand(), a.keyListCommand(), a.keyRevokeCommand())
	return c
}

func (a *app) keyAddCommand() *cobra.Command {
	var key corpus.Key
	var days int
	c := &cobra.Command{
		Use:   "add",
		Short: "Make a key and print its secret, which cannot be had again",
		Example: `  despatch key add --name newsroom --scope write --collection news --days 365
  despatch key add --name reader --rate 5`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkKey(key, days); err != nil {
				return err
			}
			if days > 0 {
				key.Expires = time.Now().AddDate(0, 0, days).UTC()
			}
			return a.withCorpus(cmd.Context(), func(store *corpus.Store) error {
				made, secret, err := store.NewKey(cmd.Context(), key)
				if err != nil {
					return err
				}
				fmt.Fprintf(a.stderr, "key %s; keep the secret, it is shown only now\n", made.ID)
				fmt.Fprintln(a.stdout, secret)
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&key.Name, "name", "", "what the key is for")
	f.StringVar(&key.Scope, "scope", corpus.Scopes[0], "read, write or admin, each including the ones before")
	f.StringSliceVar(&key.Collections, "collection", nil, "collections that the key may see and write (default all)")
	f.Float64Var(&key.Rate, "rate", 0, "requests a second, 0 for no limit")
	f.IntVar(&days, "days", 0, "days until it expires, 0 for never")
	fixed(c, "scope", corpus.Scopes[:]...)
	return c
}

func checkKey(key corpus.Key, days int) error {
	switch {
	case !slices.Contains(corpus.Scopes[:], key.Scope):
		return usageError{fmt.Errorf("--scope %q: want one of %s", key.Scope, strings.Join(corpus.Scopes[:], ", "))}
	case days < 0:
		return usageError{fmt.Errorf("--days %d: want 0 or more", days)}
	case key.Rate < 0:
		return usageError{fmt.Errorf("--rate %g: want 0 or more", key.Rate)}
	}
	return checkCollections(key.Collections...)
}

func (a *app) keyListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the keys, without their secrets",
		Example: `  despatch key list`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withCorpus(cmd.Context(), func(store *corpus.Store) error {
				keys, err := store.Keys(cmd.Context())
				if err != nil {
					return err
				}
				return a.writeKeys(keys)
			})
		},
	}
}

func (a *app) writeKeys(keys []corpus.Key) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "id\tname\tscope\tcollections\tcreated\tstate")
	for _, k := range keys {
		collections := "all"
		if k.Collections != nil {
			collections = strings.Join(k.Collections, ",")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", k.ID, oneLine(k.Name), k.Scope, collections, k.Created.Format(time.DateOnly), keyState(k))
	}
	return w.Flush()
}

func keyState(k corpus.Key) string {
	switch {
	case !k.Revoked.IsZero():
		return "revoked " + k.Revoked.Format(time.DateOnly)
	case k.Expires.IsZero():
		return "valid"
	case k.Expires.Before(time.Now()):
		return "expired " + k.Expires.Format(time.DateOnly)
	}
	return "valid until " + k.Expires.Format(time.DateOnly)
}

func (a *app) keyRevokeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "revoke ID...",
		Short:   "End keys for good, from the next request on",
		Example: `  despatch key revoke k3v7q2mx`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, ids []string) error {
			return a.withCorpus(cmd.Context(), func(store *corpus.Store) error {
				var errs []error
				for _, id := range ids {
					errs = append(errs, store.RevokeKey(cmd.Context(), id))
				}
				return errors.Join(errs...)
			})
		},
	}
}

// withCorpus does something with the corpus of the data folder.
func (a *app) withCorpus(ctx context.Context, do func(*corpus.Store) error) error {
	store, err := corpus.Open(ctx, a.data)
	if err != nil {
		return err
	}
	return errors.Join(do(store), store.Close())
}
