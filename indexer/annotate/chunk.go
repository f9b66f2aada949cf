package annotate

import "despatch/corpus/gazetteer"

// chunkKind says what a chunk of a sentence is.
type chunkKind uint8

const (
	nounPhrase chunkKind = iota
	verbGroup
	preposition
	conjunction // and, or
	comma
	subordinator // after, because; "that" of reported speech
	relative     // who, which
	stop         // ; : — and the like
	quote
	opening // bracket
	closing
	adverb
)

// chunk is a phrase of a sentence.
type chunk struct {
	kind        chunkKind
	first, last int // tokens
	head        int // token that says what it is
	noun        nounClass
	verb        verbClass
	form        form
	passive     bool
	negated     bool
	modal       modality
	hedged      bool
	that        bool // a subordinator that reports speech
}

// form is that of a verb group.
type form uint8

const (
	finite form = iota
	infinitive
	gerund     // -ing
	participle // -ed without auxiliary
)

// modality is what a verb group's auxiliary makes of it.
type modality uint8

const (
	factual  modality = iota
	maybe             // may have, might have
	possible          // could, would, will: not done
)

// chunkSentence cuts a tagged sentence into chunks.
func (u *unit) chunkSentence(s span, dst []chunk) []chunk {
	for i := s.first; i <= s.last; {
		c := u.chunkAt(i, s)
		dst = append(dst, c)
		i = c.last + 1
	}
	return dst
}

func (u *unit) chunkAt(i int, s span) chunk {
	switch u.tags[i] {
	case posMark:
		return u.markChunk(i, s)
	case posPrep:
		return chunk{kind: preposition, first: i, last: i, head: i}
	case posConj:
		return chunk{kind: conjunction, first: i, last: i, head: i}
	case posSub:
		return chunk{kind: subordinator, first: i, last: i, head: i}
	case posThat:
		return chunk{kind: subordinator, first: i, last: i, head: i, that: true}
	case posRel:
		return chunk{kind: relative, first: i, last: i, head: i}
	case posVerb, posAux, posTo:
		return u.verbChunk(i, s)
	case posAdverb:
		if j := u.pastAdverbs(i, s); j <= s.last && (u.tags[j] == posVerb || u.tags[j] == posAux) {
			return u.verbChunk(i, s)
		}
		return chunk{kind: adverb, first: i, last: i, head: i}
	}
	return u.nounChunk(i, s)
}

func (u *unit) pastAdverbs(i int, s span) int {
	for i <= s.last && u.tags[i] == posAdverb {
		i++
	}
	return i
}

func (u *unit) markChunk(i int, s span) chunk {
	c := chunk{kind: stop, first: i, last: i, head: i}
	switch u.tokens[i].Mark {
	case ',':
		c.kind = comma
	case '"':
		c.kind = quote
	case '\'':
		c.kind = adverb
	case '(', '[':
		c.kind = opening
	case ')', ']':
		c.kind = closing
	case '-':
		c.kind = adverb
		if u.tokens[i].Has(gazetteer.Spaced) {
			c.kind = stop
		}
	case '~':
		if u.isAny(i+1, including) {
			c.kind = comma
		}
	case '&', '/':
		c.kind = conjunction
	case '.', '*', '#', '@', '_', '%', '$', '?':
		c.kind = adverb
	}
	return c
}

// nounChunk takes determiners, adjectives and nouns up to the last noun of
// the run.
func (u *unit) nounChunk(i int, s span) chunk {
	c := chunk{kind: nounPhrase, first: i, last: i, head: i}
	for j := i; j <= s.last; j++ {
		if !u.nominal(j) {
			if u.inPhrase(j, s) {
				continue
			}
			break
		}
		if j > i && u.startsPhrase(j) {
			break
		}
		c.last = j
		if u.tags[j] == posNoun || u.tags[j] == posPron || u.tags[c.head] != posNoun {
			c.head = j
		}
	}
	if n := u.nameOf(c.last); n != nil && n.last > c.last && n.last <= s.last { // NoName057(16)
		c.last = n.last
	}
	if u.closesQuote(&c, s) {
		c.last++
	}
	if w := u.words[c.head]; w != nil && (u.nameOf(c.head) == nil || u.nameOf(c.head).adjectival()) {
		c.noun = w.noun
	}
	return c
}

// closesQuote tells whether a mark behind the phrase closes a quotation that
// opened in it: a "malicious campaign" against.
func (u *unit) closesQuote(c *chunk, s span) bool {
	next := c.last + 1
	if next >= s.last || u.tokens[next].Kind != gazetteer.Mark || u.tokens[next].Has(gazetteer.Opening) || u.tokens[next].Mark != '"' && u.tokens[next].Mark != '\'' {
		return false
	}
	for j := c.first; j < next; j++ {
		if u.isMark(j, u.tokens[next].Mark) && u.tokens[j].Has(gazetteer.Opening) {
			return true
		}
	}
	return false
}

func (u *unit) nominal(j int) bool {
	switch u.tags[j] {
	case posNoun, posAdj, posDet, posPron, posNumber:
		return true
	}
	return false
}

// inPhrase tells whether a token that is no noun stands inside a noun phrase:
// a hyphen, a quotation mark around a name, an adverb before an adjective.
func (u *unit) inPhrase(j int, s span) bool {
	if j+1 > s.last {
		return false
	}
	if u.isMark(j, '-') && !u.tokens[j].Has(gazetteer.Spaced) && !u.tokens[j+1].Has(gazetteer.Spaced) {
		return true
	}
	if (u.isMark(j, '&') || u.isMark(j, '/')) && u.nameOf(j) != nil && u.nameOf(j) == u.nameOf(j+1) {
		return true
	}
	if n := u.nameOf(j); n != nil && n.first < j {
		return true
	}
	if (u.isMark(j, '"') || u.isMark(j, '\'')) && u.nominal(j+1) {
		return u.tokens[j].Has(gazetteer.Opening) || j > 0 && u.nameOf(j-1) != nil || u.tags[j+1] == posNoun
	}
	return u.tags[j] == posAdverb && (u.tags[j+1] == posAdj || u.has(j, tagAdj) && u.tags[j+1] == posNoun)
}

// startsPhrase tells whether a determiner or pronoun at j begins a phrase of
// its own.
func (u *unit) startsPhrase(j int) bool {
	if u.tags[j] == posPron {
		return true
	}
	return u.tags[j] == posDet && (u.tags[j-1] == posNoun || u.tags[j-1] == posNumber && u.isAny(j, articles))
}

var including = keys("including such mainly mostly particularly especially namely")

var articles = keys("a an the its their his her our this that these those")

// verbChunk takes auxiliaries, adverbs, negation and the verb.
func (u *unit) verbChunk(i int, s span) chunk {
	c := chunk{kind: verbGroup, first: i, last: i, head: i}
	v := verbReader{u: u, c: &c, main: -1}
	for j := i; j <= s.last && v.take(j); j++ {
	}
	v.finish()
	return c
}
