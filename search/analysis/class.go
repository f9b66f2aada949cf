package analysis

import (
	"unicode"
	"unicode/utf8"
)

// class says what part a character plays in a word.
type class uint8

const (
	other  class = iota
	letter       // of a script that separates words
	digit
	mark // changes the letter before it; never starts a word
	ideograph
)

// classes holds the classes of the first characters, where nearly all text is.
var classes = func() (t [0x700]class) {
	for r := range rune(len(t)) {
		t[r] = slowClass(r)
	}
	return t
}()

func classOf(r rune) class {
	if r < rune(len(classes)) {
		return classes[r]
	}
	return slowClass(r)
}

func slowClass(r rune) class {
	switch {
	case r == softHyphen, r == 0x200D, r == 0xFEFF, r == 0xFF9E, r == 0xFF9F: // invisible; half-width voicing
		return mark
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul), r == 0x30FC, r == 0xFF70:
		return ideograph
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	case unicode.IsMark(r):
		return mark
	}
	return other
}

const softHyphen = 0xAD

// classAt is the class of the character at i and its size in bytes, 0 at the end.
func classAt(text string, i int) (class, int) {
	if i >= len(text) {
		return other, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		return classes[c], 1
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	if r == utf8.RuneError && n == 1 {
		return other, 1
	}
	return classOf(r), n
}

// isWord tells whether a word of letters and digits goes on at i.
func isWord(text string, i int) bool {
	c, _ := classAt(text, i)
	return c == letter || c == digit
}
