package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/search"
	"despatch/search/bleveindex"

	"golang.org/x/sync/errgroup"
)

// facetFields are the four facets that are counted.
var facetFields = []string{corpus.Actor, corpus.Country, corpus.Institution, search.Source}

// ours is Despatch's engine.
type ours struct {
	dir string
	*bleveindex.Engine
}

func options() bleveindex.Options {
	o := bleveindex.Options{Gazetteer: "bench", Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))}
	if g, err := gazetteer.Load(); err == nil {
		o.Label = func(id string) (string, bool) {
			e, ok := g.Entity(id)
			if !ok {
				return "", false
			}
			return e.Label, true
		}
	}
	return o
}

// buildOurs indexes what feed sends.
func buildOurs(ctx context.Context, dir string, feed <-chan []search.Document) error {
	b, err := bleveindex.Rebuild(ctx, dir, options())
	if err != nil {
		return err
	}
	group, gctx := errgroup.WithContext(ctx)
	for range workers {
		group.Go(func() error {
			for docs := range feed {
				if err := b.Add(gctx, docs); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return b.Publish(ctx, 1)
}

func openOurs(ctx context.Context, dir string) (*ours, error) {
	e, err := bleveindex.Open(ctx, dir, options())
	return &ours{dir, e}, err
}

func (o *ours) name() string { return "Despatch" }
func (o *ours) close() error { return o.Close() }

// forget opens the index anew.
func (o *ours) forget() error {
	if err := o.Close(); err != nil {
		return err
	}
	again, err := openOurs(context.Background(), o.dir)
	o.Engine = again.Engine
	return err
}

func (o *ours) answer(ctx context.Context, q question, facets bool) (int, error) {
	r, err := o.Search(ctx, ourQuery(q, facets))
	return r.Total.Articles, err
}

func ourQuery(q question, facets bool) search.Query {
	s := search.Query{Limit: 10, Sort: search.ByRelevance}
	var words []search.Node
	for _, w := range q.words {
		words = append(words, search.Word{Text: w})
	}
	switch {
	case q.phrase != "":
		s.Match = search.Phrase{Text: q.phrase}
	case q.prefix != "":
		s.Match = search.Wildcard{Pattern: q.prefix + "*"}
	case q.fuzzy != "":
		s.Match = search.Fuzzy{Text: q.fuzzy, Distance: 1}
	case q.or:
		s.Match = search.Or(words)
	case len(words) > 0:
		s.Match = search.And(words)
	}
	if q.newest {
		s.Sort = search.Newest
	}
	if q.country != "" {
		s.Filters = []search.Filter{{Field: corpus.Country, Values: []string{q.country}}}
	}
	if facets {
		for _, f := range facetFields {
			s.Facets = append(s.Facets, search.FacetRequest{Field: f, Size: 10})
		}
		s.Timeline = &search.TimelineRequest{Step: search.ByMonth}
	}
	return s
}

func ourFolder(c *config) string { return filepath.Join(c.folder, "despatch") }
