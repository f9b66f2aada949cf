package gazetteer

import (
	"strings"

	"despatch/corpus"
)

// shape says which way of writing a text must keep to be read as a name: US is
// not us, and Turkey is not turkey.
type shape struct {
	upper   uint32 // tokens that must be in capitals
	capital uint32 // tokens that begin with a capital in the name
	lax     bool   // may be written all small: iranian, apt31
}

// maxShape is how many tokens of a name have a case; the rest may be written
// in any.
const maxShape = 32

// longAcronym is from how many letters on an acronym may be written like a
// word: Nato, Unicef, Anssi; but not Who.
const longAcronym = 4

// plain are names of countries and peoples that in small letters are other
// words.
var plain = wordSet("turkey jordan chad guinea polish pole poles swede swedes japan dane danes finn finns chile niger mali georgia " +
	"scots scotch turk cuba malta brazil panama jersey cyprus china bali oman man nice reading lead mobile bath sandwich cork")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

func shapeOf(text string, tokens []Token, n Name, field string) shape {
	var s shape
	digits := false
	count := 0
	for i := range tokens {
		t := &tokens[i]
		if t.Kind == Mark && t.Mark == '-' || count >= maxShape {
			continue
		}
		switch {
		case t.Kind == Number:
			digits = true
		case t.Case == Upper:
			s.upper |= 1 << count
		case t.Case == Title || t.Case == Mixed:
			s.capital |= 1 << count
		}
		count++
	}
	switch {
	case field == corpus.Country && s.upper == 0:
		s.lax = len(text) >= 5 && !n.Context && !plain[strings.ToLower(text)]
	case field == corpus.Actor && digits && count > 1:
		s.lax = !n.Context
	}
	return s
}

// fits tells whether the tokens of a text are written as the name asks. A name
// of several words needs one of its capitals.
func (s *shape) fits(text string, tokens []Token) bool {
	if s.lax {
		return true
	}
	count, capitals := 0, 0
	for i := range tokens {
		t := &tokens[i]
		if t.Kind == Mark && t.Mark == '-' {
			continue
		}
		bit := uint32(1) << count
		count++
		if s.upper&bit != 0 && !upperEnough(t) {
			return false
		}
		if s.capital&bit != 0 && t.Case != Lower {
			capitals++
		}
		if count >= maxShape {
			break
		}
	}
	return s.capital == 0 || s.upper != 0 || capitals > 0 && tokens[0].Case != Lower || capitals > 0 && s.capital&1 == 0
}

// beginsCapital tells whether nothing that begins with a small letter fits.
func (s *shape) beginsCapital() bool {
	return !s.lax && (s.upper&1 != 0 || s.capital&1 != 0 && s.upper == 0)
}

func upperEnough(t *Token) bool {
	if t.Case == Upper || t.Case == NoCase {
		return true
	}
	if t.End-t.Start == 1 {
		return t.Case == Title
	}
	return t.Case == Title && t.End-t.Start >= longAcronym
}

// joinedForm is a name of two or three words written as one: Cozybear.
func joinedForm(text, field string) (string, bool) {
	if field != corpus.Actor {
		return "", false
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' })
	if len(words) < 2 || len(words) > 3 || len(text) < 8 {
		return "", false
	}
	joined := words[0] + strings.ToLower(strings.Join(words[1:], ""))
	return joined, !strings.ContainsAny(joined, "0123456789")
}

func hasSuffixFold(text, suffix string) bool {
	return len(text) >= len(suffix) && strings.EqualFold(text[len(text)-len(suffix):], suffix)
}

// fitting returns the names ending at a node that the tokens are written like,
// nil for none.
func (m *Matcher) fitting(text string, tokens []Token, at int32) []int32 {
	n := m.nodes[at]
	all := m.ids[n.from:n.to]
	for i, id := range all {
		if !m.names[id].shape.fits(text, tokens) {
			return m.someFitting(text, tokens, all, i)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// someFitting is the rare case in which names are written alike but for case
// ("US", "Us"): it makes a list of its own.
func (m *Matcher) someFitting(text string, tokens []Token, all []int32, known int) []int32 {
	var some []int32
	for i, id := range all {
		if i < known || i > known && m.names[id].shape.fits(text, tokens) {
			some = append(some, id)
		}
	}
	return some
}
