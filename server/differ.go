package server

import "strings"

// wordsApart counts the words that one text has and the other has not.
func wordsApart(a, b string) int {
	have := map[string]int{}
	for w := range strings.FieldsSeq(a) {
		have[w]++
	}
	for w := range strings.FieldsSeq(b) {
		have[w]--
	}
	apart := 0
	for _, n := range have {
		apart += max(n, -n)
	}
	return apart
}
