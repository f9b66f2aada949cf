package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind of a lexeme.
type kind uint8

const (
	end kind = iota
	open
	closing
	quoted // text is what stands between the quotes
	bare   // text runs to the next space, quote or parenthesis
	minus  // a hyphen before something
)

// lexeme is one piece of a query.
type lexeme struct {
	kind  kind
	text  string
	start int // in bytes of the query
	next  int // behind the lexeme
}

// lexer reads lexemes; at is where it stands.
type lexer struct {
	text string
	at   int
}

// peek reads the next lexeme and stays where it is. An open quote reads as far
// as the end and has next past it.
func (l *lexer) peek() lexeme {
	i := l.at
	for i < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[i:])
		if !isSpace(r) && !(r == '+' && l.leadsOn(i+n)) { // +word is what every word is
			break
		}
		i += n
	}
	if i >= len(l.text) {
		return lexeme{kind: end, start: len(l.text), next: len(l.text)}
	}
	r, n := utf8.DecodeRuneInString(l.text[i:])
	switch {
	case r == '(':
		return lexeme{kind: open, start: i, next: i + n}
	case r == ')':
		return lexeme{kind: closing, start: i, next: i + n}
	case isQuote(r):
		return l.quoted(i, n)
	case r == '-' && l.leadsOn(i+n):
		return lexeme{kind: minus, start: i, next: i + n}
	}
	stop := i
	for stop < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[stop:])
		if isSpace(r) || isQuote(r) || r == '(' || r == ')' {
			break
		}
		stop += n
	}
	return lexeme{kind: bare, text: l.text[i:stop], start: i, next: stop}
}

func (l *lexer) quoted(i, n int) lexeme {
	start := i + n
	for j, r := range l.text[start:] {
		if isQuote(r) {
			return lexeme{kind: quoted, text: l.text[start : start+j], start: i, next: start + j + utf8.RuneLen(r)}
		}
	}
	return lexeme{kind: quoted, text: l.text[start:], start: i, next: len(l.text) + 1}
}

// leadsOn tells whether something a hyphen can exclude starts at i.
func (l *lexer) leadsOn(i int) bool {
	if i >= len(l.text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(l.text[i:])
	return !isSpace(r) && r != ')'
}

// isQuote tells of the double quotation marks of all languages. Single ones
// are apostrophes too often to open a phrase.
func isQuote(r rune) bool {
	return strings.ContainsRune("\"“”„‟«»＂", r) && r != utf8.RuneError
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == 0 || r == 0x200B }
