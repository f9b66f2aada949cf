package annotate

import (
	"strings"

	"despatch/corpus/gazetteer"
)

// wordTag says what a word can be. A word may be several things; which of
// them it is in its sentence is decided by tagging.
type wordTag uint32

const (
	tagDet wordTag = 1 << iota
	tagPrep
	tagConj
	tagSub // begins a subordinate clause: after, because, while
	tagRel // who, which, whose
	tagPron
	tagBe   // forms of be
	tagHave // forms of have and do
	tagModal
	tagNot
	tagAdverb
	tagAdj
	tagNoun
	tagBase // verb forms
	tagS
	tagEd
	tagIng
	tagHedge // allegedly, suspected, likely: the sentence does not vouch for it
	tagPlural

	tagVerb = tagBase | tagS | tagEd | tagIng
)

// nounClass is what a noun means for a claim; a noun can have several.
type nounClass uint16

const (
	nounDoer   nounClass = 1 << iota // hackers, group, threat actor
	nounAttack                       // attack, breach, campaign
	nounTool                         // malware, botnet
	nounThing                        // websites, networks: what is attacked
	nounReport                       // report, statement, indictment
	nounPerson                       // officials, minister, researchers
	nounVendor                       // company, firm, researchers: those who report without a state
	nounState                        // government, state, regime
	nounAnswer                       // sanctions, charges, condemnation
	nounTime
	nounAmount // series, wave, number: the noun after "of" counts
	nounBait   // lure, decoy
	nounForce  // intelligence, police, army: a body of a state
)

// verbClass is what a verb means for a claim.
type verbClass uint32

const (
	verbAttack      verbClass = 1 << iota // its object is the victim
	verbSteal                             // its object is what is taken from the victim
	verbInto                              // attacks with a preposition: break into, spy on
	verbLight                             // conduct, launch: the attack is its object
	verbSay                               // say, report, confirm
	verbBlame                             // accuse, blame: object accused
	verbAttribute                         // attribute, link, trace: to whom
	verbBelieve                           // suspect, believe, think
	verbSanction                          // sanction, blacklist
	verbIndict                            // charge, indict, arrest
	verbCondemn                           // condemn, denounce
	verbInvestigate                       // investigate, probe
	verbDeny                              // deny, reject
	verbClaim                             // claim: responsibility, or to have done it
	verbThreat                            // threaten, plan, vow
	verbThwart                            // block, foil, prevent
	verbTry                               // try, attempt, seek: what follows is what is done
	verbOwn                               // belong, include, use: goes on with the noun before
	verbName                              // dub, call, track as
	verbBack                              // back, sponsor, support
	verbHit                               // affect, disrupt: also of an attack as subject
)

// word is what the lexicon knows of a spelling.
type word struct {
	tags  wordTag
	noun  nounClass
	verb  verbClass
	marks marks
}

// marks are what the passes over a whole text look for, noted with the word so
// that they need no look-up of their own. A word may have marks and no tags:
// to the reading of sentences it is unknown then.
type marks uint16

const (
	markHead     marks = 1 << iota // head of a body's name
	markForm                       // of a numbered series or a scheme
	markNamer                      // dubbed, called
	markTime                       // begins a time expression
	markHack                       // of little else than hacking
	markCyber                      // about doings in networks
	markRegister                   // of an entry in a register of addresses
	markClaim                      // a claim can hang on it
	markRefer                      // after "the", of a body or country named before
)

// mark gives all words of a set a mark.
func (l *lexicon) mark(m marks, set keySet) {
	for _, key := range set.slots {
		if key != 0 {
			l.at(key).marks |= m
		}
	}
}

// lexicon maps keys of tokens to what is known of the word.
type lexicon struct {
	keys  []uint64
	words []word
	mask  uint64
	count int
}

func newLexicon(forms keySet) *lexicon {
	l := &lexicon{keys: make([]uint64, 1<<14), words: make([]word, 1<<14), mask: 1<<14 - 1}
	l.closed()
	l.nouns()
	l.verbs()
	l.adjectives()
	l.mark(markHead, headWords)
	l.mark(markForm, forms)
	l.mark(markNamer, namers)
	l.mark(markTime, timeWords)
	l.mark(markHack, hackWords)
	l.mark(markCyber, cyberWords)
	l.mark(markRegister, registerWords)
	for _, set := range [...]keySet{referring, houses, homelands} {
		l.mark(markRefer, set)
	}
	for i := range l.words {
		if w := &l.words[i]; w.noun&nounAttack != 0 || w.verb&(verbSanction|verbIndict|verbAttack) != 0 {
			w.marks |= markClaim
		}
	}
	return l
}

