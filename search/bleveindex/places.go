package bleveindex

import (
	"math"
	"slices"
	"strings"
	"time"

	"despatch/search"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/scorch_segment_api/v2"
)

// stretch is a run of words, by the positions of its first and last.
type stretch struct{ first, last int32 }

// stretches are, for each of a list of articles, where something stands in
// it: those of article i are list[offs[i]:offs[i+1]], by first position.
type stretches struct {
	offs []uint32
	list []stretch
}

func (s *stretches) of(i int) []stretch { return s.list[s.offs[i]:s.offs[i+1]] }

// placesOf reads where terms, taken as one, stand in articles of a segment,
// nowhere in those without them. What is asked for often is decoded whole and
// kept.
func (r *run) placesOf(seg *segment, kind string, terms []string, docs []uint32) (*stretches, error) {
	key := termKey{seg.columns, kind + placesKind, strings.Join(terms, partSeparator)}
	cache := r.snap.gen.cache
	kept := cache.get(key)
	if kept != nil && kept.places != nil {
		return kept.some(docs), nil
	}
	p, err := r.termPostings(seg, kind, terms)
	if err != nil {
		return nil, err
	}
	if kept == nil {
		kept = &postings{}
		cache.put(key, kept)
	}
	if kept.uses.Add(1) < usesBeforeWhole && len(p.docs) > 2*len(docs) {
		return r.readPlaces(seg, kind, terms, docs)
	}
	all, err := r.readPlaces(seg, kind, terms, p.docs)
	if err != nil {
		return nil, err
	}
	kept = &postings{docs: p.docs, places: all}
	cache.replace(key, kept)
	return kept.some(docs), nil
}

// placesKind marks the cached places of words of a kind.
const placesKind = " places"

// usesBeforeWhole is at which use the places of a word are decoded in all its
// articles: that costs some five times what passing over most of them does.
const usesBeforeWhole = 5

// some picks out the places in some of the articles.
func (p *postings) some(docs []uint32) *stretches {
	if slices.Equal(docs, p.docs) {
		return p.places
	}
	s := &stretches{offs: make([]uint32, 1, len(docs)+1), list: make([]stretch, 0, p.countIn(docs, p.places.count))}
	rest, base := p.docs, 0
	for _, d := range docs {
		i := gallop(rest, d)
		if i < len(rest) && rest[i] == d {
			s.list = append(s.list, p.places.of(base+i)...)
		}
		rest, base = rest[i:], base+i
		s.offs = append(s.offs, uint32(len(s.list)))
	}
	return s
}

func (s *stretches) count(i int) int { return int(s.offs[i+1] - s.offs[i]) }

// countIn adds up what some articles have, count being what the i-th of those
// in the postings has.
func (p *postings) countIn(docs []uint32, count func(i int) int) int {
	n, rest, base := 0, p.docs, 0
	for _, d := range docs {
		i := gallop(rest, d)
		if i < len(rest) && rest[i] == d {
			n += count(base + i)
		}
		rest, base = rest[i:], base+i
	}
	return n
}

// lookTime is about what it takes to read a place of a word and to look at it.
const lookTime = 40 * time.Nanosecond

// lookAt reads where terms, taken as one, stand in articles of a segment, if
// there is room in the budget for so many places.
func (r *run) lookAt(seg *segment, kind string, terms []string, docs []uint32) (*stretches, error) {
	p, err := r.termPostings(seg, kind, terms)
	if err != nil {
		return nil, err
	}
	n := p.countIn(docs, func(i int) int { return int(p.freqs[i]) })
	if err := r.budget.look(n); err != nil {
		return nil, err
	}
	if err := search.Foresee(r.ctx, time.Duration(n)*lookTime); err != nil {
		return nil, err
	}
	return r.placesOf(seg, kind, terms, docs)
}

// gallop finds where d is, or would be, in a list, in time of the logarithm of
// how far that is.
func gallop(list []uint32, d uint32) int {
	bound := 1
	for bound < len(list) && list[bound-1] < d {
		bound *= 2
	}
	from := bound / 2
	i, _ := slices.BinarySearch(list[from:min(bound, len(list))], d)
	return from + i
}

// readPlaces decodes where terms, taken as one, stand in some articles.
func (r *run) readPlaces(seg *segment, kind string, terms []string, docs []uint32) (*stretches, error) {
	wanted := roaring.BitmapOf(docs...)
	var all []*stretches
	for _, field := range fieldsOf(kind) {
		reader, err := newPostingsReader(seg.bleve, field)
		if err != nil {
			return nil, err
		}
		for _, t := range terms {
			if err := r.stopped(); err != nil {
				return nil, err
			}
			s, err := reader.places([]byte(t), docs, wanted)
			if err != nil {
				return nil, err
			}
			if len(s.list) > 0 {
				all = append(all, s)
			}
		}
	}
	return mergeStretches(len(docs), all), nil
}

// places reads where a term stands. wanted are docs.
func (r *postingsReader) places(term []byte, docs []uint32, wanted *roaring.Bitmap) (*stretches, error) {
	if err := r.open(term, true, true); err != nil {
		return nil, err
	}
	s := &stretches{offs: make([]uint32, 1, len(docs)+1)}
	if opt, ok := r.it.(bleve.OptimizablePostingsIterator); ok && opt.ActualBitmap() != nil {
		opt.ReplaceActual(roaring.And(opt.ActualBitmap(), wanted))
	}
	for {
		p, err := r.it.Next()
		if err != nil {
			return nil, err
		}
		if p == nil {
			break
		}
		doc := uint32(p.Number())
		for len(s.offs) <= len(docs) && docs[len(s.offs)-1] < doc {
			s.offs = append(s.offs, uint32(len(s.list)))
		}
		if len(s.offs) > len(docs) {
			break
		}
		if docs[len(s.offs)-1] != doc {
			continue
		}
		for _, l := range p.Locations() {
			first := int32(min(l.Pos(), math.MaxInt32)) - 1
			s.list = append(s.list, stretch{first, first + int32(l.End())})
			for _, distance := range l.ArrayPositions() {
				first += int32(distance)
				s.list = append(s.list, stretch{first, first})
			}
		}
		s.offs = append(s.offs, uint32(len(s.list)))
	}
	for len(s.offs) <= len(docs) {
		s.offs = append(s.offs, uint32(len(s.list)))
	}
	return s, nil
}

// mergeStretches unites what several terms have for the same articles.
func mergeStretches(n int, all []*stretches) *stretches {
	if len(all) == 1 {
		return all[0]
	}
	m := &stretches{offs: make([]uint32, 1, n+1)}
	for i := range n {
		start := len(m.list)
		for _, s := range all {
			m.list = append(m.list, s.of(i)...)
		}
		slices.SortFunc(m.list[start:], func(a, b stretch) int {
			if a.first != b.first {
				return int(a.first - b.first)
			}
			return int(a.last - b.last)
		})
		m.list = m.list[:start+len(slices.Compact(m.list[start:]))]
		m.offs = append(m.offs, uint32(len(m.list)))
	}
	return m
}
