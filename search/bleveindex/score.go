package bleveindex

import (
	"math"
	"math/bits"

	"despatch/search"
)

// The parameters of BM25 as Robertson and Zaragoza give them in "The
// Probabilistic Relevance Framework" (2009).
const (
	bm25K1 = 1.2
	bm25B  = 0.75
)

// halfLife is how old, in days before the newest article, an article is when
// sort=fresh takes half of its score.
const halfLife = 180

// weigh gives every leaf its inverse document frequency.
func (p *plan) weigh() error {
	if len(p.leaves) == 0 {
		return nil
	}
	view, err := p.seen()
	if err != nil {
		return err
	}
	for _, l := range p.leaves {
		l.df = 0
		for i, seg := range p.snap.segments {
			list, err := p.at(l, i, seg)
			if err != nil {
				return err
			}
			l.df += view.count(i, seg, list.docs)
		}
		l.idf = idf(l.df, view.docs)
	}
	return nil
}

func idf(df, docs int) float64 {
	return math.Log(1 + (float64(docs)-float64(df)+0.5)/(float64(df)+0.5))
}

// scorer scores the articles of one segment after another.
type scorer struct {
	plan   *plan
	k0, k1 float32 // length norm: k0 + k1*length
	fresh  bool
	*scratch
}

// scratch is memory that queries use one after another: making and clearing it
// anew would cost more than most queries.
type scratch struct {
	scores []float32 // by article, all zero between uses
	parts  []uint8   // how many leaves an article has, all zero between uses
	docs   []uint32
}

// scratchFor lends memory for segments of up to n articles.
func (e *Engine) scratchFor(n int) *scratch {
	s, ok := e.scratch.Get().(*scratch)
	if !ok || len(s.scores) < n {
		s = &scratch{make([]float32, n), make([]uint8, n), make([]uint32, 0, n)}
	}
	return s
}

func (p *plan) newScorer() *scorer {
	s := &scorer{plan: p, k0: bm25K1 * (1 - bm25B), fresh: p.sortOf() == search.Fresh}
	if p.view != nil && p.view.avgLength > 0 {
		s.k1 = float32(bm25K1 * bm25B / p.view.avgLength)
	}
	n := 0
	for _, seg := range p.snap.segments {
		n = max(n, seg.n)
	}
	s.scratch = p.engine.scratchFor(n)
	return s
}

// segment scores the articles in set, which docs lists, and offers them.
func (s *scorer) segment(segIndex int, set bitset, docs []uint32, k *keep) error {
	seg := s.plan.snap.segments[segIndex]
	for _, l := range s.plan.leaves {
		list, err := s.plan.at(l, segIndex, seg)
		if err != nil {
			return err
		}
		s.addLeaf(seg, list, float32(l.idf*(bm25K1+1)), set)
	}
	share := coordination(len(s.plan.leaves))
	least := k.least()
	for _, d := range docs {
		score := s.scores[d] * share[s.parts[d]]
		s.scores[d], s.parts[d] = 0, 0
		if s.fresh {
			score *= s.decay(seg.rows.order[d])
		}
		if key := scoreKey(score); key < least {
			k.rest++
		} else {
			k.offer(candidate{key, address{segIndex, d}})
			least = k.least()
		}
	}
	return nil
}

// addLeaf adds the BM25 weight of one leaf. The share of leaves that an
// article has (coordination) is multiplied in at the end.
func (s *scorer) addLeaf(seg *segment, list *postings, weight float32, set bitset) {
	freqs := list.weighted()
	for _, b := range list.docs {
		for found := b.bits & set[b.at]; found != 0; found &= found - 1 {
			bit := bits.TrailingZeros64(found)
			d := b.at<<6 + uint32(bit)
			s.scores[d] += weight * s.saturation(seg.rows.length[d], freqs[b.rank(bit)])
			s.parts[d]++
		}
	}
}

// saturation is what the frequency of a word in an article comes to: more
// counts, but ever less, and less in a long article.
func (s *scorer) saturation(length uint32, freq uint8) float32 {
	tf := float32(freq)
	return tf / (tf + s.k0 + s.k1*float32(length))
}

// decay is what age leaves of a score; an unknown age leaves a sixteenth.
func (s *scorer) decay(order int64) float32 {
	const unknown = 1.0 / 16
	if order == unknownOrder {
		return unknown
	}
	days := float64(s.plan.view.newest-order) / (24 * 60)
	return float32(math.Exp2(-days / halfLife))
}
