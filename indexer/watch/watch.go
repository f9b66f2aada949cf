// Package watch matches saved searches against the articles that arrive, and
// tells webhooks of what was found.
package watch

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"despatch/corpus"
	"despatch/search"
)

// Index answers standing queries of given articles, together with the state
// that answered, and says up to which change it has been told of the corpus.
type Index interface {
	Among(ctx context.Context, queries []search.Query, ids []string) ([]search.Standing, search.Position, error)
	Checkpoint() int64
}

// Watcher matches saved searches as the index follows the corpus.
type Watcher struct {
	Corpus *corpus.Store
	Index  Index
	// Understand turns a saved search into a query.
	Understand func(context.Context, corpus.SavedSearch) (search.Query, error)
	// Client delivers to webhooks; nil delivers nothing.
	Client *http.Client
	Log    *slog.Logger
}

const (
	// pace is how often the watcher looks for what is new.
	pace = time.Second
	// stretch is how many changes are matched at once.
	stretch = 500
)

// Run matches and delivers until ctx ends.
func (w *Watcher) Run(ctx context.Context) {
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := w.Match(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("saved searches are not matched", "error", err)
		}
		if err := w.Deliver(ctx, time.Now()); err != nil && ctx.Err() == nil {
			w.Log.Error("webhooks are not told", "error", err)
		}
	}
}

// Match carries every saved search up to the index's checkpoint.
func (w *Watcher) Match(ctx context.Context) error {
	now := w.Index.Checkpoint()
	saved, err := w.Corpus.SavedSearches(ctx)
	if err != nil {
		return err
	}
	for from, group := range byCheckpoint(saved, now) {
		if err := w.matchFrom(ctx, group, from, now); err != nil {
			return err
		}
	}
	return nil
}

// byCheckpoint groups the searches that are behind by how far they are.
func byCheckpoint(saved []corpus.SavedSearch, now int64) map[int64][]corpus.SavedSearch {
	groups := map[int64][]corpus.SavedSearch{}
	for _, s := range saved {
		if s.Checkpoint < now {
			groups[s.Checkpoint] = append(groups[s.Checkpoint], s)
		}
	}
	return groups
}

func (w *Watcher) matchFrom(ctx context.Context, group []corpus.SavedSearch, from, now int64) error {
	queries := w.understandAll(ctx, group)
	for from < now {
		changes, err := w.Corpus.Changes(ctx, from, stretch)
		if err != nil {
			return err
		}
		arrived, last := arrivals(changes, now)
		if last == 0 {
			return nil
		}
		seen, err := w.matchStretch(ctx, group, queries, arrived, last)
		if err != nil || !seen {
			return err
		}
		from = last
	}
	return nil
}

// understandAll turns the searches into queries. One that cannot be
// understood any more finds nothing, and says so in the log.
func (w *Watcher) understandAll(ctx context.Context, group []corpus.SavedSearch) []search.Query {
	queries := make([]search.Query, len(group))
	for i, s := range group {
		q, err := w.Understand(ctx, s)
		if err != nil {
			w.Log.Warn("a saved search is not understood", "name", s.Name, "error", err)
			q = search.Query{Match: search.Or{}, Visible: []string{}}
		}
		queries[i] = q
	}
	return queries
}

// arrival is one version of an article.
type arrival struct {
	id      string
	version int
}

// arrivals are the articles that changes up to now brought, each once, and the
// last of these changes.
func arrivals(changes []corpus.Change, now int64) (list []arrival, last int64) {
	at := map[string]int{}
	for _, c := range changes {
		if c.Seq > now {
			break
		}
		last = c.Seq
		if c.Deleted {
			continue
		}
		if i, ok := at[c.ID]; ok {
			list[i].version = c.Version
			continue
		}
		at[c.ID] = len(list)
		list = append(list, arrival{c.ID, c.Version})
	}
	return list, last
}

// matchStretch notes what the searches find among the articles that arrived up
// to the change last, unless these cannot be found yet.
func (w *Watcher) matchStretch(ctx context.Context, group []corpus.SavedSearch, queries []search.Query, arrived []arrival, last int64) (seen bool, err error) {
	versions := map[string]int{}
	var ids []string
	for _, a := range arrived {
		versions[a.id] = a.version
		ids = append(ids, a.id)
	}
	found, at, err := w.Index.Among(ctx, queries, ids)
	if err != nil {
		return false, fmt.Errorf("match %d saved searches: %w", len(group), err)
	}
	if at.Checkpoint < last {
		return false, nil
	}
	matches := map[string][]corpus.Match{}
	for i, s := range group {
		if found[i].Err != nil {
			w.Log.Warn("a saved search cannot be answered", "name", s.Name, "error", found[i].Err)
		}
		list := make([]corpus.Match, 0, len(found[i].IDs))
		for _, id := range found[i].IDs {
			list = append(list, corpus.Match{Article: id, Version: versions[id]})
		}
		matches[s.Name] = list
	}
	return true, w.Corpus.AddMatches(ctx, last, matches)
}
