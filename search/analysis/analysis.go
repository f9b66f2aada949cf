// Package analysis turns text into terms: the one analyzer of index, query and
// highlighting, of every engine. It imports nothing of Despatch.
//
// A text is cut into words at consecutive positions. Every word is a base
// token; beside it may stand extra tokens, which let different spellings of
// one thing meet:
//
//	APT-31, APT 31, APT31             apt 31            and apt31
//	cyber-attack, cyber attack        cyber attack      and cyberattack
//	evil[.]example.com                evil example com  and evil.example.com
//	sécurité                          secur             and securit, as typed without accents
//
// Positions depend on the script alone and not on the language, so that a
// phrase is cut the same way whatever articles it is looked for in. Only the
// stem depends on the language. Function words are words like others, or
// phrases would lose them.
//
// Acronyms that spell a pronoun or the like are terms of their own when they
// are written in capitals or with full stops: US, U.S. and U.S.'s are "u.s.",
// the pronoun is "us", and in a line of capitals alone it is both. Somebody
// who types us may mean either and finds either; who types US finds the
// country alone.
package analysis

// MaxTokenBytes is the longest written form or stem; what is longer is cut, so
// that a megabyte without a space costs no more than a word.
const MaxTokenBytes = 256

// Languages lists the ISO 639-1 codes whose words are stemmed, or cut into
// pairs of characters (ja, ko, zh). Words of other languages are only folded.
var Languages = [...]string{"ar", "de", "en", "es", "fa", "fr", "it", "ja", "ko", "pt", "ru", "zh"}

// Token is one term at one place.
type Token struct {
	// Start and End are byte offsets in the text.
	Start, End int
	// Position counts base tokens from 0.
	Position int
	// Written is the word as written, folded: lower case, no diacritics, one
	// form of letter variants. It is empty where the token only adds a second
	// stem.
	Written string
	// Stem is what inflected forms of the word share.
	Stem string
	// Extra marks a token beside the base token of its position. Extra tokens
	// are no part of an article's length.
	Extra bool
}

// Analyzer cuts texts into tokens and remembers the stems it has computed. It
// is for one goroutine at a time; its zero value is ready.
type Analyzer struct {
	vocabularies map[string]*vocabulary
	pieces       []piece
	buf          []byte
}

// Tokens calls emit with the tokens of text, by position, a compound before
// its parts, until emit returns false. Words are stemmed as those of lang, an
// ISO 639-1 code; an empty lang is read as English, in which most articles
// without a language are.
func (a *Analyzer) Tokens(text, lang string, emit func(Token) bool) {
	s := scanner{a: a, text: text, words: a.vocabulary(lang), emit: emit}
	s.run()
}
