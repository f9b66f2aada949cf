package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

// languageSample bounds the text that a language is told by, in bytes.
const languageSample = 2048

// Language tells the language of a text as an ISO 639-1 code. Where the text
// is too short or too mixed to tell, it is declared, the code that a page
// states of itself (its region is dropped), and empty where nothing is.
func Language(text, declared string) string {
	declared, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(declared)), "-")
	declared, _, _ = strings.Cut(declared, "_")
	if len(declared) != 2 {
		declared = ""
	}
	if len(text) > languageSample {
		text = strings.ToValidUTF8(text[:languageSample], "")
	}
	switch {
	case plainlyEnglish(text):
		return "en"
	case len(text) < 40:
		return declared
	case plainlyRussian(text):
		return "ru"
	}
	info := whatlanggo.Detect(text)
	code := info.Lang.Iso6391()
	if code == "" || !info.IsReliable() && (declared != "" || info.Confidence < likely || len(text) < likelyBytes) {
		return declared
	}
	return code
}

// A language that is likely, though not certain, is taken where no other is
// declared: from this confidence on, for a text of as many bytes. Portuguese in
// a short article comes to .65, being near to Spanish; single sentences that are
// taken for another language stay below.
const (
	likely      = .5
	likelyBytes = 200
)

// plainlyRussian goes by the letters, as groups of them do not tell Russian
// from Bulgarian in a short text: of the languages that have ы, Russian alone
// has no letter beyond its own alphabet.
func plainlyRussian(text string) bool {
	own, hers := 0, 0
	for _, r := range text {
		switch {
		case r == 'ы' || r == 'Ы':
			hers++
			own++
		case r >= 'А' && r <= 'я' || r == 'ё' || r == 'Ё':
			own++
		case unicode.Is(unicode.Cyrillic, r):
			return false
		}
	}
	return hers > 0 && 2*own > utf8.RuneCountInString(text)
}

// englishWords are frequent words of English that hardly any other language
// has.
var englishWords = setOf("the and of to that with for has was by this which from have their it is " +
	"you your they would been were but what our said there these those when about are not who more his her its than")

// plainlyEnglish spares most articles the comparison of letter groups, which
// takes longer than the rest of their reading. A seventh is less than running
// English has; Dutch and Danish, which share a few of the words, stay far
// below.
func plainlyEnglish(text string) bool {
	words, hits := 0, 0
	for word := range strings.FieldsSeq(text) {
		if word[0] < 'a' || word[0] > 'z' && word[0] < 0x80 {
			continue // names and figures say little
		}
		words++
		if englishWords[word] {
			hits++
		}
		if words == 150 {
			break
		}
	}
	return words >= 20 && hits*7 >= words
}
