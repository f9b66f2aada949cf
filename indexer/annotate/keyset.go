package annotate

import (
	"strings"

	"despatch/corpus/gazetteer"
)

// keySet is a set of words by their keys: a sparse table with open addressing,
// for it is asked at nearly every token.
type keySet struct {
	slots []uint64
	mask  uint64
}

// sparse is how many slots a set has for each word, at least.
const sparse = 4

func keys(words string) keySet {
	var all []uint64
	for word := range strings.FieldsSeq(words) {
		all = append(all, gazetteer.Key(word))
	}
	return setOf(all)
}

func setOf(all []uint64) keySet {
	size := 8
	for size < sparse*len(all) {
		size *= 2
	}
	s := keySet{slots: make([]uint64, size), mask: uint64(size - 1)}
	for _, key := range all {
		i := key & s.mask
		for s.slots[i] != 0 && s.slots[i] != key {
			i = (i + 1) & s.mask
		}
		s.slots[i] = key
	}
	return s
}

// keysOf is the set of a table's words.
func keysOf[V any](tables ...map[uint64]V) keySet {
	var all []uint64
	for _, table := range tables {
		for key := range table {
			all = append(all, key)
		}
	}
	return setOf(all)
}

func (s *keySet) has(key uint64) bool {
	for i := key & s.mask; s.slots[i] != 0; i = (i + 1) & s.mask {
		if s.slots[i] == key {
			return true
		}
	}
	return false
}
