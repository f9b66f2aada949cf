package annotate

import (
	"strings"
	"unicode"

	"despatch/corpus/gazetteer"
	"golang.org/x/text/unicode/norm"
)

// The rules of mentions that are found without a table.
const (
	ruleForm      = "form"      // APT99
	rulePattern   = "pattern"   // Ministry of Health
	ruleReference = "reference" // the commission
	ruleTitle     = "title"     // Mr Dowden, Minister Smith
)

// Single words that the rules ask for.
var (
	wordOf        = gazetteer.Key("of")
	wordFor       = gazetteer.Key("for")
	wordAnd       = gazetteer.Key("and")
	wordIn        = gazetteer.Key("in")
	wordTo        = gazetteer.Key("to")
	wordBy        = gazetteer.Key("by")
	wordThat      = gazetteer.Key("that")
	wordThe       = gazetteer.Key("the")
	wordFrom      = gazetteer.Key("from")
	wordAs        = gazetteer.Key("as")
	wordAccording = gazetteer.Key("according")
	wordOrder     = gazetteer.Key("order")
	wordSuch      = gazetteer.Key("such")
	wordWell      = gazetteer.Key("well")
	wordLeast     = gazetteer.Key("least")
	wordAt        = gazetteer.Key("at")
	wordAnonymous = gazetteer.Key("anonymous")
	wordGB        = gazetteer.Key("gb")
	wordThink     = gazetteer.Key("think")
	wordSo        = gazetteer.Key("so")
	wordCountry   = gazetteer.Key("country")
	wordEvidence  = gazetteer.Key("evidence")
)

// slug makes an id of a name: small letters and digits joined by hyphens.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(name) {
		r = unicode.ToLower(r)
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
			continue
		}
		gap = gap || !unicode.IsMark(r) && r != '\'' && r != '’' && r != '.'
	}
	return b.String()
}
