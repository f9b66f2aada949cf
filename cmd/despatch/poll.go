package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"despatch/corpus"
	"despatch/indexer"
	"despatch/indexer/poll"
)

// feedsFile is the list of feeds in the data folder.
const feedsFile = "feeds.opml"

// agent names Despatch to the servers that it fetches from.
func agent() string { return "Despatch/" + version + " (news search; respects robots.txt)" }

func (a *app) pollCommand() *cobra.Command {
	var allowed []string
	c := &cobra.Command{
		Use:   "poll [FEEDS.opml]",
		Short: "Fetch feeds and their new articles",
		Long: `Fetch feeds and their new articles: RSS, Atom and JSON Feed. FEEDS is OPML or a plain list of
addresses; without it, feeds.opml in the data folder is polled, which is begun with a few public
security-news feeds. Only public addresses are fetched from, unless a host is allowed by name.`,
		Example: `  despatch poll
  despatch poll my-feeds.opml
  despatch serve --poll 15m`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := a.feeds(args)
			if err != nil {
				return err
			}
			return a.poll(cmd.Context(), list, allowed)
		},
	}
	c.Flags().StringSliceVar(&allowed, "allow-host", nil, "host that may be fetched from although its address is not public")
	return c
}

// feeds reads the list named, or that of the data folder, which is made where
// there is none.
func (a *app) feeds(args []string) ([]poll.Subscription, error) {
	path := filepath.Join(a.data, feedsFile)
	if len(args) > 0 {
		path = args[0]
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && len(args) == 0 {
		b = poll.Starter
		err = errors.Join(os.MkdirAll(a.data, 0o700), os.WriteFile(path, b, 0o600))
	}
	if err != nil {
		return nil, err
	}
	list, err := poll.ReadList(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return list, nil
}

func (a *app) poll(ctx context.Context, list []poll.Subscription, allowed []string) error {
	own, err := a.own(ctx, "poll")
	var held *indexer.HeldError
	if errors.As(err, &held) {
		return a.withCorpus(ctx, func(store *corpus.Store) error { return a.pollInto(ctx, store, list, allowed) })
	}
	if err != nil {
		return err
	}
	err = a.pollInto(ctx, own.store, list, allowed)
	if open := own.open(ctx); open != nil {
		return errors.Join(err, open, own.close())
	}
	return errors.Join(err, a.catchUp(ctx, own), own.close())
}

func (a *app) pollInto(ctx context.Context, store *corpus.Store, list []poll.Subscription, allowed []string) error {
	fetcher := poll.NewFetcher(agent(), allowed)
	defer fetcher.Close()
	p := &poll.Poller{Store: store, Fetcher: fetcher, Log: a.log()}
	r, err := p.Poll(ctx, list)
	fmt.Fprintf(a.stderr, "%d feeds, %d without news, %d with a problem; %d articles added, %d updated, %d rejected\n",
		r.Feeds, r.Unchanged, r.Failed, r.Added, r.Updated, r.Rejected)
	if err == nil && r.Rejected > 0 {
		return errRejected
	}
	return err
}

// pollOften polls the data folder's feeds inside a server until ctx ends.
func (a *app) pollOften(ctx context.Context, store *corpus.Store, every time.Duration, allowed []string, log *slog.Logger) error {
	list, err := a.feeds(nil)
	if err != nil {
		return err
	}
	fetcher := poll.NewFetcher(agent(), allowed)
	defer fetcher.Close()
	p := &poll.Poller{Store: store, Fetcher: fetcher, Log: log, Every: every}
	if err := p.Run(ctx, list); ctx.Err() == nil {
		return err
	}
	return nil
}
