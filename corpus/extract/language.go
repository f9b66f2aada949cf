package extract

import (
	"strings"

	"github.com/RadhiFadlillah/whatlanggo"
)

// languageSample bounds the text that a language is told by, in bytes.
const languageSample = 4096

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
	if plainlyEnglish(text) {
		return "en"
	}
	info := whatlanggo.Detect(text)
	code := info.Lang.Iso6391()
	if code == "" || !info.IsReliable() || len(text) < 40 {
		return declared
	}
	return code
}

// englishWords are frequent words of English that no other language has.
var englishWords = map[string]bool{
	"the": true, "and": true, "of": true, "to": true, "that": true, "with": true, "for": true, "has": true, "was": true,
	"by": true, "this": true, "which": true, "from": true, "have": true, "their": true, "it": true, "is": true,
}

// plainlyEnglish spares most articles the comparison of letter groups, which
// takes longer than the rest of their reading. A quarter is what running
// English has; other languages stay far below.
func plainlyEnglish(text string) bool {
	words, hits := 0, 0
	for word := range strings.FieldsSeq(text) {
		words++
		if englishWords[word] {
			hits++
		}
		if words == 200 {
			break
		}
	}
	return words >= 20 && hits*5 >= words
}
