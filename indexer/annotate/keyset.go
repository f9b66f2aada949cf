package annotate

import (
	"strings"

	"despatch/corpus/gazetteer"
)

// keySet is a set of words by their keys.
type keySet map[uint64]struct{}

func keys(words string) keySet {
	set := keySet{}
	for word := range strings.FieldsSeq(words) {
		set[gazetteer.Key(word)] = struct{}{}
	}
	return set
}

func (s keySet) has(key uint64) bool {
	_, ok := s[key]
	return ok
}
