package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a dateToken is made of.
type kind byte

const (
	number kind = iota
	word
	mark // one rune of punctuation
)

// dateToken is one number, word or mark of a text that may hold dates.
type dateToken struct {
	kind       kind
	text       string // lower case
	start, end int    // bytes
	n          int    // the value of a number of up to 8 digits, else -1
	spaced     bool   // white space stands before it
}

// maxDateText bounds the text that is searched for dates at one time.
const maxDateText = 4096

// lexDates cuts s into tokens, numbers apart from letters ("26th", "4pm").
func lexDates(s string) []dateToken {
	if len(s) > maxDateText {
		s = strings.ToValidUTF8(s[:maxDateText], "")
	}
	var tokens []dateToken
	spaced := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			spaced, i = true, i+size
			continue
		}
		t := lexOne(s, i, r, size)
		t.spaced, spaced = spaced, false
		tokens = append(tokens, t)
		i = t.end
	}
	return tokens
}

func lexOne(s string, start int, r rune, size int) dateToken {
	switch {
	case isDigit(r):
		return lexNumber(s, start)
	case isDateLetter(r):
		end := start + size
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if !isDateLetter(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			end += n
		}
		return dateToken{kind: word, text: strings.ToLower(s[start:end]), start: start, end: end, n: -1}
	}
	return dateToken{kind: mark, text: s[start : start+size], start: start, end: start + size, n: -1}
}

// lexNumber reads digits, Arabic-Indic and Persian ones too.
func lexNumber(s string, start int) dateToken {
	end, n, digits := start, 0, 0
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !isDigit(r) {
			break
		}
		if digits++; digits <= 8 {
			n = n*10 + digitValue(r)
		}
		end += size
	}
	t := dateToken{kind: number, text: s[start:end], start: start, end: end, n: n}
	if digits > 8 {
		t.n = -1
	}
	if digits < len(t.text) {
		t.text = strings.Repeat("0", digits) // only its length is looked at
	}
	return t
}

// isDateLetter takes the CJK date marks 年月日 as marks, not letters.
func isDateLetter(r rune) bool {
	return unicode.IsLetter(r) && !strings.ContainsRune("年月日년월일", r)
}

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '٠' && r <= '٩' || r >= '۰' && r <= '۹'
}

func digitValue(r rune) int {
	switch {
	case r >= '۰':
		return int(r - '۰')
	case r >= '٠':
		return int(r - '٠')
	}
	return int(r - '0')
}

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
