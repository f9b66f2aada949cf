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
	info := whatlanggo.Detect(text)
	code := info.Lang.Iso6391()
	if code == "" || !info.IsReliable() || len(text) < 40 {
		return declared
	}
	return code
}
