package bleveindex

import "slices"

// rescored is how many of the best articles are looked at once more for how
// close together they have the query's words.
const rescored = 200

// proximityWeight is how much perfect closeness adds to a score. Words drawn at
// random from an article gain nothing by it (mean reciprocal rank .793 without,
// .791 with a fifth): it is for words that people type because they belong
// together, and small enough not to hurt the rest.
const proximityWeight = 0.3

// contenders brings those of the best, ordered by score, to the front that
// closeness could bring among the first n: the others could not, were all the
// words they have side by side.
func (p *plan) contenders(list []candidate, n int, words []*leaf) ([]candidate, error) {
	list = list[:min(rescored, len(list))]
	if n > len(list) {
		return list, nil
	}
	least := keyScore(list[n-1].key)
	for i := n; i < len(list) && keyScore(list[i].key)*(1+proximityWeight) >= least; i++ {
		most, err := p.closest(list[i].address, words)
		if err != nil {
			return nil, err
		}
		if keyScore(list[i].key)*(1+proximityWeight*most) >= least {
			list[n], list[i] = list[i], list[n]
			n++
		}
	}
	return list[:n], nil
}

// closest is the closeness that an article would have with all its words side
// by side: it counts the neighbours in the query of which it has both.
func (p *plan) closest(at address, words []*leaf) (float32, error) {
	pairs, before := 0, false
	for _, l := range words {
		list, err := p.at(l, at.segment, p.snap.segments[at.segment])
		if err != nil {
			return 0, err
		}
		_, has := list.docs.find(at.doc)
		if has && before {
			pairs++
		}
		before = has
	}
	return float32(pairs) / float32(len(words)-1), nil
}

// closeness raises the score of those of the best that have the words close
// together, and orders them anew, as far as the first n are concerned.
func (p *plan) closeness(list []candidate, n int) error {
	words := p.proximityWords()
	if len(words) < 2 || len(list) < 2 {
		return nil
	}
	list, err := p.contenders(list, n, words)
	if err != nil {
		return err
	}
	bySegment := map[int][]uint32{}
	for _, c := range list {
		bySegment[c.segment] = append(bySegment[c.segment], c.doc)
	}
	gain := make(map[address]float32, len(list))
	for i, docs := range bySegment {
		slices.Sort(docs)
		if err := p.segmentCloseness(i, docs, words, gain); err != nil {
			return err
		}
	}
	for i := range list {
		list[i].key = scoreKey(keyScore(list[i].key) * (1 + proximityWeight*gain[list[i].address]))
	}
	(&keep{snap: p.snap}).sort(list)
	return nil
}

// proximityWords are the leaves that are plain words.
func (p *plan) proximityWords() []*leaf {
	var words []*leaf
	for _, l := range p.leaves {
		if len(l.terms) > 0 {
			words = append(words, l)
		}
	}
	return words
}

func (p *plan) segmentCloseness(i int, docs []uint32, words []*leaf, gain map[address]float32) error {
	places := make([]*stretches, len(words))
	for w, l := range words {
		var err error
		if places[w], err = p.placesOf(p.snap.segments[i], fieldStems, l.terms, docs); err != nil {
			return err
		}
	}
	lists := make([][]stretch, len(words))
	for d, doc := range docs {
		for w := range words {
			lists[w] = places[w].of(d)
		}
		gain[address{i, doc}] = closenessOf(lists)
	}
	return nil
}

// closenessOf is between 0 and 1: the mean over neighbouring words of the
// query of one over their smallest distance.
func closenessOf(lists [][]stretch) float32 {
	var sum float32
	for w := 1; w < len(lists); w++ {
		if d := smallestDistance(lists[w-1], lists[w]); d > 0 {
			sum += 1 / float32(d)
		}
	}
	return sum / float32(len(lists)-1)
}

// smallestDistance is that between a place of a and another of b, 0 when one
// of them has none. What lies in title and text is not close.
func smallestDistance(a, b []stretch) int32 {
	best := int32(bodyGap)
	for _, s := range a {
		i, ok := atOrAfter(b, s.first)
		if i > 0 {
			best = min(best, s.first-b[i-1].first)
		}
		if ok && b[i].first == s.first {
			i++
		}
		if i < len(b) {
			best = min(best, b[i].first-s.first)
		}
	}
	if best == bodyGap {
		return 0
	}
	return best
}
