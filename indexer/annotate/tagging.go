package annotate

import "despatch/corpus/gazetteer"

// tag is the part of speech that a token has in its sentence.
type tag uint8

const (
	posMark tag = iota
	posNoun
	posAdj
	posDet
	posPrep
	posConj
	posSub
	posRel
	posPron
	posVerb
	posAux
	posAdverb
	posNumber
	posTo // the "to" of an infinitive
	posThat
)

// compounds are the nouns that stand before another noun far more often than
// before a verb: "cyber attacks", not "cyber" that attacks.
var compounds = keys("cyber hacker hacking malware phishing ddos ransomware email mail web internet computer network security data information spear spearphishing espionage terror terrorist denial service " +
	"supply chain wiper hack wiper nation state digital online intelligence military attack election influence disinformation brute force zero day watering hole")

// tagSentence decides the part of speech of each token of a sentence.
func (u *unit) tagSentence(s span) {
	u.headline = u.capitalised(s)
	for i := s.first; i <= s.last; i++ {
		u.tags[i] = u.tagOf(i, s)
	}
}

// capitalised tells whether a sentence is set like a headline: no verb or noun
// in it begins with a small letter, or next to none.
func (u *unit) capitalised(s span) bool {
	small, capital := 0, 0
	for i := s.first + 1; i <= s.last; i++ {
		t := &u.tokens[i]
		if t.Kind != gazetteer.Word || t.End-t.Start < 4 || u.nameOf(i) != nil {
			continue
		}
		switch t.Case {
		case gazetteer.Lower:
			small++
		case gazetteer.Title:
			capital++
		}
	}
	return capital > 2*small
}

func (u *unit) tagOf(i int, s span) tag {
	t := &u.tokens[i]
	switch t.Kind {
	case gazetteer.Mark:
		return posMark
	case gazetteer.Link:
		return posNoun
	}
	if n := u.nameOf(i); n != nil {
		return u.tagOfName(i, n)
	}
	if t.Kind == gazetteer.Number {
		return posNumber
	}
	if t.Case == gazetteer.Upper && u.has(i, tagBe|tagModal|tagPron|tagPrep) && !u.shouted(s) {
		return posNoun
	}
	if fixed, ok := u.tagOfFixed(i); ok {
		return fixed
	}
	w := u.words[i]
	if w == nil {
		return u.tagOfUnknown(i)
	}
	if u.joinedBefore(i) && u.joinsNoun(i) {
		return posAdj
	}
	if w.tags&(tagPrep|tagSub|tagRel|tagConj|tagDet|tagPron) != 0 {
		if closed, ok := u.tagOfClosed(i, w, s); ok {
			return closed
		}
	}
	switch {
	case w.tags&(tagBe|tagHave|tagModal) != 0:
		return posAux
	case w.tags&tagVerb != 0:
		return u.tagOfVerb(i, w, s)
	case w.tags&tagAdverb != 0:
		return posAdverb
	case w.tags&tagAdj != 0 && !(w.tags&tagNoun != 0 && u.endsPhrase(i+1, s)):
		return posAdj
	}
	return posNoun
}

// endsPhrase tells whether the word at i cannot go on with a noun phrase, so
// that an adjective before it is the noun: an official denied, the military of.
func (u *unit) endsPhrase(i int, s span) bool {
	return i <= s.last && u.words[i] != nil && u.tokens[i].Kind == gazetteer.Word && u.words[i].tags&(tagNoun|tagAdj) == 0 && u.nameOf(i) == nil
}

func (u *unit) tagOfName(i int, n *name) tag {
	if n.adjectival() && n.last == i && i+1 < len(u.tokens) && u.tokens[i+1].Kind == gazetteer.Word && !u.plainVerb(i+1) {
		return posAdj
	}
	return posNoun
}

// plainVerb tells whether a word can only be a verb in the present: the Dutch
// say.
func (u *unit) plainVerb(i int) bool {
	return u.has(i, tagBase) && !u.has(i, tagNoun|tagAdj|tagEd|tagPrep) && u.verbIs(i, verbSay|verbBlame|verbDeny|verbBelieve|verbSanction|verbIndict|verbCondemn)
}

