package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lower is the first half of folding: small letters of one form (full-width
// ones and ligatures taken apart, letters composed with their marks), which is
// what stemmers read.
func lower(raw string) string {
	if ascii(raw) {
		raw = strings.ToLower(cut(raw, MaxTokenBytes))
		if raw != "" && raw[0] <= '9' {
			raw = strings.ReplaceAll(raw, ",", "") // 60,000
		}
		return raw
	}
	s := strings.ToLower(norm.NFKC.String(withoutFlood(raw)))
	s = strings.Map(lowerVariant, s)
	return cut(s, MaxTokenBytes)
}

// lowerVariant unifies what differs in writing but not in the word: Arabic and
// Persian digits, the Russian ё, invisible characters, vowel signs.
func lowerVariant(r rune) rune {
	switch {
	case r >= 0x660 && r <= 0x669:
		return '0' + r - 0x660
	case r >= 0x6F0 && r <= 0x6F9:
		return '0' + r - 0x6F0
	case r == 'ё':
		return 'е'
	case r == softHyphen, r == 0x200D, r == 0xFEFF, r == 0x640, isDiacritic(r):
		return -1
	}
	return r
}

// plain is the second half of folding: letters without diacritics.
func plain(lowered string) string {
	if ascii(lowered) {
		return lowered
	}
	var b strings.Builder
	for _, r := range lowered {
		if s, ok := plainLetters[r]; ok {
			b.WriteString(s)
			continue
		}
		b.WriteRune(r)
	}
	return cut(b.String(), MaxTokenBytes)
}

// plainLetters maps letters to what they are found by. Latin and Greek letters
// lose their marks; Cyrillic ones keep them (й is a letter of its own).
var plainLetters = func() map[rune]string {
	m := map[rune]string{
		'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'æ': "ae", 'œ': "oe", 'ı': "i", 'þ': "th", 'ð': "d", 'ħ': "h", 'ŧ': "t", 'ə': "e", 'ς': "σ",
		// Arabic and Persian: variants of alef, yeh, kaf and heh.
		'آ': "ا", 'أ': "ا", 'إ': "ا", 'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ے': "ي", 'ئ': "ي", 'ؤ': "و", 'ک': "ك", 'ة': "ه", 'ۀ': "ه", 'ہ': "ه", 'ە': "ه",
	}
	for _, block := range [...][2]rune{{0xC0, 0x250}, {0x370, 0x400}, {0x1E00, 0x2000}} {
		for r := block[0]; r < block[1]; r++ {
			addPlain(m, r)
		}
	}
	return m
}()

func addPlain(m map[rune]string, r rune) {
	if _, ok := m[r]; ok || !unicode.IsLetter(r) || unicode.ToLower(r) != r {
		return
	}
	bare := strings.Map(lowerVariant, norm.NFKD.String(string(r)))
	if bare != string(r) {
		m[r] = bare
	}
}

// isDiacritic tells of marks that words are found without: those of Latin,
// Greek and Cyrillic, Hebrew points, Arabic vowel signs. The vowel signs of
// Indic scripts are letters to their readers and stay.
func isDiacritic(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36F, r >= 0x591 && r <= 0x5C7, r >= 0x610 && r <= 0x61A, r >= 0x64B && r <= 0x65F, r == 0x670, r >= 0x6D6 && r <= 0x6ED:
		return true
	}
	return r >= 0x1AB0 && r <= 0x1AFF || r >= 0x1DC0 && r <= 0x1DFF || r >= 0x20D0 && r <= 0x20FF || r >= 0xFE00 && r <= 0xFE2F
}

// withoutFlood keeps at most four marks on a letter and no more bytes than can
// matter, so that a page of combining marks costs no more than a word.
func withoutFlood(raw string) string {
	if len(raw) <= 32 {
		return raw
	}
	var b strings.Builder
	marks := 0
	for _, r := range raw {
		if classOf(r) != mark {
			marks = 0
		} else if marks++; marks > 4 {
			continue
		}
		b.WriteRune(r)
		if b.Len() >= 4*MaxTokenBytes {
			break
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// cut shortens s to at most n bytes, at the start of a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
