package enginetest

import (
	"cmp"
	"math"
	"slices"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/analysis"
)

// Search answers a query by looking at everything. Cursor and Limit are not
// looked at: all hits come, in order.
func (m *Model) Search(q search.Query) search.Results {
	x := m.ask(q)
	found := x.found("")
	res := search.Results{
		Total:  search.Total{Articles: len(found), Distinct: distinct(found)},
		Facets: map[string]search.Facet{},
	}
	for _, f := range q.Facets {
		res.Facets[f.Field] = x.facet(f)
	}
	if q.Timeline != nil {
		res.Timeline = x.timeline()
	}
	for _, h := range x.ordered(found) {
		res.Hits = append(res.Hits, search.Hit{ID: h.ID, Version: h.Version, Score: h.score, CopyOf: h.CopyOf, Copies: x.copies(h.article)})
	}
	return res
}

// copies counts the other articles of the same text that may be seen.
func (x *question) copies(a *article) int {
	n := 0
	for _, b := range x.model.articles {
		if b.ID != a.ID && b.group() == a.group() && x.sees(b) {
			n++
		}
	}
	return n
}

// ranked is an article with its score.
type ranked struct {
	*article
	score float64
}

// leaves are the parts of a query that add to a score.
func leaves(n search.Node) []search.Node {
	var list []search.Node
	switch n := n.(type) {
	case search.And:
		for _, p := range n {
			list = append(list, leaves(p)...)
		}
	case search.Or:
		for _, p := range n {
			list = append(list, leaves(p)...)
		}
	case search.Word, search.Phrase, search.Wildcard, search.Fuzzy, search.Near:
		list = append(list, n)
	}
	return list
}

// ordered puts what was found in the order asked for; of copies shown as one
// it keeps the first.
func (x *question) ordered(found []*article) []ranked {
	var list []ranked
	for _, a := range found {
		list = append(list, ranked{article: a})
	}
	scored := len(leaves(x.rest)) > 0 && (x.Sort == "" || x.Sort == search.ByRelevance || x.Sort == search.Fresh)
	if scored {
		x.score(list)
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(x.compare(a, b, scored), cmp.Compare(a.ID, b.ID))
	})
	if x.Collapse {
		list = firsts(list)
	}
	if scored {
		x.closer(list)
	}
	return list
}

func firsts(list []ranked) []ranked {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(r ranked) bool {
		again := seen[r.group()]
		seen[r.group()] = true
		return again
	})
}

func (x *question) compare(a, b ranked, scored bool) int {
	if scored {
		return cmp.Compare(b.score, a.score)
	}
	if x.Sort == search.LastAdded {
		return b.Added.Compare(a.Added)
	}
	knownA, knownB := a.Published.Precision() != corpus.Unknown, b.Published.Precision() != corpus.Unknown
	if !knownA || !knownB {
		return cmp.Compare(asNumber(knownB), asNumber(knownA))
	}
	if x.Sort == search.Oldest {
		return a.Published.Time().Compare(b.Published.Time())
	}
	return b.Published.Time().Compare(a.Published.Time())
}

func asNumber(b bool) int {
	if b {
		return 1
	}
	return 0
}

// score is BM25 with k1 = 1.2 and b = 0.75 over title and text as one, a word in
// the form that the query has counting twice, times the share of the query's
// parts that the article has, which fades beyond four parts. Only articles that
// may be seen count in it.
func (x *question) score(list []ranked) {
	var words, docs float64
	for _, a := range x.model.articles {
		if x.sees(a) {
			words += float64(a.length)
			docs++
		}
	}
	parts := leaves(x.rest)
	for _, n := range parts {
		df := 0.0
		for _, a := range x.model.articles {
			if x.sees(a) && x.frequency(a, n) > 0 {
				df++
			}
		}
		idf := math.Log(1 + (docs-df+0.5)/(df+0.5))
		for i := range list {
			tf := float64(x.frequency(list[i].article, n))
			if tf > 0 {
				norm := 1.2 * (0.25 + 0.75*float64(list[i].length)/(words/docs))
				tf += float64(list[i].exact(n))
				list[i].score += idf * 2.2 * tf / (tf + norm)
			}
		}
	}
	power := math.Min(1, math.Pow(4/float64(len(parts)), 2))
	for i := range list {
		had := 0
		for _, n := range parts {
			if x.frequency(list[i].article, n) > 0 {
				had++
			}
		}
		list[i].score *= math.Pow(float64(had)/float64(len(parts)), power)
		if x.Sort == search.Fresh {
			list[i].score *= x.fresh(list[i].article)
		}
	}
}

// exact counts how often a word is written as in the query.
func (a *article) exact(n search.Node) int {
	w, ok := n.(search.Word)
	if !ok {
		return 0
	}
	return total(a.in(w.Title).written, new(analysis.Analyzer).Written(w.Text))
}

// fresh halves for every 180 days before the newest article; where the date is
// unknown it is a sixteenth.
func (x *question) fresh(a *article) float64 {
	if a.Published.Precision() == corpus.Unknown {
		return 1.0 / 16
	}
	newest := a.Published.Time()
	for _, b := range x.model.articles {
		if x.sees(b) && b.Published.Precision() != corpus.Unknown && b.Published.Time().After(newest) {
			newest = b.Published.Time()
		}
	}
	return math.Exp2(-newest.Sub(a.Published.Time()).Hours() / 24 / 180)
}

// closer raises the scores of the best 200 by how near each word of the query
// comes to the next.
func (x *question) closer(list []ranked) {
	var near []search.Word
	for _, n := range leaves(x.rest) {
		if w, ok := n.(search.Word); ok && !w.Title && len(new(analysis.Analyzer).Stems(w.Text, x.langs)) > 0 {
			near = append(near, w)
		}
	}
	best := list[:min(200, len(list))]
	if len(near) < 2 || len(best) < 2 {
		return
	}
	for i := range best {
		sum := 0.0
		for w := 1; w < len(near); w++ {
			if d := smallest(x.places(best[i].article, near[w-1]), x.places(best[i].article, near[w])); d > 0 {
				sum += 1 / float64(d)
			}
		}
		best[i].score *= 1 + 0.3*sum/float64(len(near)-1)
	}
	slices.SortStableFunc(best, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.ID, b.ID))
	})
}

// smallest is the smallest distance of places, those they share left out.
func smallest(a, b []stretch) int {
	best := 0
	for _, s := range a {
		for _, t := range b {
			d := max(s.first-t.first, t.first-s.first)
			if d > 0 && (best == 0 || d < best) {
				best = d
			}
		}
	}
	return best
}
