package extract

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// found tells which blocks have a part of content of their own. Short blocks
// come first, so that the paragraphs of a text are found and not a copy of it
// in one piece.
func found(all []block, content string) []bool {
	order := make([]int, 0, len(all))
	for i, b := range all {
		if len(b.key) >= shortKey {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(len(all[i].key), len(all[j].key)) })
	m := matcher{content: content, taken: make([]bool, len(content)), next: map[string]int{}}
	m.index(all, order)
	in := make([]bool, len(all))
	for _, i := range order {
		in[i] = m.take(all[i].key)
	}
	return in
}

// matcher finds texts in content, each part of it once.
type matcher struct {
	content string
	taken   []bool
	places  map[uint64][]int32 // where the first eight bytes of a key stand
	next    map[string]int     // key -> the place in places to go on at
	work    int
}

// maxMatching bounds the comparisons made for one page: pages of people need
// a thousandth of it.
const maxMatching = 20_000_000

func (m *matcher) index(all []block, order []int) {
	m.places = map[uint64][]int32{}
	for _, i := range order {
		m.places[prefix(all[i].key)] = nil
	}
	for at := 0; at+8 <= len(m.content); at++ {
		p := prefix(m.content[at:])
		if list, wanted := m.places[p]; wanted {
			m.places[p] = append(list, int32(at))
		}
	}
}

func prefix(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s[:8])) }

// take finds a place of key that nothing has taken yet, and takes it.
func (m *matcher) take(key string) bool {
	list := m.places[prefix(key)]
	for n := m.next[key]; n < len(list) && m.work < maxMatching; n++ {
		m.work++
		at := int(list[n])
		if !strings.HasPrefix(m.content[at:], key) || m.taken[at] || m.taken[at+len(key)/2] {
			continue
		}
		for k := at; k < at+len(key); k++ {
			m.taken[k] = true
		}
		m.next[key] = n + 1
		return true
	}
	m.next[key] = len(list)
	return false
}
