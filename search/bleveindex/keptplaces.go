package bleveindex

import "strings"

// places are where a term stands in some articles of a segment, or in all that
// have it. They are never changed.
type places struct {
	docs  docset // those looked at
	whole bool   // that is all that have the term
	reads int    // from the segment
	stretches
}

// placesOf reads where terms, taken as one, stand in articles of a segment,
// nowhere in those without them. What was read is kept, and what is asked for
// often is decoded whole.
func (r *run) placesOf(seg *segment, kind string, terms []string, docs []uint32) (*stretches, error) {
	key := termKey{seg.columns, kind + placesKind, strings.Join(terms, partSeparator)}
	cache := r.snap.gen.cache
	kept := &places{stretches: stretches{offs: []uint32{0}}}
	if p := cache.get(key); p != nil {
		kept = p.places
	}
	missing := kept.missing(docs)
	if len(missing) == 0 {
		return kept.some(docs), nil
	}
	p, err := r.termPostings(seg, kind, terms)
	if err != nil {
		return nil, err
	}
	more := &places{reads: kept.reads + 1}
	if more.reads >= readsBeforeWhole || p.docs.len() <= 2*len(docs) {
		missing, more.whole = p.docs.list(nil), true
	}
	s, err := r.readPlaces(seg, kind, terms, missing)
	if err != nil {
		return nil, err
	}
	more.docs, more.stretches = docsetOf(missing), *s
	if !more.whole {
		more = more.with(kept)
	}
	cache.replace(key, &postings{places: more})
	return more.some(docs), nil
}

// placesKind marks the cached places of words of a kind.
const placesKind = " places"

// readsBeforeWhole is at which read the places of a word are decoded in all its
// articles: that costs some five times what passing over most of them does.
const readsBeforeWhole = 5

// missing lists those of docs that were not looked at.
func (p *places) missing(docs []uint32) []uint32 {
	if p.whole {
		return nil
	}
	var out []uint32
	next := 0
	p.docs.each(docs, func(i, _ int) {
		out = append(out, docs[next:i]...)
		next = i + 1
	})
	return append(out, docs[next:]...)
}

// with is p and the places in other articles.
func (p *places) with(other *places) *places {
	sum := &places{whole: p.whole, reads: p.reads}
	sum.offs = append(make([]uint32, 0, len(p.offs)+len(other.offs)-1), 0)
	sum.list = make([]stretch, 0, len(p.list)+len(other.list))
	var docs []uint32
	add := func(doc uint32, list []stretch) {
		docs = append(docs, doc)
		sum.list = append(sum.list, list...)
		sum.offs = append(sum.offs, uint32(len(sum.list)))
	}
	others, j := other.docs.list(nil), 0
	for i, d := range p.docs.list(nil) {
		for ; j < len(others) && others[j] < d; j++ {
			add(others[j], other.of(j))
		}
		add(d, p.of(i))
	}
	for ; j < len(others); j++ {
		add(others[j], other.of(j))
	}
	sum.docs = docsetOf(docs)
	return sum
}

// some picks out the places in some of the articles.
func (p *places) some(docs []uint32) *stretches {
	s := &stretches{offs: make([]uint32, len(docs)+1)}
	n := uint32(0)
	p.docs.each(docs, func(i, rank int) {
		s.offs[i+1] = p.offs[rank+1] - p.offs[rank]
		n += s.offs[i+1]
	})
	s.list = make([]stretch, 0, n)
	p.docs.each(docs, func(_, rank int) { s.list = append(s.list, p.of(rank)...) })
	for i := range docs {
		s.offs[i+1] += s.offs[i]
	}
	return s
}

func (p *places) bytes() int64 {
	return int64(len(p.docs))*16 + int64(len(p.offs))*4 + int64(len(p.list))*8
}
