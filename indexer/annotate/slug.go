package annotate

import "despatch/corpus/gazetteer"

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
