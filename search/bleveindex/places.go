package bleveindex

import (
	"math"
	"slices"
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

// lookTime is about what it takes to read a place of a word and to look at it.
const lookTime = 40 * time.Nanosecond

// lookAt reads where terms, taken as one, stand in articles of a segment, if
// there is room in the budget for so many places.
func (r *run) lookAt(seg *segment, kind string, terms []string, docs []uint32) (*stretches, error) {
	p, err := r.termPostings(seg, kind, terms)
	if err != nil {
		return nil, err
	}
	n := 0
	p.docs.each(docs, func(_, rank int) { n += int(p.freqs[rank]) })
	if err := r.budget.look(n); err != nil {
		return nil, err
	}
	if err := search.Foresee(r.ctx, time.Duration(n)*lookTime); err != nil {
		return nil, err
	}
	s, err := r.placesOf(seg, kind, terms, docs)
	if err != nil {
		return nil, err
	}
	return s, r.budget.look(max(0, len(s.list)-n)) // of what stands in an article oftener than is counted
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
