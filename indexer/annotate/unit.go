package annotate

import (
	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// unit is a title or a text in the making: its tokens, sentences and names.
// Units are used again from article to article.
type unit struct {
	in        string // "title" or "text"
	text      string
	tokens    []gazetteer.Token
	words     []*word // what the lexicon knows of each token, nil for nothing
	marks     []marks // what the passes over the text look for
	marked    marks   // all of them together
	tags      []tag
	hedges    []hedge
	names     []name
	unordered bool    // names were added since they were put in order
	nameAt    []int32 // token -> 1 + its innermost name, 0 for none
	startAt   []int32 // token -> 1 + the first name that starts there, 0 for none
	bodyAt    []bool  // token -> part of an institution's or a group's name
	matches   []gazetteer.Match
	sents     []span
	wrapped   bool // lines are broken to a width, not at the ends of sentences
	headline  bool // the sentence being read gives most of its words a capital
}

// span is a run of tokens, last one included.
type span struct{ first, last int }

// name is a mention in the making.
type name struct {
	first, last int // tokens
	entity      *gazetteer.Entity
	rule        string
	mute        mute
	seat        string
	doubted     bool // a word of doubt stands before it
	inner       bool // within the name of another field: "Syrian" in Syrian Electronic Army
}

// mute says why a name has no part in the claims of its sentence.
type mute uint8

const (
	speaks  mute = iota // it may have a part
	based               // Iran-based, Chinese-speaking
	leaning             // pro-Russian, anti-Chinese
	seated              // the place of an embassy
	former              // ex-MI6
)

func (n *name) adjectival() bool {
	return n.rule == gazetteer.RuleAdjective || n.rule == gazetteer.RuleDemonym
}

func (n *name) field() string { return n.entity.Field }

// load tokenizes a text and finds its sentences.
func (u *unit) load(a *Annotator, in, text string) {
	u.in, u.text = in, text
	u.tokens = gazetteer.Tokenize(text, u.tokens[:0])
	u.words = grown(u.words, len(u.tokens))
	u.marks = grown(u.marks, len(u.tokens))
	u.tags = grown(u.tags, len(u.tokens))
	u.hedges = grown(u.hedges, len(u.tokens))
	u.nameAt = grown(u.nameAt, len(u.tokens))
	u.startAt = grown(u.startAt, len(u.tokens))
	u.bodyAt = grown(u.bodyAt, len(u.tokens))
	u.names, u.matches, u.unordered = u.names[:0], u.matches[:0], false
	u.marked = 0
	for i := range u.tokens {
		if u.tokens[i].Kind == gazetteer.Word {
			u.words[i] = u.wordAt(a.lexicon, i)
			u.marked |= u.marks[i]
			if i >= 2 && u.tokens[i-1].Mark == '-' {
				u.joinBreakIn(i)
			}
		}
	}
	u.split()
}

// breakIn is what "break-in" is taken for: both its words.
var (
	breakIn     = &word{tags: tagNoun, noun: nounAttack}
	breakWords  = keys("break")
	inwardWords = keys("in ins")
)

// joinBreakIn makes one noun of the "break-in" that ends with token i, whose
// words alone are a verb and a preposition.
func (u *unit) joinBreakIn(i int) {
	if u.isAny(i, inwardWords) && u.isAny(i-2, breakWords) && u.joinedBefore(i) {
		u.words[i-2], u.words[i] = breakIn, breakIn
		u.marked |= markClaim
	}
}

// wordAt is what the lexicon knows of a token. The parts of a name written as
// one word (NotPetya, WikiLeaks) are no words, but for the likes of
// LibyanHackers.
func (u *unit) wordAt(l *lexicon, i int) *word {
	w := l.find(u.tokens[i].Key)
	if w == nil {
		return u.guess(i)
	}
	u.marks[i] = w.marks
	if w.tags == 0 {
		return u.guess(i)
	}
	before := u.tokens[i].Has(gazetteer.Piece)
	after := i+1 < len(u.tokens) && u.tokens[i+1].Kind == gazetteer.Word && u.tokens[i+1].Has(gazetteer.Piece)
	if (before || after) && w.noun&nounDoer == 0 {
		return nil
	}
	return w
}

// unlisted are what words in -ed and -ing that the lexicon lacks are taken
// for.
var unlistedEd, unlistedIng = &word{tags: tagEd}, &word{tags: tagIng}

func (u *unit) guess(i int) *word {
	t := &u.tokens[i]
	if t.Case != gazetteer.Lower || t.End-t.Start < 6 || t.Has(gazetteer.Piece) {
		return nil
	}
	switch {
	case u.text[t.End-2:t.End] == "ed":
		return unlistedEd
	case u.text[t.End-3:t.End] == "ing":
		return unlistedIng
	}
	return nil
}

// cyberWords show that an article is about doings in networks.
// hackWords are those of them that are of little else.
var hackWords = keys("cyber cyberattack cyberattacks hack hacks hacked hacker hackers hacking malware ransomware phishing spyware ddos botnet backdoor cyberespionage apt hacktivist hacktivists defaced deface leaked")

var cyberWords = keys("attacker attackers cybercriminals cybersecurity systems portal platform platforms digital cyber cyberattack cyberattacks hack hacks hacked hacker hackers hacking malware ransomware phishing spyware ddos breach breached botnet backdoor cyberespionage apt " +
	"website websites online internet computer computers network networks server servers email emails data hacktivist hacktivists software")

// The classes that a sentence needs one of to claim anything.
const (
	claimingNouns           = nounAttack | nounDoer | nounTool
	claimingVerbs verbClass = verbAttack | verbBlame | verbAttribute | verbSanction | verbIndict | verbCondemn | verbInvestigate | verbDeny
)

// mayClaim tells whether a unit has a word without which nothing hostile is
// told in it.
func (u *unit) mayClaim() bool { return u.marked&markClaim != 0 }

// tellsOfClaims tells whether a sentence has a word that a claim can hang on;
// in an article about hacking, any verb may be such a word.
func (u *unit) tellsOfClaims(s span, cyber bool) bool {
	if cyber {
		return true
	}
	for i := s.first; i <= s.last; i++ {
		if w := u.words[i]; w != nil && (w.noun&claimingNouns != 0 || w.verb&claimingVerbs != 0) {
			return true
		}
		if n := u.nameOf(i); n != nil && n.entity.Field == corpus.Actor {
			return true
		}
	}
	return false
}

// anyOf tells whether a word of the unit has the mark.
func (u *unit) anyOf(m marks) bool { return u.marked&m != 0 }

// grown returns s with length n, all zero.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}

func (u *unit) has(i int, tags wordTag) bool {
	return i >= 0 && i < len(u.words) && u.words[i] != nil && u.words[i].tags&tags != 0
}

func (u *unit) nounIs(i int, class nounClass) bool {
	return i >= 0 && i < len(u.words) && u.words[i] != nil && u.words[i].noun&class != 0
}

func (u *unit) verbIs(i int, class verbClass) bool {
	return i >= 0 && i < len(u.words) && u.words[i] != nil && u.words[i].verb&class != 0
}

func (u *unit) isMark(i int, mark byte) bool {
	return i >= 0 && i < len(u.tokens) && u.tokens[i].Kind == gazetteer.Mark && u.tokens[i].Mark == mark
}

// is compares a token with a word in small letters, whatever its case.
func (u *unit) is(i int, key uint64) bool {
	return i >= 0 && i < len(u.tokens) && u.tokens[i].Key == key && u.tokens[i].Kind == gazetteer.Word
}

func (u *unit) isAny(i int, set keySet) bool {
	return i >= 0 && i < len(u.tokens) && u.tokens[i].Kind == gazetteer.Word && set.has(u.tokens[i].Key)
}

func (u *unit) surface(first, last int) string {
	return u.text[u.tokens[first].Start:u.tokens[last].End]
}

// joinedBefore tells whether a hyphen joins token i to the word before it.
func (u *unit) joinedBefore(i int) bool {
	return i >= 2 && i < len(u.tokens) && u.isMark(i-1, '-') && !u.tokens[i].Has(gazetteer.Spaced) && !u.tokens[i-1].Has(gazetteer.Spaced)
}

// joinedAfter tells whether a hyphen joins token i to the word after it.
func (u *unit) joinedAfter(i int) bool { return u.joinedBefore(i + 2) }

// nameOf returns the name that token i belongs to, nil for none.
func (u *unit) nameOf(i int) *name {
	if i < 0 || i >= len(u.nameAt) || u.nameAt[i] == 0 {
		return nil
	}
	return &u.names[u.nameAt[i]-1]
}

// namesAt are the names that start at token t, longest first.
func (u *unit) namesAt(t int) []name {
	if t < 0 || t >= len(u.startAt) || u.startAt[t] == 0 {
		return nil
	}
	from := int(u.startAt[t]) - 1
	to := from + 1
	for to < len(u.names) && u.names[to].first == t {
		to++
	}
	return u.names[from:to]
}

// add takes a name in; it is looked up by its place only once names are put in
// order.
func (u *unit) add(n name) {
	u.names = append(u.names, n)
	u.unordered = true
	if n.entity.Field == corpus.Country || n.entity.Field == corpus.Person {
		return
	}
	for t := n.first; t <= n.last; t++ {
		u.bodyAt[t] = true
	}
}

func (u *unit) mention(n *name) corpus.Mention {
	return corpus.Mention{
		Field: n.entity.Field, ID: n.entity.ID, Label: n.entity.Label, Rule: n.rule, Seat: n.seat,
		Surface: u.surface(n.first, n.last), Start: int(u.tokens[n.first].Start), End: int(u.tokens[n.last].End), In: titleOnly(u.in),
	}
}

func titleOnly(in string) string {
	if in == inTitle {
		return in
	}
	return ""
}
