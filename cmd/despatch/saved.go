package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"despatch/corpus"
)

func (a *app) savedCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "saved",
		Short: "Save searches that are asked again of everything that arrives",
		Long: `Save searches that are asked again of everything that arrives. 'despatch brief' tells what is new on
them; a server gives each a feed at /api/v1/saved/NAME?format=rss.`,
		Example: `  despatch saved add panda 'actor:apt31 OR actor:apt40'
  despatch saved add grid 'target:kind:ministry' --webhook https://desk.example/hook
  despatch brief`,
	}
	c.AddCommand(a.savedAddCommand(), a.savedListCommand(), a.savedForgetCommand())
	return c
}

func (a *app) savedAddCommand() *cobra.Command {
	var saved corpus.SavedSearch
	c := &cobra.Command{
		Use:   "add NAME QUERY",
		Short: "Save a search under a name",
		Example: `  despatch saved add panda 'actor:apt31 OR actor:apt40'
  despatch saved add grid 'target:kind:ministry' --webhook https://desk.example/hook`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			saved.Name = args[0]
			saved.Query = url.Values{"q": {strings.Join(args[1:], " ")}}.Encode()
			return a.savedAdd(cmd.Context(), saved)
		},
	}
	f := c.Flags()
	f.StringVar(&saved.Webhook, "webhook", "", "address that is told of matches by POST, signed")
	f.StringVar(&saved.WebhookSecret, "secret", "", "secret that the webhook's calls are signed with (default: a new one, printed)")
	f.StringSliceVar(&saved.Collections, "collection", nil, "collections that are looked at (default all)")
	return c
}

func (a *app) savedAdd(ctx context.Context, saved corpus.SavedSearch) error {
	if err := checkCollections(saved.Collections...); err != nil {
		return err
	}
	if hook, err := url.Parse(saved.Webhook); saved.Webhook != "" && (err != nil || hook.Host == "" || hook.Scheme != "http" && hook.Scheme != "https") {
		return usageError{fmt.Errorf("--webhook %q: want an http or https address", saved.Webhook)}
	}
	if err := a.checkQuery(ctx, saved.Query); err != nil {
		return err
	}
	if saved.Webhook != "" && saved.WebhookSecret == "" {
		saved.WebhookSecret = rand.Text()
		fmt.Fprintf(a.stderr, "the webhook's calls are signed with the secret %s\n", saved.WebhookSecret)
	}
	return a.withCorpus(ctx, func(store *corpus.Store) error {
		last, err := store.Last(ctx)
		if err != nil {
			return err
		}
		saved.Checkpoint, saved.Created = last, time.Now().UTC().Truncate(time.Second)
		return store.SaveSearch(ctx, saved)
	})
}

// checkQuery asks a search once, so that what is saved is understood.
func (a *app) checkQuery(ctx context.Context, parameters string) error {
	asker, err := a.ask(ctx)
	if err != nil {
		return err
	}
	body, err := asker.get(ctx, "/api/v1/search?limit=0&"+parameters)
	if err == nil {
		err = body.Close()
	}
	return errors.Join(err, asker.close())
}

func (a *app) savedListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the saved searches",
		Example: `  despatch saved list`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withCorpus(cmd.Context(), func(store *corpus.Store) error {
				saved, err := store.SavedSearches(cmd.Context())
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
				for _, s := range saved {
					fmt.Fprintf(w, "%s\t%s\t%s\n", oneLine(s.Name), oneLine(askedFor(s)), s.Webhook)
				}
				return w.Flush()
			})
		},
	}
}

// askedFor is a saved search as a person would write it.
func askedFor(s corpus.SavedSearch) string {
	values, err := url.ParseQuery(s.Query)
	if err != nil || len(values) != 1 || !values.Has("q") {
		return s.Query
	}
	return values.Get("q")
}

func (a *app) savedForgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "forget NAME...",
		Short:   "Forget saved searches and their matches",
		Example: `  despatch saved forget panda grid`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, names []string) error {
			return a.withCorpus(cmd.Context(), func(store *corpus.Store) error {
				var errs []error
				for _, name := range names {
					if _, err := store.SavedSearch(cmd.Context(), name); err != nil {
						errs = append(errs, err)
						continue
					}
					errs = append(errs, store.ForgetSearch(cmd.Context(), name))
				}
				return errors.Join(errs...)
			})
		},
	}
}