// tagOfUnknown takes a word that the lexicon lacks for a noun, but for the
// adverbs in -ly.
func (u *unit) tagOfUnknown(i int) tag {
	t := &u.tokens[i]
	if t.Case == gazetteer.Lower && t.End-t.Start > 4 && u.text[t.End-2:t.End] == "ly" {
		return posAdverb
	}
	return posNoun
}

// shouted tells whether a whole sentence is in capitals.
func (u *unit) shouted(s span) bool {
	for i := s.first; i <= s.last; i++ {
		if u.tokens[i].Case == gazetteer.Lower {
			return false
		}
	}
	return true
}

// tagOfFixed knows the words of fixed phrases that would mislead alone: in
// order to, such as, as well as, at least.
func (u *unit) tagOfFixed(i int) (tag, bool) {
	switch {
	case u.is(i, wordOrder) && u.is(i-1, wordIn) && u.is(i+1, wordTo):
		return posAdverb, true
	case u.is(i, wordSuch) && u.is(i+1, wordAs):
		return posAdverb, true
	case u.is(i, wordAs) && u.is(i-1, wordSuch):
		return posPrep, true
	case u.is(i, wordAs) && (u.is(i+1, wordWell) || u.is(i-1, wordWell)), u.is(i, wordWell) && u.is(i-1, wordAs):
		return posConj, true
	case u.is(i, wordLeast) && u.is(i-1, wordAt), u.is(i, wordAt) && u.is(i+1, wordLeast):
		return posAdverb, true
	case u.tokens[i].Case == gazetteer.Title && u.isAny(i, mayAndMarch) && (u.tokens[max(i-1, 0)].Kind == gazetteer.Number || i+1 < len(u.tokens) && u.tokens[i+1].Kind == gazetteer.Number || u.has(i-1, tagPrep)):
		return posNoun, true
	case u.isAny(i, thans) && u.isAny(i-1, mores) && i+1 < len(u.tokens) && u.tokens[i+1].Kind == gazetteer.Number:
		return posAdj, true
	case u.is(i, wordThink) && u.isAny(i+1, tanks):
		return posAdj, true
	case u.is(i, wordAnonymous) && u.tokens[i].Case == gazetteer.Title:
		return posNoun, true
	case u.is(i, wordAccording) && u.is(i+1, wordTo):
		return posPrep, true
	}
	return 0, false
}

// "more than" before a number counts what follows.
var (
	mores = keys("more less fewer")
	thans = keys("than")
)

var tanks = keys("tank tanks")

var mayAndMarch = keys("may march")

// joinsNoun tells whether the word ends a hyphenated modifier: "backed" in
// "state-backed group".
func (u *unit) joinsNoun(i int) bool {
	return u.has(i, tagEd) || u.has(i, tagIng) && i+1 < len(u.tokens) && u.tokens[i+1].Kind == gazetteer.Word
}

func (u *unit) tagOfClosed(i int, w *word, s span) (tag, bool) {
	next := i + 1
	switch {
	case u.is(i, wordTo):
		if u.isMark(next, '"') || u.isMark(next, '\'') { // to "hold …"
			next++
		}
		if u.has(u.pastAdverb(next), tagBase|tagBe|tagHave) && !u.has(next, tagDet) && u.nameOf(next) == nil && !u.isGerundNoun(next) {
			return posTo, true
		}
		return posPrep, true
	case u.is(i, wordThat):
		return u.tagOfThat(i, s), true
	case w.tags&tagRel != 0:
		return posRel, true
	case w.tags&tagSub != 0 && w.tags&tagPrep != 0:
		return u.tagOfSubPrep(i, s), true
	case w.tags&tagSub != 0:
		return posSub, true
	case w.tags&tagPrep != 0:
		return posPrep, true
	case w.tags&tagConj != 0:
		return posConj, true
	case w.tags&tagPron != 0 && w.tags&tagDet == 0:
		return posPron, true
	case w.tags&tagDet != 0:
		if w.tags&tagPron != 0 && (next > s.last || u.has(next, tagBe|tagHave|tagModal|tagPrep) || u.tokens[next].Kind == gazetteer.Mark) {
			return posPron, true
		}
		return posDet, true
	}
	return 0, false
}