// find returns nil for an unknown word.
func (l *lexicon) find(key uint64) *word {
	for i := key & l.mask; l.keys[i] != 0; i = (i + 1) & l.mask {
		if l.keys[i] == key {
			return &l.words[i]
		}
	}
	return nil
}

func (l *lexicon) entry(spelling string) *word {
	return l.at(gazetteer.Key(spelling))
}

func (l *lexicon) at(key uint64) *word {
	i := key & l.mask
	for ; l.keys[i] != 0; i = (i + 1) & l.mask {
		if l.keys[i] == key {
			return &l.words[i]
		}
	}
	l.count++
	if 2*l.count > len(l.keys) {
		l.grow()
		return l.at(key)
	}
	l.keys[i] = key
	return &l.words[i]
}

func (l *lexicon) grow() {
	bigger := &lexicon{keys: make([]uint64, 2*len(l.keys)), words: make([]word, 2*len(l.words)), mask: uint64(2*len(l.keys) - 1), count: l.count}
	for i, key := range l.keys {
		if key == 0 {
			continue
		}
		j := key & bigger.mask
		for bigger.keys[j] != 0 {
			j = (j + 1) & bigger.mask
		}
		bigger.keys[j], bigger.words[j] = key, l.words[i]
	}
	*l = *bigger
}

func (l *lexicon) tag(tags wordTag, spellings string) {
	for spelling := range strings.FieldsSeq(spellings) {
		l.entry(spelling).tags |= tags
	}
}

// addNouns enters singulars with their plurals; "a/b" gives an irregular
// plural b, "a/" none.
func (l *lexicon) addNouns(class nounClass, spellings string) {
	for spelling := range strings.FieldsSeq(spellings) {
		one, many, irregular := strings.Cut(spelling, "/")
		if !irregular {
			many = pluralOf(one)
		}
		w := l.entry(one)
		w.tags |= tagNoun
		w.noun |= class
		if many != "" {
			w = l.entry(many)
			w.tags |= tagNoun | tagPlural
			w.noun |= class
		}
	}
}

func pluralOf(noun string) string {
	switch {
	case strings.HasSuffix(noun, "y") && !vowelBefore(noun, 1):
		return noun[:len(noun)-1] + "ies"
	case hissing(noun):
		return noun + "es"
	}
	return noun + "s"
}

func hissing(s string) bool {
	return strings.HasSuffix(s, "s") || strings.HasSuffix(s, "x") || strings.HasSuffix(s, "z") || strings.HasSuffix(s, "ch") || strings.HasSuffix(s, "sh")
}

func vowelBefore(s string, tail int) bool {
	i := len(s) - tail - 1
	return i >= 0 && strings.IndexByte("aeiou", s[i]) >= 0
}

// addVerbs enters verbs with their forms: "hack", "break/broke/broken",
// "plan+" (doubles its last letter).
func (l *lexicon) addVerbs(class verbClass, spellings string) {
	for spelling := range strings.FieldsSeq(spellings) {
		for _, f := range formsOf(spelling) {
			w := l.entry(f.text)
			w.tags |= f.tag
			w.verb |= class
		}
	}
}

type verbForm struct {
	text string
	tag  wordTag
}

func formsOf(spelling string) []verbForm {
	parts := strings.Split(spelling, "/")
	base, doubled := strings.CutSuffix(parts[0], "+")
	stem := base
	if doubled {
		stem += base[len(base)-1:]
	}
	if strings.HasSuffix(base, "e") && !strings.HasSuffix(base, "ee") && !strings.HasSuffix(base, "ye") && !strings.HasSuffix(base, "oe") {
		stem = base[:len(base)-1]
	}
	forms := []verbForm{{base, tagBase}, {thirdPerson(base), tagS}, {stem + "ing", tagIng}}
	if len(parts) > 1 {
		for _, past := range parts[1:] {
			forms = append(forms, verbForm{past, tagEd})
		}
		return forms
	}
	if strings.HasSuffix(base, "y") && !vowelBefore(base, 1) {
		return append(forms, verbForm{base[:len(base)-1] + "ied", tagEd})
	}
	return append(forms, verbForm{strings.TrimSuffix(stem, "e") + "ed", tagEd})
}

func thirdPerson(base string) string {
	if strings.HasSuffix(base, "o") {
		return base + "es"
	}
	return pluralOf(base)
}
