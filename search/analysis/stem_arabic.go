package analysis

import (
	"strings"
	"unicode/utf8"
)

// The articles, prepositions and endings that light stemming takes off Arabic
// words (Larkey, Ballesteros and Connell, Light Stemming for Arabic Information
// Retrieval, 2007: light10), in the folded letters of written forms.
var (
	arabicOpenings = [...]string{"وال", "بال", "كال", "فال", "ال", "لل"}
	arabicEndings  = [...]string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"}
)

// and is the conjunction that Arabic writes onto the next word.
const and = "و"

// stemArabic takes article, conjunction and endings off a word.
func stemArabic(word string) string {
	word = plain(word)
	for _, opening := range arabicOpenings {
		if rest, ok := strings.CutPrefix(word, opening); ok && utf8.RuneCountInString(rest) >= 2 {
			return withoutArabicEndings(rest)
		}
	}
	if rest, ok := strings.CutPrefix(word, and); ok && utf8.RuneCountInString(rest) >= 3 {
		word = rest
	}
	return withoutArabicEndings(word)
}

// stemArabicWhole leaves what may be a conjunction where it is: the first
// letter of a ministry (وزارة) looks like one.
func stemArabicWhole(word string) string {
	word = plain(word)
	if !strings.HasPrefix(word, and) || strings.HasPrefix(word, arabicOpenings[0]) {
		return stemArabic(word)
	}
	return withoutArabicEndings(word)
}

func withoutArabicEndings(word string) string {
	for _, ending := range arabicEndings {
		if rest, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(rest) >= 2 {
			word = rest
		}
	}
	return word
}

// persianEndings are the plural, comparative and possessive endings that
// Persian writes onto a noun, the longest first.
var persianEndings = [...]string{plain("هایشان"), plain("هایی"), plain("های"), plain("ترین"), plain("ها"), plain("تر"), plain("ات"), plain("ان"), plain("ی")}

func stemPersian(word string) string {
	word = plain(word)
	for i := 0; i < len(persianEndings); i++ {
		rest, ok := strings.CutSuffix(word, persianEndings[i])
		if ok && utf8.RuneCountInString(rest) >= 3 {
			word, i = rest, -1 // an ending may stand behind another
		}
	}
	return word
}
