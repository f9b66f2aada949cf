package bleveindex

import (
	"cmp"
	"slices"
)

// stemCount is a stem with how often an article has it.
type stemCount struct {
	stem  string
	count int
}

// The words kept to find similar articles by: those an article repeats or has
// in its title, then those it begins with, short ones left out, which say
// little of what it is about.
const (
	signatureSize   = 48
	signatureLetter = 4 // bytes at least
)

// signature picks the words of the article read last.
func (r *reader) signature() []stemCount {
	counts, first := make(map[string]int, 256), make(map[string]int, 256)
	for _, list := range [][]place{r.same, r.stems} {
		for _, p := range list {
			counts[p.term]++
			if at, ok := first[p.term]; !ok || p.first < at {
				first[p.term] = p.first
			}
		}
	}
	for _, p := range r.title {
		counts[p.term]++ // so that once is enough in a title
	}
	list := make([]stemCount, 0, len(counts))
	for stem, n := range counts {
		if len(stem) >= signatureLetter {
			list = append(list, stemCount{stem, n})
		}
	}
	slices.SortFunc(list, func(a, b stemCount) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(first[a.stem], first[b.stem]), cmp.Compare(a.stem, b.stem))
	})
	return list[:min(signatureSize, len(list))]
}
