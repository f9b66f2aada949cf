package bleveindex

import (
	"sort"

	"despatch/search"
	"despatch/search/analysis"
)

// sequence is a phrase to be looked for: at each place the written forms that
// may stand there.
type sequence struct {
	field string
	forms [][]string
	slop  int
	looks int // at places, since they were last accounted for
}

func (r *run) phrase(p search.Phrase) (*leaf, error) {
	s, err := newSequence(p)
	if err != nil {
		return nil, err
	}
	if len(s.forms) == 1 {
		return r.termLeaf("\""+p.Text+"\"", s.field, s.forms[0]), nil
	}
	return &leaf{name: "\"" + p.Text + "\"", read: func(_ int, seg *segment) (*postings, error) {
		found, err := r.sequences(seg, s)
		if err != nil {
			return nil, err
		}
		return found.postings(), nil
	}}, nil
}

func newSequence(p search.Phrase) (*sequence, error) {
	var a analysis.Analyzer
	s := &sequence{field: fieldWritten, forms: a.Phrase(p.Text), slop: p.Slop}
	if p.Title {
		s.field = fieldTitleWritten
	}
	if len(s.forms) > search.MaxPhraseWords {
		return nil, tooCostly("the phrase has too many words", "a shorter phrase")
	}
	return s, nil
}

// found is where something stands in the articles of a segment that have it.
type found struct {
	docs []uint32
	stretches
}

func (f *found) postings() *postings {
	p := &postings{docs: docsetOf(f.docs), freqs: make([]uint8, len(f.docs))}
	for i := range f.docs {
		p.freqs[i] = uint8(min(len(f.of(i)), mostCounted))
	}
	return p
}

func (f *found) add(doc uint32, list []stretch) {
	if len(list) == 0 {
		return
	}
	if len(f.offs) == 0 {
		f.offs = append(f.offs, 0)
	}
	f.docs = append(f.docs, doc)
	f.list = append(f.list, list...)
	f.offs = append(f.offs, uint32(len(f.list)))
}

// sequences finds a phrase: first the articles that have all its words, then
// in these the places.
func (r *run) sequences(seg *segment, s *sequence) (*found, error) {
	f := &found{}
	if len(s.forms) == 0 {
		return f, nil
	}
	docs, err := r.withAll(seg, s)
	if err != nil || len(docs) == 0 {
		return f, err
	}
	places := make([]*stretches, len(s.forms))
	for k, forms := range s.forms {
		if places[k], err = r.lookAt(seg, s.field, forms, docs); err != nil {
			return nil, err
		}
	}
	lists := make([][]stretch, len(places))
	var out []stretch
	for i, d := range docs {
		if i&1023 == 1023 {
			if err := r.stopped(); err != nil {
				return nil, err
			}
		}
		for k := range places {
			lists[k] = places[k].of(i)
		}
		s.looks = 0
		out = s.in(lists, out[:0])
		if err := r.budget.look(s.looks); err != nil {
			return nil, err
		}
		f.add(d, out)
	}
	return f, nil
}

// withAll lists the articles that have a form for every place.
func (r *run) withAll(seg *segment, s *sequence) ([]uint32, error) {
	var set bitset
	for _, forms := range s.forms {
		p, err := r.termPostings(seg, s.field, forms)
		if err != nil {
			return nil, err
		}
		if len(p.docs) == 0 {
			return nil, nil
		}
		one := newBitset(seg.n)
		p.docs.addTo(one)
		if set == nil {
			set = one
		} else {
			set.and(one)
		}
	}
	if seg.live != nil {
		set.and(seg.live)
	}
	return set.list(nil), nil
}

// in finds the phrase in one article, lists being where its words stand.
func (s *sequence) in(lists [][]stretch, out []stretch) []stretch {
	for _, start := range lists[0] {
		if s.slop == 0 {
			if follows(lists, start.first) {
				out = append(out, stretch{start.first, start.first + int32(len(lists)) - 1})
			}
			continue
		}
		if hit, ok := s.loose(lists, start.first); ok {
			out = append(out, hit)
		}
	}
	return out
}

// follows says whether every later word stands at its distance from the first.
func follows(lists [][]stretch, start int32) bool {
	for k := 1; k < len(lists); k++ {
		if i, ok := atOrAfter(lists[k], start+int32(k)); !ok || lists[k][i].first != start+int32(k) {
			return false
		}
	}
	return true
}

// atOrAfter finds the first stretch that begins at a position or later.
func atOrAfter(list []stretch, position int32) (int, bool) {
	i := sort.Search(len(list), func(i int) bool { return list[i].first >= position })
	return i, i < len(list)
}

// loose looks for the phrase with its first word at start and all words within
// slop of their places: the positions, each less its word's number, differ by
// slop at most, and no position serves two words.
func (s *sequence) loose(lists [][]stretch, start int32) (stretch, bool) {
	for base := start; base >= start-int32(s.slop); base-- {
		if hit, ok := s.window(lists, start, base); ok {
			return hit, true
		}
	}
	return stretch{}, false
}

// window tries places from base to base+slop, further by one for each word.
// Taking the earliest free place for each word is enough, since windows end in
// the order they begin.
func (s *sequence) window(lists [][]stretch, start, base int32) (stretch, bool) {
	var usedArray [search.MaxPhraseWords]int32
	used := append(usedArray[:0], start)
	hit := stretch{start, start}
	for k := 1; k < len(lists); k++ {
		s.looks++
		from, to := base+int32(k), base+int32(k)+int32(s.slop)
		i, _ := atOrAfter(lists[k], from)
		for i < len(lists[k]) && contains(used, lists[k][i].first) {
			i++
		}
		if i == len(lists[k]) || lists[k][i].first > to {
			return stretch{}, false
		}
		p := lists[k][i].first
		used = append(used, p)
		hit.first, hit.last = min(hit.first, p), max(hit.last, p)
	}
	return hit, true
}

func contains(list []int32, v int32) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}
