package bleveindex

import "math/bits"

// bitset is a set of an article numbers of one segment, or of claims. Dense
// words beat compressed ones at the sizes of a segment: a thousand words hold
// 64,000 articles, and every operation is one pass over them.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func fullBitset(n int) bitset {
	b := newBitset(n)
	for i := range b {
		b[i] = ^uint64(0)
	}
	b.trim(n)
	return b
}

// trim clears what lies beyond n.
func (b bitset) trim(n int) {
	if r := n % 64; r != 0 {
		b[len(b)-1] &= 1<<r - 1
	}
}

func (b bitset) set(i uint32)      { b[i>>6] |= 1 << (i & 63) }
func (b bitset) has(i uint32) bool { return b[i>>6]&(1<<(i&63)) != 0 }

func (b bitset) clone() bitset { return append(bitset(nil), b...) }

func (b bitset) setAll(list []uint32) {
	for _, i := range list {
		b.set(i)
	}
}

func (b bitset) and(c bitset) {
	for i := range b {
		b[i] &= c[i]
	}
}

func (b bitset) or(c bitset) {
	for i := range b {
		b[i] |= c[i]
	}
}

func (b bitset) andNot(c bitset) {
	for i := range b {
		b[i] &^= c[i]
	}
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

func (b bitset) empty() bool {
	for _, w := range b {
		if w != 0 {
			return false
		}
	}
	return true
}

// list appends the members to out in ascending order.
func (b bitset) list(out []uint32) []uint32 {
	for i, w := range b {
		for w != 0 {
			out = append(out, uint32(i<<6+bits.TrailingZeros64(w)))
			w &= w - 1
		}
	}
	return out
}
