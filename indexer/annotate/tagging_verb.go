package annotate

import (
	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// properWord tells whether a word that may be a verb is part of a proper name:
// it has a capital in a sentence whose other words have none.
func (u *unit) properWord(i int, s span) bool {
	return i > s.first && u.tokens[i].Case == gazetteer.Title && !u.headline && u.tokens[i-1].Kind == gazetteer.Word
}

// tagOfVerb decides whether a word that can be a verb is one here.
func (u *unit) tagOfVerb(i int, w *word, s span) tag {
	prev := i - 1
	if prev >= s.first && u.tokens[i].Flags&gazetteer.Piece != 0 || u.properWord(i, s) || w.tags&(tagEd|tagIng) == 0 && u.joinedAfter(i) { // counter-intelligence
		return posNoun
	}
	before := u.before(i, s)
	switch before {
	case posAux, posTo:
		if w.tags&(tagEd|tagIng|tagBase) != 0 {
			return u.afterAux(i, w, s)
		}
		return posNoun
	}
	switch {
	case w.tags&tagIng != 0:
		return u.tagOfIng(i, w, before, s)
	case w.tags&tagEd != 0:
		return u.tagOfEd(i, w, before, s)
	}
	return u.tagOfPresent(i, w, before, s)
}

// before is the part of speech before token i, adverbs and quotation marks
// passed over; posMark at the start.
func (u *unit) before(i int, s span) tag {
	for j := i - 1; j >= s.first; j-- {
		if u.tags[j] == posAdverb || u.tokens[j].Kind == gazetteer.Mark && (u.tokens[j].Mark == '"' || u.tokens[j].Mark == '\'') {
			continue
		}
		return u.tags[j]
	}
	return posMark
}

// afterAux is a participle or an infinitive, but for "was targeted attack".
func (u *unit) afterAux(i int, w *word, s span) tag {
	if w.tags&tagBase != 0 && w.tags&tagNoun != 0 && w.tags&tagEd == 0 && u.before(i, s) == posAux && u.has(u.lastAux(i, s), tagBe|tagHave) && !u.has(u.lastAux(i, s), tagModal) {
		if !u.doSupport(u.lastAux(i, s)) {
			return posNoun
		}
	}
	return posVerb
}

var doForms = keys("do does did don't doesn't didn't")

func (u *unit) doSupport(i int) bool { return u.isAny(i, doForms) }

func (u *unit) lastAux(i int, s span) int {
	for j := i - 1; j >= s.first; j-- {
		if u.tags[j] == posAux {
			return j
		}
	}
	return -1
}

func (u *unit) tagOfIng(i int, w *word, before tag, s span) tag {
	follows := u.openNoun(i+1, s)
	switch before {
	case posDet, posAdj:
		return posNoun
	case posPrep, posConj, posMark, posSub, posThat:
		if w.tags&tagNoun != 0 && !follows && !u.objectNext(i+1, s) {
			return posNoun
		}
		if follows && (u.nounIs(i+1, nounDoer|nounAttack|nounTool) && !u.has(i+1, tagPlural) || u.nounIs(i+1, nounDoer)) {
			return posAdj
		}
		return posVerb
	case posNoun:
		if u.tokens[max(i-1, 0)].Has(gazetteer.Possessive) || u.joinedBefore(i) {
			return posNoun
		}
		if u.nounIs(i+1, nounDoer|nounAttack) && u.nounIs(i, nounAttack) {
			return posNoun
		}
		if u.isAny(i-1, compounds) && u.nounIs(i, nounAttack) {
			return posNoun
		}
	}
	return posVerb
}

// openNoun tells whether a noun phrase's word stands at i without article.
func (u *unit) openNoun(i int, s span) bool {
	if i > s.last || u.tokens[i].Kind != gazetteer.Word {
		return false
	}
	return u.words[i] == nil || u.words[i].tags&(tagNoun|tagAdj) != 0
}

func (u *unit) tagOfEd(i int, w *word, before tag, s span) tag {
	noun := u.openNoun(i+1, s) && u.nameOf(i+1) == nil
	if u.isAny(i, attempteds) && u.nounIs(i+1, nounAttack) {
		return posAdj
	}
	switch before {
	case posDet, posAdj, posPrep, posNumber:
		if before == posNumber && !noun {
			return posVerb
		}
		if noun || w.tags&tagNoun == 0 && before != posPrep && before != posNumber {
			return posAdj
		}
		if w.tags&tagNoun != 0 {
			return posNoun
		}
		if u.nameOf(i+1) != nil {
			return posAdj
		}
		return posVerb
	case posConj, posMark:
		if noun && (u.nounIs(i+1, nounThing|nounTool|nounDoer|nounAttack|nounReport)) && !u.verbBefore(i, s) {
			return posAdj
		}
		return posVerb
	case posNoun, posPron:
		if u.tokens[max(i-1, 0)].Has(gazetteer.Possessive) || u.joinedBefore(i) {
			return posAdj
		}
		if u.verbIs(i, verbBack) && u.nounIs(i+1, nounDoer|nounAttack) {
			return posAdj
		}
	}
	return posVerb
}

var attempteds = keys("attempted failed thwarted alleged suspected coordinated targeted")

// verbBefore tells whether the phrase before "and" or a comma ends a verb's
// phrase that this verb may continue: "hacked and leaked emails".
func (u *unit) verbBefore(i int, s span) bool {
	for j := i - 1; j >= s.first && j > i-12; j-- {
		if u.tags[j] == posVerb && u.has(j, tagEd) {
			return true
		}
	}
	return false
}

// tagOfPresent decides on a base form or one in -s: "Chinese hackers attack
// Japan" has a verb, "hacker attacks on Japan" a noun.
func (u *unit) tagOfPresent(i int, w *word, before tag, s span) tag {
	if u.nounIs(i, nounAttack) && u.nounIs(i+1, nounAttack) {
		return posNoun
	}
	if w.tags&tagNoun == 0 && w.tags&tagAdj == 0 {
		if before == posDet || before == posAdj && w.tags&tagS == 0 {
			return posNoun
		}
		return posVerb
	}
	switch before {
	case posNoun:
		if u.tokens[i-1].Has(gazetteer.Possessive) || u.joinedBefore(i) || u.isAny(i-1, compounds) && u.nameOf(i-1) == nil || i+1 > s.last || u.joinedAfter(i) {
			return posNoun
		}
		return u.presentAfterNoun(i, w, s)
	case posPron:
		return posVerb
	case posRel: // hackers who support, which attack
		if !u.isAny(i-1, whoses) {
			return posVerb
		}
	case posConj:
		if (u.presentBefore(i, s) || w.tags&tagS != 0 && w.verb&verbAttack != 0 && u.auxBefore(i, s)) && u.objectNext(i+1, s) {
			return posVerb
		}
	}
	return posNoun
}

func (u *unit) presentAfterNoun(i int, w *word, s span) tag {
	if w.tags&tagS != 0 && u.pairedWith(i, tagS, s) {
		return posVerb
	}
	plural := u.has(i-1, tagPlural) || u.nameOf(i-1) != nil && u.nameOf(i-1).adjectival() || u.tokens[i-1].Kind == gazetteer.Word && u.words[i-1] == nil && u.text[u.tokens[i-1].End-1] == 's'
	singular := w.tags&tagS != 0
	if !singular && !plural && u.isAny(i+1, onto) { // the NotPetya attack on Ukraine
		return posNoun
	}
	if !singular && !plural && !(w.verb&verbAttribute != 0 && u.is(i+1, wordTo)) && !(u.properNoun(i-1) && w.verb&(verbAttack|verbSteal) != 0 && u.tokens[min(i+1, s.last)].Kind == gazetteer.Word) {
		return posNoun
	}
	if u.objectNext(i+1, s) {
		return posVerb
	}
	if w.verb&verbAttribute != 0 && u.is(i+1, wordTo) {
		return posVerb
	}
	if w.verb&(verbInto|verbAttack|verbSay) != 0 && u.isAny(i+1, intoWords) && !(u.has(i+1, tagPrep) && u.is(i+1, wordOf)) {
		return posVerb
	}
	return posNoun
}

// pairedWith tells whether "and" and a verb of the same form with an object
// follow: hacks and defaces websites.
func (u *unit) pairedWith(i int, form wordTag, s span) bool {
	return i+3 <= s.last && u.is(i+1, wordAnd) && u.has(i+2, form) && u.words[i+2].verb&(verbAttack|verbSteal|verbInto) != 0 && u.objectNext(i+3, s)
}

var whoses = keys("whose")

// properNoun tells whether a word the lexicon does not know has a capital and
// names no body.
func (u *unit) properNoun(i int) bool {
	if n := u.nameOf(i); n != nil && n.field() != corpus.Actor {
		return false
	}
	return u.words[i] == nil && u.tokens[i].Kind == gazetteer.Word && u.tokens[i].Case != gazetteer.Lower
}

var intoWords = keys("into on off down up out")

// objectNext tells whether what stands at i can only begin an object.
func (u *unit) objectNext(i int, s span) bool {
	if i > s.last {
		return false
	}
	if u.tokens[i].Kind == gazetteer.Number || u.nameOf(i) != nil {
		return true
	}
	if u.tokens[i].Kind != gazetteer.Word {
		return u.isMark(i, '"') && u.tokens[i].Has(gazetteer.Opening)
	}
	w := u.words[i]
	if w == nil {
		return true
	}
	if w.tags&(tagPrep|tagConj|tagSub|tagBe|tagHave|tagModal|tagRel) != 0 {
		return false
	}
	return w.tags&(tagDet|tagAdj|tagPlural|tagEd) != 0 || w.tags&tagNoun != 0 && w.tags&tagVerb == 0 || w.tags&tagPron != 0
}

// auxBefore tells whether an auxiliary in the present stands earlier: "has been
// active and targets".
func (u *unit) auxBefore(i int, s span) bool {
	for j := i - 1; j >= s.first && j > i-14; j-- {
		if u.tags[j] == posAux {
			return true
		}
	}
	return false
}

// presentBefore tells whether a verb in the present stands earlier.
func (u *unit) presentBefore(i int, s span) bool {
	for j := i - 1; j >= s.first && j > i-12; j-- {
		if u.tags[j] == posVerb && u.has(j, tagBase|tagS) {
			return true
		}
	}
	return false
}
