package analysis

import (
	"slices"
	"strings"
)

// pieces emits the tokens of a chain and returns where the text goes on.
func (s *scanner) pieces(p []piece) int {
	end := p[len(p)-1].end
	if len(p) == 1 {
		s.single(p[0])
		return end
	}
	if isInitials(s.text, p) {
		return s.initials(p)
	}
	for len(p) > 1 && s.isPossessive(p) {
		p = p[:len(p)-1]
	}
	if len(p) == 1 {
		s.single(p[0])
		return end
	}
	if isContraction(s.text, p) {
		s.one(p[0].start, p[1].end, s.whole(p))
		return end
	}
	s.wholes(p)
	for i, q := range p {
		if len(p) > 2 && i+1 < len(p) {
			s.neighbours(q, p[i+1])
		}
		s.word(q.start, q.end)
	}
	return end
}

// neighbours emits two pieces of a longer chain that a hyphen joins as one
// word, so that e-mail-account is found by e-mail.
func (s *scanner) neighbours(a, b piece) {
	if b.joint != hyphen || b.end-a.start > maxKeyBytes || allDigits(s.text[a.start:a.end]) && allDigits(s.text[b.start:b.end]) {
		return
	}
	pair := [2]piece{a, b}
	pair[0].joint = 0
	s.compound(a.start, b.end, pair[:])
}

// wholes emits a chain as one word, and the host of an address with a path. A
// chain that is too long for a word is only its parts.
func (s *scanner) wholes(p []piece) {
	if last := p[len(p)-1].end; last-s.start <= 2*MaxTokenBytes {
		s.compound(s.start, last, p)
	}
	path := slices.IndexFunc(p, func(q piece) bool { return q.joint == slash })
	if path > 1 {
		s.compound(p[0].start, p[path-1].end, p[:path])
	}
}

func (s *scanner) compound(start, end int, p []piece) {
	if whole := s.whole(p); !s.words.passes(whole) {
		s.extra(start, end, s.words.term(whole))
	}
}

// single emits a word that nothing joins to another, and the compound it makes
// with the word behind it if they are also written as one: APT 31, cyber attack.
func (s *scanner) single(p piece) {
	if next := s.openCompound(p); next > 0 {
		behind := s.text[p.end+1 : next]
		s.a.buf = append(append(s.a.buf[:0], s.text[p.start:p.end]...), behind...)
		s.extra(p.start, next, s.words.term(string(s.a.buf)))
	}
	s.word(p.start, p.end)
}

// word emits one piece: as it is, or as a compound and its two parts.
func (s *scanner) word(start, end int) {
	raw := s.text[start:end]
	if len(raw) <= 3 && raw[0] <= 'Z' {
		if t, ok := acronyms[raw]; ok {
			s.acronym(start, end, t)
			return
		}
	}
	if s.words.passes(raw) && cutPoint(raw) == 0 {
		s.position++
		return
	}
	t := s.words.term(raw)
	if t.cut == 0 {
		s.base(start, end, t)
		return
	}
	s.extra(start, end, t)
	s.base(start, start+t.cut, s.words.term(raw[:t.cut]))
	s.base(start+t.cut, end, s.words.term(raw[t.cut:]))
}

// one emits a compound that is a single word.
func (s *scanner) one(start, end int, whole string) {
	s.base(start, end, s.words.term(whole))
}

func (s *scanner) base(start, end int, t *term) {
	if t.written == "" { // nothing but signs that folding drops
		return
	}
	s.send(Token{Start: start, End: end, Position: s.position, Written: t.written, Stem: t.stem})
	if t.other != "" {
		s.send(Token{Start: start, End: end, Position: s.position, Stem: t.other, Extra: true})
	}
	s.position++
}

func (s *scanner) extra(start, end int, t *term) {
	s.send(Token{Start: start, End: end, Position: s.position, Written: t.written, Stem: t.stem, Extra: true})
	if t.other != "" {
		s.send(Token{Start: start, End: end, Position: s.position, Stem: t.other, Extra: true})
	}
}

func (s *scanner) send(t Token) {
	if !s.stopped && t.Stem != "" {
		s.stopped = !s.emit(t)
	}
}

// whole writes the pieces as one word. Hyphens and apostrophes vanish; dots,
// ampersands and the like stay, and hyphens in an address.
func (s *scanner) whole(p []piece) string {
	dotted := false
	for _, q := range p[1:] {
		dotted = dotted || q.joint == dot || q.joint == at || q.joint == slash
	}
	b := s.a.buf[:0]
	for i, q := range p {
		if i > 0 && (q.joint != hyphen && q.joint != apostrophe || dotted && q.joint == hyphen) {
			b = append(b, q.joint)
		}
		b = append(b, s.text[q.start:q.end]...)
	}
	s.a.buf = b
	return string(b)
}

func (s *scanner) isPossessive(p []piece) bool {
	last := p[len(p)-1]
	return last.joint == apostrophe && isS(s.text, last)
}

func isS(text string, p piece) bool {
	w := text[p.start:p.end]
	return w == "s" || w == "S"
}

// isContraction tells of don't, we've, they'll: one word with an apostrophe.
func isContraction(text string, p []piece) bool {
	if len(p) != 2 || p[1].joint != apostrophe {
		return false
	}
	switch strings.ToLower(text[p[1].start:p[1].end]) {
	case "t", "re", "ve", "ll", "d", "m":
		return true
	}
	return false
}
