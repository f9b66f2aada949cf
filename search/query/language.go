package query

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// codeOf gives, for the English name of a language in small letters, its ISO
// 639-1 code.
var codeOf = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			base, err := language.ParseBase(string([]rune{a, b}))
			if err != nil { // no language has this code
				continue
			}
			if old, _ := language.DeprecatedBase.Canonicalize(language.Make(base.String())); old.String() != base.String() {
				continue // such as iw, which is he today
			}
			codes[strings.ToLower(display.English.Languages().Name(base))] = base.String()
		}
	}
	return codes
})

// languageCode is the code of a language that is named by its code or in
// English.
func (r *resolver) languageCode(text string) string {
	small := strings.ToLower(text)
	if code, ok := codeOf()[small]; ok {
		return code
	}
	if _, err := language.ParseBase(small); err != nil {
		r.warn("no language is called %q: write its name in English or its code, such as ru", text)
	}
	return small
}
