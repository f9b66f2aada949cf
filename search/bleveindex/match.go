package bleveindex

import (
	"fmt"
	"strings"

	"despatch/search"
	"despatch/search/analysis"
)

// compile turns a part of a query into a matcher. Parts that are scored leave
// their leaf in the run; nothing under a NOT does.
func (r *run) compile(n search.Node, scored bool) (matcher, error) {
	switch n := n.(type) {
	case nil:
		return everything, nil
	case search.And:
		return r.and(n, scored)
	case search.Or:
		return r.or(n, scored)
	case search.Not:
		return r.not(n)
	case search.Filter:
		return r.filter(n)
	case search.ClaimMatch:
		return r.claimMatch(n), nil
	}
	l, err := r.leafOf(n)
	if err != nil {
		return nil, err
	}
	if scored {
		r.leaves = append(r.leaves, l)
	}
	return r.leafMatcher(l), nil
}

func everything(_ int, seg *segment) (bitset, error) { return fullBitset(seg.n), nil }

// flatten opens Ands within an And: they mean the same.
func flatten(nodes []search.Node) []search.Node {
	var flat []search.Node
	for _, n := range nodes {
		if and, ok := n.(search.And); ok {
			flat = append(flat, flatten(and)...)
		} else {
			flat = append(flat, n)
		}
	}
	return flat
}

// and matches what all parts match. Its role filters hold in one claim.
func (r *run) and(nodes search.And, scored bool) (matcher, error) {
	var group claimGroup
	var rest []search.Node
	for _, n := range flatten(nodes) {
		if f, ok := n.(search.Filter); ok && isClaimFilter(f) {
			group.add(f, false)
		} else {
			rest = append(rest, n)
		}
	}
	parts, err := r.compileAll(rest, scored)
	if err != nil {
		return nil, err
	}
	if len(group.constraints) > 0 {
		parts = append(parts, func(_ int, seg *segment) (bitset, error) { return group.articles(seg, -1), nil })
	}
	return intersection(parts), nil
}

func (r *run) compileAll(nodes []search.Node, scored bool) ([]matcher, error) {
	var parts []matcher
	for _, n := range nodes {
		m, err := r.compile(n, scored)
		if err != nil {
			return nil, err
		}
		parts = append(parts, m)
	}
	return parts, nil
}

func intersection(parts []matcher) matcher {
	if len(parts) == 0 {
		return everything
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return func(i int, seg *segment) (bitset, error) {
		set, err := parts[0](i, seg)
		if err != nil {
			return nil, err
		}
		for _, p := range parts[1:] {
			if set.empty() {
				return set, nil
			}
			more, err := p(i, seg)
			if err != nil {
				return nil, err
			}
			set.and(more)
		}
		return set, nil
	}
}

func (r *run) or(nodes search.Or, scored bool) (matcher, error) {
	parts, err := r.compileAll(nodes, scored)
	if err != nil {
		return nil, err
	}
	return func(i int, seg *segment) (bitset, error) {
		set := newBitset(seg.n)
		for _, p := range parts {
			more, err := p(i, seg)
			if err != nil {
				return nil, err
			}
			set.or(more)
		}
		return set, nil
	}, nil
}

func (r *run) not(n search.Not) (matcher, error) {
	m, err := r.compile(n.Node, false)
	if err != nil {
		return nil, err
	}
	return complement(m), nil
}

func complement(m matcher) matcher {
	return func(i int, seg *segment) (bitset, error) {
		less, err := m(i, seg)
		if err != nil {
			return nil, err
		}
		set := fullBitset(seg.n)
		set.andNot(less)
		return set, nil
	}
}

// leafOf makes a leaf of a word, phrase, pattern or pair.
func (r *run) leafOf(n search.Node) (*leaf, error) {
	switch n := n.(type) {
	case search.Word:
		return r.word(n), nil
	case search.Phrase:
		return r.phrase(n)
	case search.Wildcard:
		return r.wildcard(n)
	case search.Fuzzy:
		return r.fuzzy(n)
	case search.Near:
		return r.near(n)
	}
	return nil, badQuery(fmt.Sprintf("a query cannot hold a %T", n))
}

// word matches any of the word's stems in the languages that there are.
func (r *run) word(w search.Word) *leaf {
	var a analysis.Analyzer
	stems, written := a.Stems(w.Text, r.languages()), a.Written(w.Text)
	field := fieldStems
	if w.Title {
		field = fieldTitleStems
	}
	l := &leaf{name: strings.ToLower(w.Text), read: func(_ int, seg *segment) (*postings, error) {
		return r.wordPostings(seg, field, stems, written)
	}}
	if !w.Title {
		l.terms = stems
	}
	return l
}

func (r *run) termLeaf(name, field string, terms []string) *leaf {
	return &leaf{name: name, read: func(_ int, seg *segment) (*postings, error) {
		return r.termPostings(seg, field, terms)
	}}
}

// languages are those of the articles; one without a language is read as
// English.
func (r *run) languages() []string {
	langs := []string{"en"}
	for v, l := range r.snap.terms[colLanguage] {
		if l != "en" && r.snap.totals.cols[colLanguage][v] > 0 {
			langs = append(langs, l)
		}
	}
	return langs
}
