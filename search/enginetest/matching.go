package enginetest

import (
	"fmt"
	"slices"

	"despatch/search"
	"despatch/search/analysis"
)

// question is a query taken apart as the rules say.
type question struct {
	search.Query
	model *Model
	// rest is what has to match but for the role qualifiers at the top, which
	// hold in one claim with the role parameters.
	rest       search.And
	qualifiers []search.Filter
	langs      []string
}

func (m *Model) ask(q search.Query) *question {
	x := &question{Query: q, model: m, langs: m.languages()}
	for _, n := range opened(q.Match) {
		if f, ok := n.(search.Filter); ok && isRole(f.Field) && !f.Exclude {
			x.qualifiers = append(x.qualifiers, f)
		} else {
			x.rest = append(x.rest, n)
		}
	}
	return x
}

// opened lists the parts of an And, of Ands in it too.
func opened(n search.Node) []search.Node {
	if n == nil {
		return nil
	}
	and, ok := n.(search.And)
	if !ok {
		return []search.Node{n}
	}
	var parts []search.Node
	for _, p := range and {
		parts = append(parts, opened(p)...)
	}
	return parts
}

// roles are the filters that must hold in one claim, but for the parameters
// of a field.
func (x *question) roles(without string) []search.Filter {
	list := slices.Clone(x.qualifiers)
	for _, f := range x.Filters {
		if isRole(f.Field) && !f.Exclude && f.Field != without {
			list = append(list, f)
		}
	}
	return list
}

// found are the articles that match, as if the parameters of one field were
// not there.
func (x *question) found(without string) []*article {
	var list []*article
	for _, a := range x.model.articles {
		if x.sees(a) && x.matches(a, x.rest) && x.passes(a, without) && a.meets(x.roles(without)) {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b *article) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return list
}

func (x *question) sees(a *article) bool {
	return x.Visible == nil || slices.Contains(x.Visible, a.Collection)
}

// passes looks at the parameters that are not role filters.
func (x *question) passes(a *article, without string) bool {
	for _, f := range x.Filters {
		if isRole(f.Field) && !f.Exclude || f.Field == without && !f.Exclude {
			continue
		}
		if !x.filter(a, f) {
			return false
		}
	}
	return true
}

func (x *question) filter(a *article, f search.Filter) bool {
	hit := false
	switch {
	case f.Field == search.Date:
		hit = a.matchesDate(f)
	case isRole(f.Field):
		hit = a.meets([]search.Filter{f})
	default:
		have := a.values(f.Field)
		hit = len(have) == 0 && slices.Contains(f.Values, search.Missing) ||
			slices.ContainsFunc(have, func(v string) bool { return slices.Contains(f.Values, v) })
	}
	return hit != f.Exclude
}

func (x *question) matches(a *article, n search.Node) bool {
	switch n := n.(type) {
	case search.And:
		return x.all(a, n)
	case search.Or:
		return slices.ContainsFunc(n, func(p search.Node) bool { return x.matches(a, p) })
	case search.Not:
		return !x.matches(a, n.Node)
	case search.Filter:
		return x.filter(a, n)
	case search.ClaimMatch:
		return a.matchesClaim(n)
	}
	return x.frequency(a, n) > 0
}

// all matches an And, whose role filters hold in one claim.
func (x *question) all(a *article, and search.And) bool {
	var roles []search.Filter
	for _, p := range opened(and) {
		if f, ok := p.(search.Filter); ok && isRole(f.Field) && !f.Exclude {
			roles = append(roles, f)
		} else if !x.matches(a, p) {
			return false
		}
	}
	return a.meets(roles)
}

// frequency is how often an article has a word, phrase, pattern or pair.
func (x *question) frequency(a *article, n search.Node) int {
	switch n := n.(type) {
	case search.Wildcard:
		pattern := analysis.Wildcard(n.Pattern)
		return count(a.in(n.Title).written, func(w string) bool { return glob(pattern, w) })
	case search.Fuzzy:
		var analyzer analysis.Analyzer
		forms := analyzer.Written(n.Text)
		return count(a.in(n.Title).written, func(w string) bool {
			return len(forms) > 0 && editDistance(forms[0], w) <= n.Distance
		})
	case search.Word:
		return total(a.in(n.Title).stems, new(analysis.Analyzer).Stems(n.Text, x.langs))
	case search.Phrase:
		if forms := new(analysis.Analyzer).Phrase(n.Text); len(forms) == 1 {
			return total(a.in(n.Title).written, forms[0])
		}
	case search.Near:
		return nearOnes(x.places(a, n.A), x.places(a, n.B), n.Distance)
	}
	return len(x.places(a, n))
}

func (a *article) in(title bool) *words {
	if title {
		return &a.title
	}
	return &a.whole
}

func count(written map[string][]stretch, accept func(string) bool) int {
	n := 0
	for w, places := range written {
		if accept(w) {
			n += len(places)
		}
	}
	return n
}

// places are where a word, phrase or entity stands.
func (x *question) places(a *article, n search.Node) []stretch {
	var analyzer analysis.Analyzer
	switch n := n.(type) {
	case search.Word:
		return united(a.in(n.Title).stems, analyzer.Stems(n.Text, x.langs))
	case search.Phrase:
		var lists [][]stretch
		for _, forms := range analyzer.Phrase(n.Text) {
			lists = append(lists, united(a.in(n.Title).written, forms))
		}
		return phrase(lists, n.Slop)
	case search.Filter:
		var keys []string
		for _, v := range n.Values {
			keys = append(keys, n.Field+":"+v)
		}
		return united(a.whole.mentions, keys)
	}
	panic(fmt.Sprintf("a query cannot hold a %T", n))
}

// united are the places of several terms, in order.
func united(of map[string][]stretch, terms []string) []stretch {
	var list []stretch
	for _, t := range once(terms) {
		list = append(list, of[t]...)
	}
	slices.SortFunc(list, func(a, b stretch) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return a.last - b.last
	})
	return slices.Compact(list)
}

// total is how often several terms stand, taken as one.
func total(of map[string][]stretch, terms []string) int {
	n := 0
	for _, t := range once(terms) {
		n += len(of[t])
	}
	return n
}
