package bleveindex

import (
	"slices"
	"strings"

	"despatch/search"
)

// numberValues merges the values of all segments, so that counting over
// several segments is adding to one array.
func (s *snapshot) numberValues() {
	for col := range s.terms {
		lists := make([][]string, len(s.segments))
		for i, seg := range s.segments {
			lists[i] = seg.plain[col].terms
		}
		var global [][]uint32
		s.terms[col], global = mergeValues(lists)
		for i, seg := range s.segments {
			seg.global[col] = global[i]
		}
	}
	lists := make([][]string, len(s.segments))
	for i, seg := range s.segments {
		lists[i] = seg.claims.values
	}
	roles, global := mergeValues(lists)
	s.roles = roles
	for i, seg := range s.segments {
		seg.roles = global[i]
	}
	s.isKind = make([]bool, len(roles))
	for i, v := range roles {
		s.isKind[i] = strings.HasPrefix(v, search.KindPrefix)
	}
}

// mergeValues unites sorted lists and numbers the values of each in the union;
// the numbers are nil for a list that is the union.
func mergeValues(lists [][]string) (union []string, numbers [][]uint32) {
	numbers = make([][]uint32, len(lists))
	if len(lists) == 1 {
		return lists[0], numbers
	}
	for _, l := range lists {
		union = append(union, l...)
	}
	slices.Sort(union)
	union = slices.Clone(slices.Compact(union))
	for i, l := range lists {
		numbers[i] = make([]uint32, len(l))
		at := 0
		for j, v := range l {
			for union[at] != v {
				at++
			}
			numbers[i][j] = uint32(at)
		}
	}
	return union, numbers
}

// values are the values of a column over all segments.
func (s *snapshot) values(col int) []string {
	if isRole(col) {
		return s.roles
	}
	return s.terms[col]
}

// groupCopies numbers the groups of copies: the articles that are copies of
// the same one, and that one.
func (s *snapshot) groupCopies() {
	members := map[string][]address{}
	for i, seg := range s.segments {
		for d := range uint32(seg.n) {
			if of := seg.copies.of(d); len(of) > 0 && seg.alive(d) {
				key := seg.copies.terms[of[0]]
				members[key] = append(members[key], address{i, d})
			}
		}
	}
	if len(members) == 0 {
		return
	}
	for i, seg := range s.segments {
		for d := range uint32(seg.n) {
			if len(seg.copies.of(d)) > 0 || !seg.alive(d) {
				continue
			}
			if m, ok := members[seg.ids[d]]; ok {
				members[seg.ids[d]] = append(m, address{i, d})
			}
		}
	}
	for _, list := range members {
		s.addGroup(list)
	}
}

// address is an article of a segment.
type address struct {
	segment int
	doc     uint32
}

func (s *snapshot) addGroup(list []address) {
	if len(list) < 2 {
		return
	}
	s.members = append(s.members, list)
	for _, p := range list {
		seg := s.segments[p.segment]
		if seg.group == nil {
			seg.group = make([]uint32, seg.n)
		}
		seg.group[p.doc] = uint32(len(s.members))
	}
}

// has says whether a plain column has a value anywhere.
func (s *snapshot) has(col int, value string) bool {
	_, ok := slices.BinarySearch(s.terms[col], value)
	return ok
}
