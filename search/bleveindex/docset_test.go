package bleveindex

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const docsetRange = 1000

func someDocs(t *rapid.T, label string) []uint32 {
	list := rapid.SliceOfDistinct(rapid.Uint32Range(0, docsetRange-1), rapid.ID).Draw(t, label)
	slices.Sort(list)
	return list
}

// A docset does what a sorted list of the same articles does.
func TestDocset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, others := someDocs(t, "docs"), someDocs(t, "others")
		s := docsetOf(docs)
		if got := s.list(nil); !slices.Equal(got, docs) || s.len() != len(docs) {
			t.Fatalf("%v, %d of them, instead of %v", got, s.len(), docs)
		}
		set := newBitset(docsetRange)
		set.setAll(others)
		var both []uint32
		s.each(others, func(i, rank int) {
			if docs[rank] != others[i] {
				t.Fatalf("%d is not number %d", others[i], rank)
			}
			both = append(both, others[i])
		})
		for _, d := range others {
			rank, ok := slices.BinarySearch(docs, d)
			if got, found := s.find(d); found != ok || ok && got != rank {
				t.Fatalf("%d: %d, %v instead of %d, %v", d, got, found, rank, ok)
			}
			if ok != slices.Contains(both, d) {
				t.Fatalf("%d was visited: %v", d, !ok)
			}
		}
		if got := s.countIn(set); got != len(both) {
			t.Fatalf("%d in both instead of %d", got, len(both))
		}
		s.addTo(set)
		union := append(slices.Clone(docs), others...)
		slices.Sort(union)
		if got := set.list(nil); !slices.Equal(got, slices.Compact(union)) {
			t.Fatalf("together %v", got)
		}
	})
}

// Places read bit by bit are those read at once.
func TestKeptPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func(d uint32) []stretch { // what article d has
			return slices.Repeat([]stretch{{int32(d), int32(d)}}, int(d%4))
		}
		kept := &places{stretches: stretches{offs: []uint32{0}}}
		for range rapid.IntRange(1, 5).Draw(t, "reads") {
			docs := someDocs(t, "docs")
			missing := kept.missing(docs)
			read := &places{docs: docsetOf(missing), stretches: stretches{offs: []uint32{0}}}
			for _, d := range missing {
				if _, ok := kept.docs.find(d); ok {
					t.Fatalf("%d was read before", d)
				}
				read.list = append(read.list, at(d)...)
				read.offs = append(read.offs, uint32(len(read.list)))
			}
			kept = read.with(kept)
			got := kept.some(docs)
			for i, d := range docs {
				if !slices.Equal(got.of(i), at(d)) {
					t.Fatalf("%d stands at %v", d, got.of(i))
				}
			}
		}
	})
}
