package gazetteer

// Matcher finds the names of a set of entities in a text, leftmost and
// longest, in one pass. It does not change once made and may be shared by
// goroutines.
type Matcher struct {
	starts symbols // word -> node of the names that begin with it, see firsts
	steps  steps   // node and word -> node
	nodes  []node
	names  []matchName
	ids    []int32 // 0, 1, 2 …, to slice lists of names from
}

// Match is a run of tokens that is written like at least one name.
type Match struct {
	First, Last int // tokens, both included
	// Names are the names so written; entries of Matcher.Name.
	Names []int32
}

// node is a place in the trie of names. Names that end here are
// names[from:to].
type node struct {
	from, to int32
	next     uint64 // a bit for each word that can follow: most words cannot
}

type matchName struct {
	entity int32
	name   int32
	shape  shape
}

// NewMatcher makes a matcher of all names of the entities. What it reports are
// indices in entities.
func NewMatcher(entities []Entity) *Matcher {
	b := newTrie()
	for i := range entities {
		for j := range entities[i].Names {
			b.add(entities[i].Names[j], int32(i), int32(j), entities[i].Field)
		}
	}
	return b.matcher()
}

// Name tells which entity, and which of its names, an entry of Match.Names is.
func (m *Matcher) Name(i int32) (entity, name int) {
	n := &m.names[i]
	return int(n.entity), int(n.name)
}

// Find appends to dst what is named in tokens[from:to], which must be tokens
// of text; matches do not overlap.
func (m *Matcher) Find(text string, tokens []Token, from, to int, dst []Match) []Match {
	for i := from; i < to; {
		if i+1 < to && tokens[i+1].Has(Piece) && tokens[i+1].Kind == Word {
			if names := m.joined(text, tokens[i:i+2]); names != nil {
				dst = append(dst, Match{First: i, Last: i + 1, Names: names})
				i += 2
				continue
			}
		}
		start := m.start(&tokens[i])
		if start == 0 {
			i++
			continue
		}
		last, names := m.walk(text, tokens[:to], i, start)
		if last < 0 {
			i++
			continue
		}
		dst = append(dst, Match{First: i, Last: last, Names: names})
		i = last + 1
	}
	return dst
}

func (m *Matcher) start(t *Token) int32 {
	if t.Kind != Word && t.Kind != Number {
		return 0
	}
	at := m.starts.find(t.Key)
	if at >= 0 {
		return at
	}
	if t.Case == Lower { // the, in, lead: only capitals begin a name
		return 0
	}
	return -at
}

// joined finds a name of one word that the text writes with a capital inside:
// KillNet for Killnet.
func (m *Matcher) joined(text string, tokens []Token) []int32 {
	key := uint64(hashSeed)
	for _, c := range []byte(text[tokens[0].Start:tokens[1].End]) {
		if class[c] != classLetter {
			return nil
		}
		key = (key ^ uint64(c|0x20)) * hashPrime
	}
	at := m.starts.find(key)
	if at == 0 {
		return nil
	}
	return m.fitting(text, tokens[:1], max(at, -at))
}

// walk goes down the trie from tokens[i] and returns the last token of the
// longest name whose shape fits, or -1.
func (m *Matcher) walk(text string, tokens []Token, i int, at int32) (int, []int32) {
	last, best := -1, []int32(nil)
	for j := i; ; {
		if names := m.fitting(text, tokens[i:j+1], at); names != nil {
			last, best = j, names
		}
		j = follows(tokens, j)
		if j < 0 {
			return last, best
		}
		key := tokens[j].Key
		if m.nodes[at].next&nextBit(key) == 0 {
			return last, best
		}
		if at = m.steps.find(at, key); at == 0 {
			return last, best
		}
	}
}

// follows is the token that can continue a name after tokens[j]: the next one,
// past a hyphen that joins the two. A name does not run over a line's end.
func follows(tokens []Token, j int) int {
	j++
	if j < len(tokens) && tokens[j].Kind == Mark && tokens[j].Mark == '-' && !tokens[j].Has(Spaced) {
		j++
		if j < len(tokens) && tokens[j].Flags&(Spaced|Line) != 0 {
			return -1
		}
	}
	if j >= len(tokens) || tokens[j].Kind == Link || tokens[j].Has(Paragraph) {
		return -1
	}
	return j
}
