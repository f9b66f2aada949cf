package server_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/search"
)

// naive is an engine that looks at every article.
type naive struct {
	mu         sync.Mutex
	docs       map[string]search.Document
	checkpoint int64
	gazetteer  *gazetteer.Gazetteer
}

func newNaive(g *gazetteer.Gazetteer) *naive {
	return &naive{docs: map[string]search.Document{}, gazetteer: g}
}

func (n *naive) Put(_ context.Context, docs []search.Document, deletes []string, checkpoint int64) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, d := range docs {
		n.docs[d.ID] = d
	}
	for _, id := range deletes {
		delete(n.docs, id)
	}
	n.checkpoint = checkpoint
	return nil
}

func (n *naive) Generation() int   { return 1 }
func (n *naive) Checkpoint() int64 { n.mu.Lock(); defer n.mu.Unlock(); return n.checkpoint }

func values(d search.Document, field string) []string {
	f := d.Annotation.Facets
	switch field {
	case corpus.Actor:
		return f.Actor
	case corpus.Country:
		return f.Country
	case corpus.Institution:
		return f.Institution
	case corpus.Person:
		return f.Person
	case search.Source:
		return []string{d.Source}
	case search.Collection:
		return []string{d.Collection}
	case search.Language:
		return []string{d.Language}
	case search.Date:
		return []string{d.Published.Year()}
	}
	roles := map[string]corpus.ByField{search.Perpetrator: f.Perpetrator, search.Target: f.Target, search.Responder: f.Responder, search.Denier: f.Denier, search.Speaker: f.Speaker}
	var out []string
	for _, ids := range roles[field] {
		out = append(out, ids...)
	}
	return out
}

func matches(node search.Node, d search.Document) bool {
	switch n := node.(type) {
	case nil:
		return true
	case search.And:
		return !slices.ContainsFunc(n, func(p search.Node) bool { return !matches(p, d) })
	case search.Or:
		return slices.ContainsFunc(n, func(p search.Node) bool { return matches(p, d) })
	case search.Not:
		return !matches(n.Node, d)
	case search.Word:
		return strings.Contains(strings.ToLower(d.Title+" "+d.Text), strings.ToLower(n.Text))
	case search.Filter:
		return keeps(n, d)
	}
	return true
}

func keeps(f search.Filter, d search.Document) bool {
	if len(f.Values) == 0 {
		return true
	}
	has := slices.ContainsFunc(values(d, f.Field), func(v string) bool {
		return slices.ContainsFunc(f.Values, func(w string) bool {
			return v == w || f.Field == search.Date && strings.HasPrefix(string(d.Published), w)
		})
	})
	return has != f.Exclude
}

func (n *naive) found(q search.Query, except string) []search.Document {
	n.mu.Lock()
	defer n.mu.Unlock()
	var out []search.Document
	for _, d := range n.docs {
		if q.Visible != nil && !slices.Contains(q.Visible, d.Collection) || !matches(q.Match, d) {
			continue
		}
		if !slices.ContainsFunc(q.Filters, func(f search.Filter) bool { return f.Field != except && !keeps(f, d) }) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b search.Document) int {
		return cmp.Or(-a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (n *naive) Search(_ context.Context, q search.Query) (search.Results, error) {
	docs := n.found(q, "")
	r := search.Results{Total: search.Total{Articles: len(docs), Distinct: len(docs)}, Facets: map[string]search.Facet{}, Index: search.Position{Generation: 1, Checkpoint: n.checkpoint}}
	from := 0
	if q.Cursor != "" {
		from = slices.IndexFunc(docs, func(d search.Document) bool { return d.ID == q.Cursor }) + 1
	}
	for _, d := range docs[from:min(len(docs), from+q.Limit)] {
		f := d.Annotation.Facets
		r.Hits = append(r.Hits, search.Hit{ID: d.ID, Version: d.Version, Score: 1, Entities: corpus.ByField{corpus.Actor: f.Actor, corpus.Country: f.Country, corpus.Institution: f.Institution, corpus.Person: f.Person},
			Roles: map[string][]string{search.Perpetrator: values(d, search.Perpetrator), search.Target: values(d, search.Target)}})
	}
	if end := from + q.Limit; q.Limit > 0 && end < len(docs) {
		r.Next = docs[end-1].ID
	}
	for _, asked := range q.Facets {
		r.Facets[asked.Field] = n.facet(q, asked)
	}
	if q.Timeline != nil {
		counts := map[string]int{}
		for _, d := range docs {
			if m := d.Published.Month(); m != "" {
				counts[m]++
			}
		}
		for m, c := range counts {
			r.Timeline = append(r.Timeline, search.Interval{Start: m, Count: c, Distinct: c})
		}
		slices.SortFunc(r.Timeline, func(a, b search.Interval) int { return cmp.Compare(a.Start, b.Start) })
	}
	return r, nil
}

func (n *naive) facet(q search.Query, asked search.FacetRequest) search.Facet {
	counts := map[string]int{}
	var f search.Facet
	for _, d := range n.found(q, asked.Field) {
		vs := values(d, asked.Field)
		if len(vs) == 0 {
			f.Missing++
		}
		for _, v := range vs {
			counts[v]++
		}
	}
	f.TotalValues = len(counts)
	for v, c := range counts {
		if strings.HasPrefix(v, asked.Prefix) {
			b := search.Bucket{Value: v, Count: c, Distinct: c}
			for _, w := range q.Filters {
				b.Selected = b.Selected || w.Field == asked.Field && !w.Exclude && slices.Contains(w.Values, v)
			}
			f.Buckets = append(f.Buckets, b)
		}
	}
	slices.SortFunc(f.Buckets, func(a, b search.Bucket) int {
		return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Value, b.Value))
	})
	f.Buckets = f.Buckets[:min(asked.Size, len(f.Buckets))]
	return f
}

func (n *naive) Claims(_ context.Context, q search.ClaimQuery) (search.ClaimResults, error) {
	r := search.ClaimResults{Facets: map[search.ClaimPart]search.Facet{}}
	for _, d := range n.found(q.Query, "") {
		for _, c := range d.Annotation.Claims {
			r.Hits = append(r.Hits, search.ClaimHit{Article: d.ID, Version: d.Version, Published: d.Published, Claim: c})
		}
	}
	r.Claims = len(r.Hits)
	r.Hits = r.Hits[:min(len(r.Hits), q.Limit)]
	return r, nil
}

func (n *naive) Similar(_ context.Context, id string, limit int, visible []string) ([]search.Similar, error) {
	return nil, nil
}

func (n *naive) Terms(_ context.Context, prefix string, limit int, visible []string) ([]search.Term, error) {
	return []search.Term{{Text: prefix + "s", Count: 3}}, nil
}

func (n *naive) Explain(_ context.Context, q search.Query, id string) (search.Explanation, error) {
	return search.Explanation{Plan: "all"}, nil
}

func (n *naive) Document(_ context.Context, id string) (search.Document, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	d, ok := n.docs[id]
	if !ok {
		return d, &search.Error{Code: search.NotFound, Detail: "no such article", Position: -1}
	}
	return d, nil
}
