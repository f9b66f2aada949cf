package bleveindex

import (
	"math"
	"slices"
	"strings"
)

// termPostings gives the postings of terms of one kind taken as one: the
// articles of all of them, their frequencies added.
func (r *run) termPostings(seg *segment, kind string, terms []string) (*postings, error) {
	key := termKey{seg.columns, kind, strings.Join(terms, partSeparator)}
	if p := r.snap.gen.cache.get(key); p != nil {
		return p, nil
	}
	p, err := r.readTerms(seg, kind, terms)
	if err != nil {
		return nil, err
	}
	r.snap.gen.cache.put(key, p)
	return p, nil
}

// writtenKind is the kind of the written words that have stems of a kind.
func writtenKind(stems string) string {
	if stems == fieldTitleStems {
		return fieldTitleWritten
	}
	return fieldWritten
}

// wordPostings gives the postings of a word of a query: those of its stems,
// and how often it is written as in the query.
func (r *run) wordPostings(seg *segment, kind string, stems, written []string) (*postings, error) {
	all, err := r.termPostings(seg, kind, stems)
	if err != nil || len(all.docs) == 0 {
		return all, err
	}
	key := termKey{seg.columns, kind + exactKind, strings.Join(append(stems[:len(stems):len(stems)], written...), partSeparator)}
	if p := r.snap.gen.cache.get(key); p != nil {
		return p, nil
	}
	exact, err := r.readTerms(seg, writtenKind(kind), written)
	if err != nil {
		return nil, err
	}
	p := &postings{docs: all.docs, freqs: all.freqs, exact: exact.freqsIn(all.docs)}
	r.snap.gen.cache.put(key, p)
	return p, nil
}

// exactKind marks the cached postings of words that know their written form.
const exactKind = " exact"

// freqsIn lists how often each of docs has the term.
func (p *postings) freqsIn(docs []uint32) []uint16 {
	freqs := make([]uint16, len(docs))
	i := 0
	for j, d := range p.docs {
		for i < len(docs) && docs[i] < d {
			i++
		}
		if i < len(docs) && docs[i] == d {
			freqs[i] = p.freqs[j]
		}
	}
	return freqs
}

func (r *run) readTerms(seg *segment, kind string, terms []string) (*postings, error) {
	var all []*postings
	for _, field := range fieldsOf(kind) {
		reader, err := newPostingsReader(seg.bleve, field)
		if err != nil {
			return nil, err
		}
		for _, t := range terms {
			if err := r.stopped(); err != nil {
				return nil, err
			}
			p, err := reader.postings([]byte(t))
			if err != nil {
				return nil, err
			}
			if len(p.docs) > 0 {
				all = append(all, p)
			}
		}
	}
	return unite(seg.n, all), nil
}

// postings decodes the postings of a term.
func (r *postingsReader) postings(term []byte) (*postings, error) {
	if err := r.open(term, true, false); err != nil {
		return nil, err
	}
	n := int(r.list.Count())
	p := &postings{docs: make([]uint32, 0, n), freqs: make([]uint16, 0, n)}
	for {
		next, err := r.it.Next()
		if err != nil {
			return nil, err
		}
		if next == nil {
			return p, nil
		}
		p.docs = append(p.docs, uint32(next.Number()))
		p.freqs = append(p.freqs, uint16(min(next.Frequency(), math.MaxUint16)))
	}
}

// unite adds postings up.
func unite(n int, all []*postings) *postings {
	switch len(all) {
	case 0:
		return &postings{}
	case 1:
		return all[0]
	}
	freqs := make([]uint32, n)
	set := newBitset(n)
	total := 0
	for _, p := range all {
		total += len(p.docs)
		for i, d := range p.docs {
			freqs[d] += uint32(p.freqs[i])
			set.set(d)
		}
	}
	sum := &postings{docs: set.list(make([]uint32, 0, total))}
	sum.docs = slices.Clip(sum.docs)
	sum.freqs = make([]uint16, len(sum.docs))
	for i, d := range sum.docs {
		sum.freqs[i] = uint16(min(freqs[d], math.MaxUint16))
	}
	return sum
}
