package bleveindex

import (
	"fmt"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/analysis"
)

// placed finds where one side of a NEAR stands in the articles of a segment.
type placed struct {
	// having is the set of articles that can have it.
	having func(seg *segment) (bitset, error)
	// in reads where it stands in articles that have it.
	in func(seg *segment, docs []uint32) (*found, error)
}

func (r *run) near(n search.Near) (*leaf, error) {
	a, err := r.placed(n.A)
	if err != nil {
		return nil, err
	}
	b, err := r.placed(n.B)
	if err != nil {
		return nil, err
	}
	distance := int32(max(0, min(n.Distance, bodyGap-1)))
	return &leaf{name: fmt.Sprintf("NEAR/%d", n.Distance), read: func(_ int, seg *segment) (*postings, error) {
		return r.nearIn(seg, a, b, distance)
	}}, nil
}

func (r *run) nearIn(seg *segment, a, b *placed, distance int32) (*postings, error) {
	set, err := a.having(seg)
	if err != nil {
		return nil, err
	}
	other, err := b.having(seg)
	if err != nil {
		return nil, err
	}
	set.and(other)
	if seg.live != nil {
		set.and(seg.live)
	}
	docs := set.list(nil)
	if len(docs) == 0 {
		return &postings{}, nil
	}
	as, err := a.in(seg, docs)
	if err != nil {
		return nil, err
	}
	bs, err := b.in(seg, docs)
	if err != nil {
		return nil, err
	}
	return meet(as, bs, distance), nil
}

// meet keeps the articles in which a stretch of either side is near one of the
// other, and counts the stretches of a that are.
func meet(as, bs *found, distance int32) *postings {
	p := &postings{}
	var docs []uint32
	j := 0
	for i, d := range as.docs {
		for j < len(bs.docs) && bs.docs[j] < d {
			j++
		}
		if j == len(bs.docs) {
			break
		}
		if bs.docs[j] != d {
			continue
		}
		if n := closeOnes(as.of(i), bs.of(j), distance); n > 0 {
			docs = append(docs, d)
			p.freqs = append(p.freqs, uint8(min(n, mostCounted)))
		}
	}
	p.docs = docsetOf(docs)
	return p
}

// closeOnes counts the stretches of a that end at most distance words before
// one of b begins, or begin so after one ends. Stretches that share a word are
// not near each other: nearness is of two places.
func closeOnes(a, b []stretch, distance int32) int {
	near := make([]bool, len(a))
	for i, s := range a {
		j, ok := atOrAfter(b, s.last+1)
		near[i] = ok && b[j].first-s.last <= distance
	}
	for _, s := range b {
		i, _ := atOrAfter(a, s.last+1)
		for ; i < len(a) && a[i].first-s.last <= distance; i++ {
			near[i] = true
		}
	}
	n := 0
	for _, hit := range near {
		if hit {
			n++
		}
	}
	return n
}

// placed makes a side of a NEAR.
func (r *run) placed(n search.Node) (*placed, error) {
	switch n := n.(type) {
	case search.Word:
		var a analysis.Analyzer
		field := fieldStems
		if n.Title {
			field = fieldTitleStems
		}
		return r.placedTerms(field, a.Stems(n.Text, r.languages())), nil
	case search.Phrase:
		s, err := newSequence(n)
		if err != nil {
			return nil, err
		}
		return r.placedPhrase(s), nil
	case search.Filter:
		if terms := mentionTerms(n); terms != nil {
			return r.placedTerms(fieldMention, terms), nil
		}
	}
	return nil, badQuery("NEAR stands between words, phrases and entities")
}

// mentionTerms are the terms of an entity filter, nil when it is none.
func mentionTerms(f search.Filter) []string {
	if f.Exclude {
		return nil
	}
	var terms []string
	for _, field := range corpus.EntityFields {
		if field != f.Field {
			continue
		}
		for _, v := range f.Values {
			terms = append(terms, mentionTerm(f.Field, v))
		}
	}
	return terms
}

func (r *run) placedTerms(field string, terms []string) *placed {
	return &placed{
		having: func(seg *segment) (bitset, error) {
			p, err := r.termPostings(seg, field, terms)
			if err != nil {
				return nil, err
			}
			set := newBitset(seg.n)
			p.docs.addTo(set)
			return set, nil
		},
		in: func(seg *segment, docs []uint32) (*found, error) {
			s, err := r.lookAt(seg, field, terms, docs)
			if err != nil {
				return nil, err
			}
			return &found{docs, *s}, nil
		},
	}
}

// placedPhrase finds the whole phrase first: what is left is where it stands.
func (r *run) placedPhrase(s *sequence) *placed {
	memo := map[*segment]*found{}
	find := func(seg *segment) (*found, error) {
		if f := memo[seg]; f != nil {
			return f, nil
		}
		f, err := r.sequences(seg, s)
		memo[seg] = f
		return f, err
	}
	return &placed{
		having: func(seg *segment) (bitset, error) {
			f, err := find(seg)
			if err != nil {
				return nil, err
			}
			set := newBitset(seg.n)
			set.setAll(f.docs)
			return set, nil
		},
		in: func(seg *segment, _ []uint32) (*found, error) { return find(seg) },
	}
}
