package main

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"slices"
	"time"

	"despatch/search"
)

const discoverHead = `
## Finding what was not asked for

Ours alone, bare, medians in milliseconds at first use and repeated. "Share" is the repeated median over that of the row above
that it is to be compared with.

| what | first p50 | repeated p50 | p99 | share |
|---|--:|--:|--:|--:|
`

// asking is one kind of question put to the engine many times.
type asking struct {
	name string
	// beside says that the shares below are of this one.
	beside bool
	ask    []func(ctx context.Context) error
}

// discover measures what goes beyond words.
func (r *report) discover(ctx context.Context, o *ours, docs []search.Document) error {
	var base time.Duration
	if err := o.forget(); err != nil {
		return err
	}
	for _, a := range o.askings(docs, r.config.queries) {
		first, err := a.times(ctx)
		if err != nil {
			return err
		}
		again, err := a.times(ctx)
		if err != nil {
			return err
		}
		if a.beside {
			base = again.at(.5)
		}
		line := fmt.Sprintf("| %s | %.3f | %.3f | %.3f | %.1f |\n", a.name, ms(first.at(.5)), ms(again.at(.5)), ms(again.at(.99)),
			float64(again.at(.5))/float64(max(base, 1)))
		log.Printf("  %s", line)
		r.found = append(r.found, line)
	}
	return nil
}

func (a *asking) times(ctx context.Context) (*figures, error) {
	f := &figures{}
	for _, ask := range a.ask {
		began := time.Now()
		if err := ask(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", a.name, err)
		}
		f.times = append(f.times, time.Since(began))
	}
	return f, nil
}

// searches asks the engine for ten hits of each match.
func (o *ours) searches(matches []search.Node) (list []func(context.Context) error) {
	for _, m := range matches {
		list = append(list, func(ctx context.Context) error {
			_, err := o.Search(ctx, search.Query{Match: m, Limit: 10, Sort: search.ByRelevance})
			return err
		})
	}
	return list
}

func (o *ours) askings(docs []search.Document, n int) []asking {
	random := rand.New(rand.NewPCG(23, 29))
	v := newVocabulary(docs)
	common := v.between(commonFrom, commonTo)
	var both, near, claimed, entities []search.Node
	var counted, alike, titles []func(context.Context) error
	for range n {
		w := pick(random, common, 2)
		a, b := search.Word{Text: w[0]}, search.Word{Text: w[1]}
		both, near = append(both, search.And{a, b}), append(near, search.Near{A: a, B: b, Distance: 10})
	}
	for _, pair := range accusations(random, docs, n) {
		accused, target := []string{pair[0]}, []string{pair[1]}
		claimed = append(claimed, search.ClaimMatch{Accused: accused, Target: target})
		entities = append(entities, search.And{search.Filter{Field: search.Perpetrator, Values: accused}, search.Filter{Field: search.Target, Values: target}})
		counted = append(counted, func(ctx context.Context) error {
			_, err := o.Claims(ctx, search.ClaimQuery{
				Query: search.Query{Limit: 10}, Parts: &search.ClaimMatch{Accused: accused},
				Count: []search.ClaimPart{search.PartTarget, search.PartBy, search.PartStatus, search.PartYear}, Size: 10,
			})
			return err
		})
	}
	for range n {
		id, word := docs[random.IntN(len(docs))].ID, pick(random, common, 1)[0]
		alike = append(alike, func(ctx context.Context) error { _, err := o.Similar(ctx, id, 5, nil); return err })
		prefix := word[:2+random.IntN(len(word)-2)]
		titles = append(titles, func(ctx context.Context) error { _, err := o.Terms(ctx, prefix, 10, nil); return err })
	}
	return []asking{
		{"AND of two words", true, o.searches(both)},
		{"NEAR/10 of the same", false, o.searches(near)},
		{"claim(accused, target)", false, o.searches(claimed)},
		{"perpetrator and target in one claim", false, o.searches(entities)},
		{"claims of one accused, counted by four parts", false, counted},
		{"similar articles", false, alike},
		{"words of titles by prefix", false, titles},
	}
}

// accusations are who is said to have done something to whom, as often as the
// articles say it.
func accusations(random *rand.Rand, docs []search.Document, n int) [][2]string {
	var all [][2]string
	for i := range docs {
		for _, c := range docs[i].Annotation.Claims {
			if len(c.Accused) > 0 && len(c.Target) > 0 {
				all = append(all, [2]string{c.Accused[0], c.Target[0]})
			}
		}
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return slices.Clip(all[:min(n, len(all))])
}
