package analysis

import (
	"unicode"
	"unicode/utf8"
)

// ideographs emits a run of Chinese, Japanese or Korean characters as
// overlapping pairs, and each Chinese character by itself beside its pair:
// headlines write countries with one (中美).
func (s *scanner) ideographs(i int) int {
	start, next := i, s.ideographEnd(i)
	if second := s.ideographEnd(next); second == next {
		w := plain(lower(s.text[start:next]))
		s.send(Token{Start: start, End: next, Position: s.position, Written: w, Stem: w})
		s.position++
		return next
	}
	for !s.stopped {
		after := s.ideographEnd(next)
		if after == next {
			s.loneHan(start, next, s.position-1)
			break
		}
		s.pair(start, next, after)
		s.position++
		start, next = next, after
	}
	return next
}

// ideographEnd is where the character at i and its marks end, i if there is
// none.
func (s *scanner) ideographEnd(i int) int {
	c, n := classAt(s.text, i)
	if n == 0 || c != ideograph {
		return i
	}
	for n > 0 && (c == ideograph || c == mark) {
		i += n
		if c, n = classAt(s.text, i); c == ideograph {
			break
		}
	}
	return i
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
