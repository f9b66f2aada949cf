package annotate

import (
	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// party says in which part a phrase is asked for names.
type party uint8

const (
	asDoer party = iota
	asTarget
	asSource // who says it
)

// Prepositions after which a phrase no longer names the victim, the doer or
// the source, but a reason, a time, a means or a companion.
var (
	leaveTarget = keys("after before during following amid amidst over with without via through using about since until till despite like as by for concerning regarding under behind ahead per " +
		"than versus vs because due pending alongside beyond excluding except")
	leaveDoer = keys("after before during following amid amidst over without via through using about since until till despite like as for concerning regarding ahead than versus vs because due " +
		"against on in at into onto across around near targeting throughout toward towards")
	leaveSource = keys("after before during following amid over on in about since until despite as for against at into regarding concerning that")
)

func leaving(p party) keySet {
	switch p {
	case asDoer:
		return leaveDoer
	case asTarget:
		return leaveTarget
	}
	return leaveSource
}

// collect appends the names in a range of chunks that are there as the given
// party.
func (cr *claimReader) collect(from, to int, p party, dst []*name) []*name {
	left := leaving(p)
	in := true
	for k := from; k < to && k < len(cr.c.chunks); k++ {
		ch := &cr.c.chunks[k]
		switch ch.kind {
		case preposition:
			if cr.u.isAny(ch.head, left) {
				in = false
			} else if in = cr.stays(ch, p, in); !in && p == asTarget && cr.u.is(ch.head, wordIn) {
				in = true
			}
		case verbGroup:
			in = in && cr.u.isAny(ch.head, basing) == (p == asTarget) || p != asDoer && in
		case nounPhrase:
			if in {
				dst = cr.namesIn(ch, p, dst)
			}
		}
	}
	return dst
}

// stays tells whether after a preposition that is not in the list of those
// that lead away the phrase goes on; "from" leads a victim's phrase away from
// the doer's.
func (cr *claimReader) stays(ch *chunk, p party, in bool) bool {
	return in
}

// namesIn appends the names of one noun phrase.
func (cr *claimReader) namesIn(ch *chunk, p party, dst []*name) []*name {
	u := cr.u
	var last *name
	for t := ch.first; t <= ch.last; t++ {
		for j := range u.names {
			n := &u.names[j]
			if n.first != t || n.last > ch.last || n == last || n.mute != speaks && n.mute != former {
				continue
			}
			if n.field() == corpus.Person && p != asSource {
				continue
			}
			dst = append(dst, n)
			last = n
		}
	}
	return dst
}

// behind tells whether a name is joined to a word of sponsorship:
// "Beijing-backed", "Russia-linked", "Chinese state-sponsored".
func (u *unit) behind(n *name) bool {
	for i := n.last + 1; i <= n.last+4 && i < len(u.tokens); i++ {
		if u.tokens[i].Kind == gazetteer.Mark && u.tokens[i].Mark == '-' {
			continue
		}
		if u.isAny(i, sponsoring) {
			return true
		}
		if !u.isAny(i, stateWords) {
			return false
		}
	}
	return false
}

var (
	sponsoring = keys("backed linked affiliated sponsored aligned associated supported funded directed controlled run tied nexus connected organized organised orchestrated based")
	stateWords = keys("state government military nation intelligence regime")
)
