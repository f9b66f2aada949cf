package query

import (
	"slices"

	"despatch/search"
)

// Form is one form of the query language, as help shows it.
type Form struct {
	Example string
	Meaning string
}

// Forms is the query language in short, for the page and the command line.
var Forms = [...]Form{
	{`chinese hackers`, "articles with both words, in any of their forms"},
	{`hackers OR spies`, "either word; NOT binds before AND, AND before OR; parentheses group"},
	{`hackers -ransomware`, "the first word without the second; NOT does the same"},
	{`"electoral commission"`, "the words as written, in a row"},
	{`"china sanctions"~3`, "the words at most three moves from being in a row"},
	{`sanction*`, "any letters; at least three must be given"},
	{`govenment~1`, "words that differ by one letter, or two with ~2"},
	{`hackers NEAR/8 actor:apt31`, "words, phrases and entities within eight words, in either order"},
	{`title:sanctions`, "in the title; also title:\"a phrase\" and title:(a OR b)"},
	{`actor:"Judgment Panda"`, "an actor by any of its names; likewise country:, institution:, person:"},
	{`country:china,russia`, "either of them"},
	{`perpetrator:cn target:kind:parliament`, "roles in one claim; likewise responder:, denier:, speaker:, act:, status:"},
	{`date:2024-03`, "published then; also date:2024-01..2024-03, date:>=2024-03-25, date:P7D for the last 7 days"},
	{`source:"The Daily Example"`, "from a source; likewise language:en, collection:news"},
	{`has:actor -has:date`, "with any actor, and without a date"},
	{`claim(by:gb accused:cn when:2021..2022)`, "one claim in which all of it holds; also target:, act:, status:"},
}

// Completions lists what may stand before a colon, with the colon, in the
// order of documentation.
func Completions() []string {
	names := append(slices.Clone(search.Fields[:]), "title", "has")
	for i := range names {
		names[i] += ":"
	}
	return names
}
