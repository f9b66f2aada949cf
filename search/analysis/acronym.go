package analysis

import (
	"strings"
	"unicode/utf8"
)

// isInitials tells of letters with full stops between them: U.S, e.g, U.S.S.R.
func isInitials(text string, p []piece) bool {
	for i, q := range p {
		if i > 0 && q.joint != dot {
			return i > 1 && q.joint == apostrophe && i == len(p)-1 && isS(text, q)
		}
		if c, n := classAt(text, q.start); c != letter || q.start+n != q.end {
			return false
		}
	}
	return true
}

// initials emits letters with full stops as one word without them, takes in
// the last full stop, and skips a possessive behind it.
func (s *scanner) initials(p []piece) int {
	if last := p[len(p)-1]; last.joint == apostrophe {
		s.initials(p[:len(p)-1])
		return last.end
	}
	b := s.a.buf[:0]
	for _, q := range p {
		b = append(b, s.text[q.start:q.end]...)
	}
	s.a.buf = b
	end := p[len(p)-1].end
	next := end
	if next < len(s.text) && s.text[next] == '.' {
		end++
		next = s.skipPossessive(end)
	}
	if t, ok := acronyms[strings.ToUpper(string(b))]; ok {
		s.base(p[0].start, end, t)
		return next
	}
	s.one(p[0].start, end, string(b))
	return next
}

// skipPossessive returns the place behind an 's at i, or i.
func (s *scanner) skipPossessive(i int) int {
	if i >= len(s.text) {
		return i
	}
	joint, n := jointAt(s.text[i:], false)
	if joint != apostrophe || !isWord(s.text, i+n) {
		return i
	}
	if end := s.pieceEnd(i + n); isS(s.text, piece{start: i + n, end: end}) {
		return end
	}
	return i
}

// acronyms are those that spell a word every sentence has. Written in capitals
// or with full stops they become a term of their own, so that the country is
// found and the pronoun is not.
var acronyms = map[string]*term{
	"US":  {written: "u.s.", stem: "u.s."},
	"WHO": {written: "w.h.o.", stem: "w.h.o."},
	"IT":  {written: "i.t.", stem: "i.t."},
	"IS":  {written: "i.s.", stem: "i.s."},
}

// acronym emits the acronym, and in a line without any small letter the word
// too, as nobody can tell there which it is.
func (s *scanner) acronym(start, end int, t *term) {
	if lineHasSmall(s.text, start, end) {
		s.base(start, end, t)
		return
	}
	s.extra(start, end, t)
	s.base(start, end, s.words.term(strings.ToLower(s.text[start:end])))
}

func lineHasSmall(text string, start, end int) bool {
	const near = 120 // bytes to either side
	before, after := text[max(0, start-near):start], text[end:min(len(text), end+near)]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after, _, _ = strings.Cut(after, "\n")
	alone := true
	for _, part := range [...]string{before, after} {
		for i := range len(part) {
			if c := part[i]; c >= 'a' && c <= 'z' || c >= utf8.RuneSelf {
				return true
			} else if c >= 'A' && c <= 'Z' {
				alone = false
			}
		}
	}
	return alone
}
