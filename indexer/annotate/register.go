package annotate

import (
	"strings"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// registerWords show that a line is an entry of a register of addresses, in
// which countries stand by their codes: the regional registries and the name of
// the field.
var registerWords = keys("ripe arin apnic lacnic afrinic country")

// ruleCode is that of a country written as its ISO 3166-1 code.
const ruleCode = "code"

// takeCodes finds the countries that stand as codes in the fields of the line
// of token i: "Registrant Country: CN", "| 192.0.2.0/24 | NL | RIPE |".
func (r *reader) takeCodes(u *unit, i int) {
	const reach = 12 // tokens
	if !u.isMark(i+1, ':') && (u.is(i, wordCountry) || !u.fillsField(i)) {
		return
	}
	for t := i - 1; t > max(0, i-reach) && !u.tokens[t+1].Has(gazetteer.Line); t-- {
		r.takeCode(u, t)
	}
	for t := i + 1; t < min(len(u.tokens), i+reach) && !u.tokens[t].Has(gazetteer.Line); t++ {
		r.takeCode(u, t)
	}
}

// takeCode takes a word of two capitals that fills a field for a country.
func (r *reader) takeCode(u *unit, t int) {
	token := &u.tokens[t]
	if token.Kind != gazetteer.Word || token.Case != gazetteer.Upper || token.End-token.Start != 2 || u.nameAt[t] != 0 || !u.fillsField(t) {
		return
	}
	e, ok := r.gazetteer.Entity(strings.ToLower(u.surface(t, t)))
	if !ok || e.Field != corpus.Country {
		return
	}
	u.add(name{first: t, last: t, entity: e, rule: ruleCode, mute: based})
	r.present[e]++
}

// fillsField tells whether a word stands alone between the marks of a table's
// cell, or after a colon up to one or the end of the line.
func (u *unit) fillsField(t int) bool {
	next := t + 1
	ends := next >= len(u.tokens) || u.tokens[next].Has(gazetteer.Line) || u.isMark(next, '|')
	return ends && (u.isMark(t-1, '|') || u.isMark(t-1, ':'))
}
