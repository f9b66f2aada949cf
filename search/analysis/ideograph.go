package analysis

import (
	"unicode"
	"unicode/utf8"
)

// ideographs emits a run of Chinese, Japanese or Korean characters as
// overlapping pairs, and each Chinese character by itself beside its pair:
// headlines write countries with one (中美).
func (s *scanner) ideographs(i int) int {
	start, size := i, 0
	for i < len(s.text) && !s.stopped {
		c, n := classAt(s.text, i)
		if c == mark {
			i += n
			continue
		}
		if c != ideograph {
			break
		}
		if size > 0 {
			s.pair(start, i, i+n)
			s.position++
		}
		start, size = i, n
		i += n
	}
	return s.lastIdeograph(start, size, i)
}

func (s *scanner) pair(start, middle, end int) {
	w := plain(lower(s.text[start:end]))
	s.send(Token{Start: start, End: end, Position: s.position, Written: w, Stem: w})
	s.loneHan(start, middle, s.position)
}

// loneHan emits one Chinese character beside the pair at a position.
func (s *scanner) loneHan(start, end, position int) {
	if r, _ := utf8.DecodeRuneInString(s.text[start:end]); !unicode.Is(unicode.Han, r) {
		return
	}
	w := lower(s.text[start:end])
	s.send(Token{Start: start, End: end, Position: position, Written: w, Stem: w, Extra: true})
}

// lastIdeograph emits the last character of a run: alone at a place of its
// own if the run is one character long, else beside the last pair.
func (s *scanner) lastIdeograph(start, size, next int) int {
	if size == 0 || s.stopped {
		return next
	}
	if s.runIsOne(start) {
		w := plain(lower(s.text[start : start+size]))
		s.send(Token{Start: start, End: start + size, Position: s.position, Written: w, Stem: w})
		s.position++
		return next
	}
	s.loneHan(start, start+size, s.position-1)
	return next
}

func (s *scanner) runIsOne(start int) bool {
	r, n := utf8.DecodeLastRuneInString(s.text[:start])
	return n == 0 || classOf(r) != ideograph && classOf(r) != mark
}
