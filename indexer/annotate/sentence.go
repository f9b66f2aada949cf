package annotate

import "despatch/corpus/gazetteer"

// maxSentence bounds a sentence in tokens, so that a text without full stops
// is still read in linear time.
const maxSentence = 200

// abbreviations are words after which a full stop ends no sentence.
var abbreviations = keys("mr mrs ms dr prof sir gen lt col sgt capt maj adm gov sen rep hon rev st jr sr vs no nos inc ltd co corp llc etc al approx dept est fig vol ed eds " +
	"jan feb mar apr jun jul aug sep sept oct nov dec cf ca resp intl int messrs pres")

// openers are words that begin sentences far more often than they follow a
// dotted acronym in one: after "U.S." they show that the sentence ended.
var openers = keys("the a an this that these those it its he she they we in on at by for from with to after before but and however according while when as if there his her their our i " +
	"meanwhile although since both some many most all last earlier later")

// split finds the sentences of a unit.
func (u *unit) split() {
	u.sents = u.sents[:0]
	u.wrapped = u.brokenToWidth()
	first := 0
	for i := range u.tokens {
		if i+1 == len(u.tokens) || i-first >= maxSentence || u.endsAt(i) {
			u.sents = append(u.sents, span{first, i})
			first = i + 1
		}
	}
}

// endsAt tells whether a sentence ends with token i.
func (u *unit) endsAt(i int) bool {
	next := &u.tokens[i+1]
	if u.tokens[i].Kind == gazetteer.Word && (next.Flags|u.tokens[i].Flags)&(gazetteer.Line|gazetteer.Dotted) == 0 {
		return false
	}
	if next.Has(gazetteer.Paragraph) || next.Has(gazetteer.Line) && !u.wrapped {
		return true
	}
	t := &u.tokens[i]
	if t.Has(gazetteer.Dotted) && t.Case == gazetteer.Upper && u.text[t.End-1] == '.' {
		return next.Case == gazetteer.Title && u.isAny(i+1, openers)
	}
	if t.Kind != gazetteer.Mark {
		return false
	}
	switch t.Mark {
	case '!', '?':
		return !lowerNext(next)
	case '.':
		return u.fullStop(i)
	case '"', ')', '\'':
		return !t.Has(gazetteer.Opening) && u.stopBefore(i) && !lowerNext(next) && next.Kind != gazetteer.Mark
	}
	return false
}

// stopBefore tells whether a full stop stands right before the closing mark.
func (u *unit) stopBefore(i int) bool {
	return u.isMark(i-1, '.') || u.isMark(i-1, '!') || u.isMark(i-1, '?')
}

func (u *unit) fullStop(i int) bool {
	next := &u.tokens[i+1]
	if lowerNext(next) || closes(next) {
		return false
	}
	if next.Kind == gazetteer.Number && !next.Has(gazetteer.Spaced) {
		return false
	}
	if i == 0 {
		return true
	}
	last := &u.tokens[i-1]
	if last.Kind != gazetteer.Word || last.Flags&gazetteer.Dotted != 0 {
		return true
	}
	if last.End-last.Start == 1 && last.Case == gazetteer.Title { // an initial
		return false
	}
	return !abbreviations.has(last.Key)
}

func lowerNext(t *gazetteer.Token) bool { return t.Kind == gazetteer.Word && t.Case == gazetteer.Lower }

// closes tells whether a mark belongs to the sentence before it.
func closes(t *gazetteer.Token) bool {
	if t.Kind != gazetteer.Mark {
		return false
	}
	switch t.Mark {
	case '"', '\'':
		return !t.Has(gazetteer.Opening) && !t.Has(gazetteer.Spaced)
	case ')', ']', ',', ';', ':', '.', '?', '!':
		return true
	}
	return false
}

// brokenToWidth tells whether the lines of the text are broken to a common
// width, as in mails and old pages, so that a line's end is a space.
func (u *unit) brokenToWidth() bool {
	const shortest, longest = 50, 100
	lines, full, start := 0, 0, 0
	for i := range u.tokens {
		if i == 0 || !u.tokens[i].Has(gazetteer.Line) {
			continue
		}
		length := int(u.tokens[i-1].End) - start
		start = int(u.tokens[i].Start)
		if length > longest {
			return false
		}
		lines++
		if length >= shortest && !u.tokens[i].Has(gazetteer.Paragraph) {
			full++
		}
	}
	return lines >= 4 && 2*full > lines
}
