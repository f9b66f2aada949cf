package main

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"strings"

	"despatch/search"

	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
)

const qualityHead = `
## Ranking

Known items: %d queries of four words drawn from one article each (seeded; words of five letters and more that at most one
article in ten has), asked as alternatives. MRR@10 is the mean of one over the rank at which the article comes back.

| engine | MRR@10 |
|---|--:|
`

// knownItems is how many articles are looked for.
const knownItems = 400

// knownItem is a query with the one article it was drawn from.
type knownItem struct {
	question
	id string
}

func newKnownItems(docs []search.Document) []knownItem {
	v := newVocabulary(docs)
	random := rand.New(rand.NewPCG(13, 17))
	var items []knownItem
	for len(items) < knownItems {
		d := &docs[random.IntN(len(docs))]
		seen := map[string]bool{}
		var words []string
		for _, w := range plainWords(d.Text) {
			if len(w) >= 5 && !seen[w] && v.count[w] <= v.articles/10 && v.count[w] > 1 {
				seen[w] = true
				words = append(words, w)
			}
		}
		if len(words) >= 20 {
			items = append(items, knownItem{question{words: pick(random, words, 4), or: true}, d.ID})
		}
	}
	return items
}

// finder answers a question with the ids of its first ten hits.
type finder interface {
	first(ctx context.Context, q question) ([]string, error)
}

func (o *ours) first(ctx context.Context, q question) ([]string, error) {
	r, err := o.Search(ctx, ourQuery(q, false))
	var ids []string
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return ids, err
}

func (s *stock) first(ctx context.Context, q question) ([]string, error) {
	r, err := s.SearchInContext(ctx, stockRequest(q, false))
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return ids, nil
}

// compareRanking finds among the engines those whose rankings are compared.
func (r *report) compareRanking(ctx context.Context, engines []engine, items []knownItem) error {
	var o *ours
	var s *stock
	for _, e := range engines {
		switch e := e.(type) {
		case *ours:
			o = e
		case *stock:
			s = e
		}
	}
	return r.quality(ctx, o, s, items)
}

// quality compares the rankings of ours and of stock Bleve with both of its
// scores.
func (r *report) quality(ctx context.Context, o *ours, s *stock, items []knownItem) error {
	if err := r.rank(ctx, "Despatch", o, items); err != nil || s == nil {
		return err
	}
	m, ok := s.Mapping().(*mapping.IndexMappingImpl)
	if !ok {
		return fmt.Errorf("stock Bleve has a mapping of an unknown kind: %T", s.Mapping())
	}
	for _, score := range []string{index.TFIDFScoring, index.BM25Scoring} {
		m.ScoringModel = score
		if err := r.rank(ctx, "stock Bleve, "+score, s, items); err != nil {
			return err
		}
	}
	m.ScoringModel = index.TFIDFScoring
	return nil
}

func (r *report) rank(ctx context.Context, name string, f finder, items []knownItem) error {
	sum := 0.0
	for _, item := range items {
		ids, err := f.first(ctx, item.question)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", name, strings.Join(item.words, " "), err)
		}
		for rank, id := range ids {
			if id == item.id {
				sum += 1 / float64(rank+1)
			}
		}
	}
	r.ranking = append(r.ranking, fmt.Sprintf("| %s | %.3f |\n", name, sum/float64(len(items))))
	log.Printf("MRR@10 of %s: %.3f", name, sum/float64(len(items)))
	return nil
}
