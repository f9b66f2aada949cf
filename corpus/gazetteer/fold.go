package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unmarked are letters that carry their mark inside and so survive
// decomposition.
var unmarked = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ə': "e",
}

// Fold gives the key under which a name is looked up: case, diacritics,
// punctuation and the spaces between words do not count, nor does a leading
// "the". "APT-31" and "apt 31" fold alike.
func Fold(name string) string {
	name = strings.TrimSpace(name)
	if len(name) > 4 && strings.EqualFold(name[:4], "the ") {
		name = name[4:]
	}
	if key, ok := foldASCII(name); ok {
		return key
	}
	var b strings.Builder
	b.Grow(len(name))
	for _, r := range norm.NFKD.String(name) {
		r = unicode.ToLower(r)
		if plain, ok := unmarked[r]; ok {
			b.WriteString(plain)
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldASCII folds a name that is all ASCII, as most are, and says whether it is.
func foldASCII(name string) (string, bool) {
	key := make([]byte, 0, len(name))
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= utf8.RuneSelf:
			return "", false
		case 'A' <= c && c <= 'Z':
			key = append(key, c+'a'-'A')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			key = append(key, c)
		}
	}
	return string(key), true
}
