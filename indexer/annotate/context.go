package annotate

import (
	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// Words beside a country's name that make it part of another thing's name.
var (
	papers = keys("post times herald tribune journal telegraph gazette globe chronicle guardian observer inquirer examiner mirror sun star standard mail daily weekly " +
		"review courier dispatch bulletin monitor sentinel ledger press")
	wares = keys("restaurant restaurants food cuisine takeaway dish dishes cooking tea wine beer vodka coffee salad pizza toast fries dressing breakfast muffin wolfhound shepherd terrier bulldog cat " +
		"whisky whiskey cheese chocolate delight bath baths massage knot roulette doll dolls dancing ballet suburb suburbs marathon olympics rug carpet carpets jazz grandmaster")
	dropping = keys("language born style made educated trained built flagged accented themed")
	givens   = keys("michael paris jordan chad india georgia kenya israel france geoffrey asia london austin tyrese barbara neil spencer hal hamilton vernon simon louis cody deandre jim david duane marcus")
	titles   = keys("mr mrs ms miss dr sir dame lord lady prof professor judge justice captain sergeant coach")
)

// misleads tells whether a name that is clear by itself is part of something
// else here: of a newspaper's title, a person's name, a dish.
func (u *unit) misleads(first, last int, e *gazetteer.Entity, n *gazetteer.Name) bool {
	if u.cutsWord(first, last, n) {
		return true
	}
	switch e.Field {
	case corpus.Institution:
		return first == last && u.partOfLonger(first)
	case corpus.Actor:
		return first == last && u.partOfActor(first, n) || e.Kind == kindCriminal && u.isMalware(last)
	}
	if e.Field != corpus.Country {
		return false
	}
	if u.isAny(first, continentals) && u.besideContinent(first) || n.Rule == gazetteer.RuleAcronym && u.isUnit(first, last) || n.Rule == gazetteer.RuleAdjective && n.Text != e.Label && u.isLanguage(first, last) {
		return true
	}
	next := last + 1
	if u.joinedAfter(last) {
		return u.isAny(last+2, dropping)
	}
	if next >= len(u.tokens) || u.tokens[next].Kind != gazetteer.Word || u.tokens[last].Has(gazetteer.Possessive) {
		return u.isGivenBefore(first, n)
	}
	following := &u.tokens[next]
	if first == last && following.Case != gazetteer.Lower && u.isAny(next, papers) && n.Rule != gazetteer.RuleDemonym {
		return true
	}
	if u.isAny(next, wares) || u.isAny(next, dropping) && u.adjacentWord(next+1) {
		return true
	}
	return u.namesPerson(first, last, n)
}

// continentals beside a continent is one too: Europe and America.
var (
	continentals = keys("america")
	continents   = keys("europe asia africa latin north south central eastern western")
)

func (u *unit) besideContinent(i int) bool {
	return u.isAny(i-1, continents) || u.isAny(i-2, continents) || u.isAny(i+2, continents)
}

// cutsWord tells whether a name is but a part of a word with capitals inside:
// Copper in CopperStealer. Adjectives are let through: LibyanHackers.
func (u *unit) cutsWord(first, last int, n *gazetteer.Name) bool {
	if n.Rule == gazetteer.RuleAdjective || n.Rule == gazetteer.RuleDemonym || n.Rule == gazetteer.RuleName && last+1 < len(u.tokens) && u.nounIs(last+1, nounDoer) {
		return false
	}
	if u.tokens[first].Has(gazetteer.Piece) && u.tokens[first].Kind == gazetteer.Word {
		return true
	}
	next := last + 1
	return next < len(u.tokens) && u.tokens[next].Has(gazetteer.Piece) && u.tokens[next].Kind == gazetteer.Word && u.tokens[next].Case != gazetteer.Lower
}

// partOfActor tells whether a single word that can be a group stands in a
// longer name: Fancy Lazarus, Google Play, Equation Editor.
func (u *unit) partOfActor(i int, n *gazetteer.Name) bool {
	if n.Context && (u.isAny(i+1, shops) || u.isAny(i-1, makers)) { // Play Store, Google Play
		return true
	}
	if u.capitalised(u.around(i)) {
		return false
	}
	if u.unknownCapital(i-1) && !u.tokens[i].Has(gazetteer.Line) && !u.isMark(i-1, ',') && u.nameOf(i-1) == nil && !u.isAny(i-1, groupWords) {
		return true
	}
	return n.Context && u.unknownCapital(i+1) && !u.isAny(i+1, groupWords)
}

var (
	shops  = keys("store stores button app apps console services protect")
	makers = keys("google samsung apple amazon")
)

// kindCriminal is the kind of gangs, many of which are called what their
// malware is called.
const kindCriminal = "criminal"

// isMalware tells whether a gang's name that ends with token last is its
// malware here: "the REvil payload", "REvil ransomware version 2", but not "the
// REvil ransomware gang", nor "hit by REvil ransomware".
func (u *unit) isMalware(last int) bool {
	next := last + 1
	if u.isAny(last, ransoms) || u.isAny(next, ransoms) && u.isAny(next+1, malwareWords) {
		next = last + 1
		if u.isAny(next, ransoms) {
			next++
		}
	}
	return u.isAny(next, malwareWords) && !u.isAny(next+1, groupWords)
}

var (
	ransoms      = keys("ransomware")
	malwareWords = keys("version versions code family builder source malware trojan payload payloads variant variants binary sample samples encryptor encryptors executable decryptor loader strain infection infections locker note notes")
)

// isUnit tells whether an acronym is a measure, a currency or a locale: 40 GB,
// US$68, en-US.
func (u *unit) isUnit(first, last int) bool {
	if first > 0 && u.tokens[first-1].Kind == gazetteer.Number && u.tokens[first].Case == gazetteer.Upper && u.is(first, wordGB) {
		return true
	}
	if u.isMark(last+1, '$') && !u.tokens[last+1].Has(gazetteer.Spaced) {
		return true
	}
	return u.joinedBefore(first) && u.tokens[first-2].Case == gazetteer.Lower && u.tokens[first-2].End-u.tokens[first-2].Start == 2
}

// isLanguage tells whether an adjective is that of a language: in English,
// translated into Arabic.
func (u *unit) isLanguage(first, last int) bool {
	if !u.isAny(first-1, tonguePreps) || u.joinedAfter(last) {
		return false
	}
	next := last + 1
	if u.is(next, wordAnd) && next+2 < len(u.tokens) {
		return u.tokens[next+2].Kind == gazetteer.Mark
	}
	return next >= len(u.tokens) || u.tokens[next].Kind != gazetteer.Word || u.has(next, tagPrep|tagConj|tagBe|tagSub|tagRel|tagEd)
}

var tonguePreps = keys("in into speak speaks speaking spoke spoken translated fluent written")

// partOfLonger tells whether a capitalised common word that can be a body by
// itself ("Congress") stands in a longer name ("Kerala Pradesh Congress").
func (u *unit) partOfLonger(i int) bool {
	if u.tokens[i].Case != gazetteer.Title || u.words[i] == nil && bodyHeads[u.tokens[i].Key] == "" || u.capitalised(u.around(i)) {
		return false
	}
	return u.unknownCapital(i-1) && !u.tokens[i].Has(gazetteer.Line) || u.unknownCapital(i+1)
}

// around is a stretch of tokens around i, to see how words are written there.
func (u *unit) around(i int) span { return span{max(0, i-8), min(len(u.tokens)-1, i+8)} }

func (u *unit) unknownCapital(i int) bool {
	return i > 0 && i < len(u.tokens) && u.tokens[i].Kind == gazetteer.Word && u.tokens[i].Case == gazetteer.Title && u.words[i] == nil &&
		!u.isMark(i-1, '.') && !u.tokens[i-1].Has(gazetteer.Possessive)
}

// adjacentWord tells whether a word in small letters follows; "Chinese
// language websites" but not "the Chinese made".
func (u *unit) adjacentWord(i int) bool {
	return i < len(u.tokens) && u.tokens[i].Kind == gazetteer.Word && u.tokens[i].Case == gazetteer.Lower && u.has(i, tagNoun)
}

// namesPerson tells whether a place's name is the given name of somebody:
// Paris Hilton, but not Paris Agreement.
func (u *unit) namesPerson(first, last int, n *gazetteer.Name) bool {
	if first != last || n.Rule == gazetteer.RuleAdjective || n.Rule == gazetteer.RuleDemonym {
		return false
	}
	next := &u.tokens[last+1]
	if !u.isAny(first, givens) || next.Case != gazetteer.Title || u.words[last+1] != nil || u.tokens[last].Has(gazetteer.Possessive) {
		return u.isGivenBefore(first, n)
	}
	return u.personNear(last + 1)
}

// isGivenBefore tells whether a place's name is somebody's family name:
// Michael Jordan, Mr France, Jack London.
func (u *unit) isGivenBefore(first int, n *gazetteer.Name) bool {
	if n.Rule == gazetteer.RuleAdjective || n.Rule == gazetteer.RuleDemonym || first == 0 || u.tokens[first].Flags&gazetteer.Line != 0 {
		return false
	}
	return u.isAny(first-1, titles) && (u.tokens[first-1].Case == gazetteer.Title || u.isMark(first-1, '.')) || u.isAny(first-1, firstNames) && u.tokens[first-1].Case == gazetteer.Title
}

// personNear tells whether what follows a surname speaks of a person, not of
// an agreement or a summit.
func (u *unit) personNear(i int) bool {
	return !u.has(i, tagNoun|tagAdj)
}

// based and leaning words after or before a country's name.
var (
	basing    = keys("based headquartered located registered hosted domiciled resident origin")
	voicing   = keys("speaking language born")
	friendly  = keys("friendly leaning sympathetic critical skeptical sceptical loyal nationalist")
	sides     = keys("pro anti non ex counter post pre")
	olds      = keys("ex former late retired onetime then")
	missions  = keys("ambassador ambassadors envoy envoys embassy embassies mission missions consulate consulates delegation representation")
	sideWords = keys("pro anti")
)

// muteNames finds the names that have no part in what their sentence claims:
// the "Iran" of "Iran-based hackers", the "Russian" of "pro-Russian".
func (u *unit) muteNames() {
	for i := range u.names {
		n := &u.names[i]
		if n.mute == speaks && n.field() == corpus.Country {
			n.mute = u.muteOf(n)
		}
		if n.field() != corpus.Country && (u.joinedBefore(n.first) && u.isAny(n.first-2, sides)) {
			n.mute = leaning
		}
		if n.field() == corpus.Institution && (u.joinedBefore(n.first) && u.isAny(n.first-2, olds) || u.isAny(n.first-1, olds)) {
			n.mute = former
		}
	}
}

func (u *unit) muteOf(n *name) mute {
	if (u.is(n.first-1, wordIn) || u.is(n.first-1, wordTo)) && (u.isAny(n.first-2, missions) || u.isAny(n.first-3, missions)) {
		return seated
	}
	if u.joinedBefore(n.first) && u.isAny(n.first-2, sides) || u.isAny(n.first-1, sideWords) {
		return leaning
	}
	after := n.last + 1
	if u.joinedAfter(n.last) {
		after = n.last + 2
	} else if !u.nounSoon(after) {
		return speaks
	}
	switch {
	case u.isAny(after, basing), u.isAny(after, voicing):
		return based
	case u.isAny(after, friendly) && u.joinedAfter(n.last):
		return leaning
	}
	return speaks
}

// nounSoon tells whether the word at i is used before a noun: "China based
// hackers".
func (u *unit) nounSoon(i int) bool {
	return i+1 < len(u.tokens) && u.tokens[i].Kind == gazetteer.Word && (u.has(i+1, tagNoun|tagAdj) || u.nameOf(i+1) != nil) && !u.has(i+1, tagPrep)
}
