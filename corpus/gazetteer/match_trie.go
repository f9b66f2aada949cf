package gazetteer

import (
	"slices"

	"despatch/corpus"
)

// trie gathers names before they are packed into a Matcher.
type trie struct {
	symbol map[uint64]int32
	step   map[uint64]int32 // node<<32 | symbol -> node; node 0 is the root
	ends   [][]int32        // node -> names that end there
	names  []matchName
	small  map[int32]bool // symbols that begin a name which need no capital there
	buf    []Token
}

func newTrie() *trie {
	return &trie{symbol: map[uint64]int32{}, step: map[uint64]int32{}, ends: make([][]int32, 1), small: map[int32]bool{}}
}

func (b *trie) add(n Name, entity, name int32, field string) {
	b.addAs(n.Text, n, entity, name, field)
	if n.Rule == RuleDemonym && !hasSuffixFold(n.Text, "s") {
		b.addAs(n.Text+"s", n, entity, name, field)
	}
	if field == corpus.Actor && len(n.Text) > 5 && !hasSuffixFold(n.Text, "s") && !n.Context {
		b.addAs(n.Text+"s", n, entity, name, field)
	}
	for _, form := range inflected(n.Text, n.Lang) {
		b.addAs(form, n, entity, name, field)
	}
	if joined, ok := joinedForm(n.Text, field); ok {
		b.addAs(joined, n, entity, name, field)
	}
}

func (b *trie) addAs(text string, n Name, entity, name int32, field string) {
	b.buf = Tokenize(text, b.buf[:0])
	at, first := int32(0), int32(0)
	for i := range b.buf {
		if b.buf[i].Kind == Mark && b.buf[i].Mark == '-' {
			continue
		}
		symbol := b.intern(b.buf[i].Key)
		if at == 0 {
			first = symbol
		}
		at = b.child(at, symbol)
	}
	if at == 0 {
		return
	}
	end := b.ends[at]
	if slices.ContainsFunc(end, func(i int32) bool { return b.names[i].entity == entity && b.names[i].name == name }) {
		return
	}
	shape := shapeOf(text, b.buf, n, field)
	b.small[first] = b.small[first] || !shape.beginsCapital()
	b.ends[at] = append(end, int32(len(b.names)))
	b.names = append(b.names, matchName{entity: entity, name: name, shape: shape})
}

func (b *trie) intern(key uint64) int32 {
	id, ok := b.symbol[key]
	if !ok {
		id = int32(len(b.symbol) + 1)
		b.symbol[key] = id
	}
	return id
}

func (b *trie) child(at, symbol int32) int32 {
	key := uint64(at)<<32 | uint64(symbol)
	next, ok := b.step[key]
	if !ok {
		next = int32(len(b.ends))
		b.step[key] = next
		b.ends = append(b.ends, nil)
	}
	return next
}

// matcher packs the trie.
func (b *trie) matcher() *Matcher {
	keys := make([]uint64, len(b.symbol)+1)
	for key, symbol := range b.symbol {
		keys[symbol] = key
	}
	m := &Matcher{steps: newSteps(b.step, keys), starts: newSymbols(b.firsts()), nodes: make([]node, len(b.ends))}
	for step := range b.step {
		m.nodes[step>>32].next |= nextBit(keys[uint32(step)])
	}
	for at, end := range b.ends {
		m.nodes[at].from = int32(len(m.names))
		for _, i := range end {
			m.names = append(m.names, b.names[i])
		}
		m.nodes[at].to = int32(len(m.names))
	}
	m.ids = make([]int32, len(m.names))
	for i := range m.ids {
		m.ids[i] = int32(i)
	}
	return m
}

// firsts maps the words that begin names to the nodes that they lead to, made
// negative where they need a capital there.
func (b *trie) firsts() map[uint64]int32 {
	starts := map[uint64]int32{}
	for key, symbol := range b.symbol {
		if next, ok := b.step[uint64(symbol)]; ok {
			starts[key] = next
			if !b.small[symbol] {
				starts[key] = -next
			}
		}
	}
	return starts
}

// symbols maps the keys of words to small numbers, by open addressing.
type symbols struct {
	slots []slot
	mask  uint64
	// seen has a bit for each slot's worth of hashes, eight times as many as
	// slots: most words are in no name, and it fits a near cache.
	seen     []uint64
	seenMask uint64
}

type slot struct {
	key uint64
	id  int32
}

func newSymbols(of map[uint64]int32) symbols {
	size := tableSize(len(of))
	s := symbols{slots: make([]slot, size), mask: uint64(size - 1), seen: make([]uint64, size/8), seenMask: uint64(size*8 - 1)}
	for key, id := range of {
		i := key & s.mask
		for s.slots[i].id != 0 {
			i = (i + 1) & s.mask
		}
		s.slots[i] = slot{key, id}
		bit := key >> 16 & s.seenMask
		s.seen[bit/64] |= 1 << (bit % 64)
	}
	return s
}

// find returns 0 for a word that no name has.
func (s *symbols) find(key uint64) int32 {
	bit := key >> 16 & s.seenMask
	if s.seen[bit/64]&(1<<(bit%64)) == 0 {
		return 0
	}
	return s.probe(key)
}

func (s *symbols) probe(key uint64) int32 {
	for i := key & s.mask; s.slots[i].id != 0; i = (i + 1) & s.mask {
		if s.slots[i].key == key {
			return s.slots[i].id
		}
	}
	return 0
}

// nextBit is the bit that stands for a word in node.next.
func nextBit(key uint64) uint64 { return 1 << (key >> 40 & 63) }

// steps maps a node and a word to the next node.
type steps struct {
	symbols
}

// newSteps packs the steps of a trie, whose symbols stand for keys.
func newSteps(of map[uint64]int32, keys []uint64) steps {
	mixed := make(map[uint64]int32, len(of))
	for step, next := range of {
		mixed[stepKey(int32(step>>32), keys[uint32(step)])] = next
	}
	return steps{newSymbols(mixed)}
}

func (s *steps) find(at int32, key uint64) int32 {
	return s.symbols.find(stepKey(at, key))
}

// stepKey is as good a hash of a node and a word as the word's key is of the
// word.
func stepKey(at int32, key uint64) uint64 {
	return mixStep(key ^ uint64(at)*0x9e3779b97f4a7c15)
}

// mixStep spreads the bits of a key; it is a bijection, so that different keys
// stay different (the finaliser of MurmurHash3).
func mixStep(key uint64) uint64 {
	key = (key ^ key>>33) * 0xff51afd7ed558ccd
	key = (key ^ key>>33) * 0xc4ceb9fe1a85ec53
	return key ^ key>>33
}

// tableSize keeps open addressing at most half full.
func tableSize(n int) int {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return size
}
