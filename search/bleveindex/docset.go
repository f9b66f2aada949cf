package bleveindex

import (
	"math/bits"
	"sort"
)

// docset is a set of articles of one segment that is kept: the blocks of 64
// neighbours that have any, in order. A frequent word takes two or three bits an
// article so, and is held against a bitset a block at a time.
type docset []block

// block is 64 neighbouring articles; bits says which of them are in the set.
type block struct {
	at     uint32 // the number of the bitset's word that it is
	before uint32 // how many articles of the set come before it
	bits   uint64
}

// docsetOf makes a set of a list, which is ascending.
func docsetOf(docs []uint32) docset {
	var s docset
	for i, d := range docs {
		if n := len(s); n == 0 || s[n-1].at != d>>6 {
			s = append(s, block{at: d >> 6, before: uint32(i)})
		}
		s[len(s)-1].bits |= 1 << (d & 63)
	}
	return s
}

func (s docset) len() int {
	if len(s) == 0 {
		return 0
	}
	last := s[len(s)-1]
	return int(last.before) + bits.OnesCount64(last.bits)
}

// rank is how many articles of the set come before the one at a bit of the
// block.
func (b block) rank(bit int) int { return int(b.before) + bits.OnesCount64(b.bits&(1<<bit-1)) }

// find tells whether an article is in the set, and which of it.
func (s docset) find(d uint32) (rank int, ok bool) {
	i := sort.Search(len(s), func(i int) bool { return s[i].at >= d>>6 })
	if i == len(s) || s[i].at != d>>6 || s[i].bits>>(d&63)&1 == 0 {
		return 0, false
	}
	return s[i].rank(int(d & 63)), true
}

// each visits those of docs, which is ascending, that are in the set: which of
// docs and which of the set they are.
func (s docset) each(docs []uint32, visit func(i, rank int)) {
	k := 0
	for i, d := range docs {
		for k < len(s) && s[k].at < d>>6 {
			k++
		}
		if k == len(s) {
			return
		}
		if s[k].at == d>>6 && s[k].bits>>(d&63)&1 != 0 {
			visit(i, s[k].rank(int(d&63)))
		}
	}
}

// list appends the articles to out in ascending order.
func (s docset) list(out []uint32) []uint32 {
	for _, b := range s {
		for w := b.bits; w != 0; w &= w - 1 {
			out = append(out, b.at<<6+uint32(bits.TrailingZeros64(w)))
		}
	}
	return out
}

// addTo adds the articles to a bitset.
func (s docset) addTo(set bitset) {
	for _, b := range s {
		set[b.at] |= b.bits
	}
}

// countIn says how many of the articles are in a bitset.
func (s docset) countIn(set bitset) int {
	n := 0
	for _, b := range s {
		n += bits.OnesCount64(b.bits & set[b.at])
	}
	return n
}
