package query

import (
	"strings"

	"despatch/search"
	"despatch/search/analysis"
)

// functionWords are the English words that a question is built with and that
// no article is chosen by. They count where a query says so; a ranking by any
// word of a text is better and cheaper without them.
var functionWords = set(`a about all also am an and any are as at be because been being between but by can could did do does
	for from had has have having he her here his how i if in into is it its me more most my no nor not of on or our
	she should so some such than that the their them then there these they this those to too under until up was we
	were what when where which while who whom whose why will with would you your`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// AnyWord makes of free text a query for articles with any of its words: each
// once, nothing in it an operator, function words left out unless there is
// nothing else, and no more of them than a query may have.
func AnyWord(text string) string {
	words, rest := freeWords(text)
	if len(words) == 0 {
		words = rest
	}
	var b strings.Builder
	for i, w := range words {
		if i == search.MaxClauses || b.Len()+len(w)+len(" OR ") > search.MaxQueryBytes {
			break
		}
		if i > 0 {
			b.WriteString(" OR ")
		}
		b.WriteString(w)
	}
	return b.String()
}

// freeWords lists the words of a text, those that articles are chosen by apart
// from the others.
func freeWords(text string) (words, functions []string) {
	var a analysis.Analyzer
	seen := map[string]bool{}
	for typed := range strings.FieldsFuncSeq(text, isSpace) {
		for _, w := range freeUnits(&a, typed) {
			forms := a.Written(w)
			if len(forms) == 0 || seen[forms[0]] {
				continue
			}
			seen[forms[0]] = true
			if functionWords[forms[0]] {
				functions = append(functions, operatorsAsWords(w))
			} else {
				words = append(words, operatorsAsWords(w))
			}
		}
	}
	return words, functions
}

// freeUnits cuts what stands between two spaces into words; a run of Chinese
// characters into its pairs, each of which counts by itself.
func freeUnits(a *analysis.Analyzer, typed string) []string {
	var words []string
	for _, u := range a.Units(typed) {
		if !u.Phrase {
			words = append(words, u.Text)
			continue
		}
		for _, forms := range a.Phrase(u.Text) {
			words = append(words, forms[0])
		}
	}
	return words
}