// pastAdverb is the first token from i on that is no adverb.
func (u *unit) pastAdverb(i int) int {
	for u.has(i, tagAdverb) && !u.has(i, tagVerb|tagBe|tagHave) {
		i++
	}
	return i
}

// isGerundNoun tells whether a word that may be a verb's base is the object
// of "to" as a preposition: "in response to attacks".
func (u *unit) isGerundNoun(i int) bool {
	return u.has(i, tagPlural) && !u.has(i, tagBase)
}

// tagOfThat tells the conjunction after a verb or noun of saying from the
// relative pronoun and the determiner.
func (u *unit) tagOfThat(i int, s span) tag {
	prev := i - 1
	if prev >= s.first && (u.tags[prev] == posVerb || u.verbIs(prev, verbSay|verbBelieve|verbClaim|verbDeny)) {
		return posThat
	}
	if prev >= s.first && u.nounIs(prev, nounReport|nounAnswer) || u.is(prev, wordEvidence) || u.contentBefore(i, s) || u.isMark(prev, ',') || u.isMark(prev, '"') {
		return posThat
	}
	if prev >= s.first && (u.tags[prev] == posNoun || u.tags[prev] == posMark && u.isMark(prev, ')')) {
		return posRel
	}
	if prev >= s.first && u.tags[prev] == posAdj && !u.has(i+1, tagNoun) {
		return posThat
	}
	return posDet
}

// contentBefore tells whether a noun with a content stands before the "that" at
// token i, with who says it between: "confirmation from the services that".
func (u *unit) contentBefore(i int, s span) bool {
	const reach = 8
	if i+1 > s.last || u.has(i+1, tagVerb|tagBe|tagHave|tagModal) && !u.has(i+1, tagNoun) {
		return false
	}
	for j := i - 1; j >= max(s.first, i-reach); j-- {
		if u.tags[j] == posVerb { // told MPs on Tuesday that, said in Oslo that
			return u.isAny(j, tellings) || u.verbIs(j, verbSay|verbBelieve|verbClaim|verbDeny) && (u.has(j+1, tagPrep) || u.nounIs(j+1, nounTime))
		}
		if u.isAny(j, contents) && (j == i-1 || u.isAny(j+1, sourcing)) {
			return true
		}
		if u.tags[j] != posNoun && u.tags[j] != posAdj && u.tags[j] != posDet && u.tags[j] != posPrep && u.tags[j] != posConj {
			return false
		}
	}
	return false
}

// tellings are verbs of saying that tell to whom.
var tellings = keys("tell tells told telling inform informs informed warn warns warned assure assures assured remind reminded notify notified advise advised")

// contents are nouns whose content a clause with "that" tells.
var contents = keys("confirmation allegation allegations accusation accusations suggestion suggestions belief conclusion conclusions revelation revelations disclosure assertion assertions finding findings " +
	"claim claims suspicion suspicions fear fears concern concerns admission announcement news assessment warning warnings proof word view charge charges assurance indication indications signs")

// tagOfSubPrep tells "after the attack" from "after hackers attacked": a
// clause has a finite verb before the next mark.
func (u *unit) tagOfSubPrep(i int, s span) tag {
	for j := i + 1; j <= s.last && j < i+10; j++ {
		if u.tokens[j].Kind == gazetteer.Mark && (u.tokens[j].Mark == ',' || u.tokens[j].Mark == ';') {
			return posPrep
		}
		if u.has(j, tagPrep) && !u.has(j, tagSub) && j > i+1 {
			continue
		}
		if u.has(j, tagBe|tagHave|tagModal) || u.has(j, tagEd) && !u.has(j+1, tagNoun) && j > i+1 {
			return posSub
		}
	}
	return posPrep
}
