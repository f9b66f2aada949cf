package bleveindex

import (
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"
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

// words are the stems of an article with where they stand: of words that are
// their own stems, of the others, and of both in the title.
type words struct{ same, stems, title index.TokenFrequencies }

// signature picks the words to find similar articles by.
func (w *words) signature() []stemCount {
	list := make([]ranked, 0, len(w.same)+len(w.stems))
	for stem, tf := range w.same {
		if len(stem) >= signatureLetter {
			list = append(list, w.rank(stem, tf, w.stems[stem]))
		}
	}
	for stem, tf := range w.stems {
		if len(stem) >= signatureLetter && w.same[stem] == nil {
			list = append(list, w.rank(stem, tf, nil))
		}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		switch {
		case a.count != b.count:
			return b.count - a.count
		case a.first != b.first:
			return a.first - b.first
		}
		return strings.Compare(a.stem, b.stem)
	})
	best := make([]stemCount, min(signatureSize, len(list)))
	for i := range best {
		best[i] = list[i].stemCount
	}
	return best
}

// ranked is a stem with the position at which it comes first.
type ranked struct {
	stemCount
	first int
}

func (w *words) rank(stem string, a, b *index.TokenFreq) ranked {
	r := ranked{stemCount{stem, a.Frequency()}, a.Locations[0].Position}
	if b != nil {
		r.count, r.first = r.count+b.Frequency(), min(r.first, b.Locations[0].Position)
	}
	if t := w.title[stem]; t != nil {
		r.count += t.Frequency() // so that once is enough in a title
	}
	return r
}
