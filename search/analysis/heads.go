package analysis

import "unicode/utf8"

// heads are the first letters of the forms that a query looks for. Few words
// of a text begin so, and the others need not be stemmed.
type heads struct {
	first [utf8.RuneSelf]bool
	pairs [26][26]bool
}

// strays are the English words whose stems do not begin with the same two
// letters.
var strays = func() []string {
	words := []string{"dying", "lying", "tying"}
	for word, base := range irregular {
		if word[:2] != base[:2] {
			words = append(words, word)
		}
	}
	return words
}()

// add adds a stem, a written form or the beginning of one.
func (h *heads) add(form string) {
	if form == "" || form[0] >= utf8.RuneSelf {
		return
	}
	h.first[form[0]] = true
	i, ok := letterAt(form, 0)
	if !ok {
		return
	}
	if j, ok := letterAt(form, 1); ok {
		h.pairs[i][j] = true
		return
	}
	for j := range h.pairs[i] {
		h.pairs[i][j] = true
	}
}

// all adds everything.
func (h *heads) all() {
	for c := range h.first {
		h.add(string(rune(c)))
	}
}

// begin tells whether a word of a text can be one of the forms. Arabic stems
// lose letters at the beginning, and accents are folded away, so only ASCII is
// judged.
func (h *heads) begin(raw string) bool {
	if raw[0] >= utf8.RuneSelf {
		return true
	}
	i, ok := letterAt(raw, 0)
	if !ok {
		return h.first[raw[0]]
	}
	if j, ok := letterAt(raw, 1); ok {
		return h.pairs[i][j]
	}
	return h.first['a'+i]
}

// letterAt numbers the ASCII letter at a place, without regard to case.
func letterAt(s string, at int) (byte, bool) {
	if at >= len(s) {
		return 0, false
	}
	c := s[at] | 0x20 - 'a'
	return c, c < 26
}
