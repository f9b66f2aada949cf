package analysis

import (
	"strings"
	"unicode/utf8"
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
	if s.isPossessive(p) {
		p = p[:len(p)-1]
		if len(p) == 1 {
			s.single(p[0])
			return end
		}
	}
	whole := s.whole(p)
	if isNumber(s.text, p) || isContraction(s.text, p) {
		s.one(p[0].start, p[len(p)-1].end, whole)
		return end
	}
	if !s.words.passes(whole) {
		s.extra(s.start, p[len(p)-1].end, s.words.term(whole))
	}
	for _, q := range p {
		s.word(q.start, q.end)
	}
	return end
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
		if written, ok := acronyms[raw]; ok {
			s.acronym(start, end, written)
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
	s.send(Token{Start: start, End: end, Position: s.position, Written: t.written, Stem: t.stem})
	if t.bareStem != "" {
		s.send(Token{Start: start, End: end, Position: s.position, Stem: t.bareStem, Extra: true})
	}
	s.position++
}

func (s *scanner) extra(start, end int, t *term) {
	s.send(Token{Start: start, End: end, Position: s.position, Written: t.written, Stem: t.stem, Extra: true})
	if t.bareStem != "" {
		s.send(Token{Start: start, End: end, Position: s.position, Stem: t.bareStem, Extra: true})
	}
}

func (s *scanner) send(t Token) {
	if s.stopped || t.Written == "" && t.Stem == "" {
		return
	}
	s.stopped = !s.emit(t)
}

// whole writes the pieces as one word. Hyphens, apostrophes and commas vanish;
// dots, ampersands and the like stay where an address or a name has them.
func (s *scanner) whole(p []piece) string {
	dotted := false
	for _, q := range p[1:] {
		dotted = dotted || q.joint == dot || q.joint == at || q.joint == slash
	}
	b := s.a.buf[:0]
	for i, q := range p {
		if i > 0 && (q.joint != hyphen && q.joint != apostrophe && q.joint != comma || dotted && q.joint == hyphen) {
			b = append(b, q.joint)
		}
		b = append(b, s.text[q.start:q.end]...)
	}
	s.a.buf = b
	return string(b)
}

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
	if written, ok := acronyms[string(b)]; ok {
		s.base(p[0].start, end, &term{written: written, stem: written})
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

func (s *scanner) isPossessive(p []piece) bool {
	last := p[len(p)-1]
	return last.joint == apostrophe && isS(s.text, last)
}

func isS(text string, p piece) bool {
	w := text[p.start:p.end]
	return w == "s" || w == "S"
}

// isNumber tells of digits with commas, or with one decimal point.
func isNumber(text string, p []piece) bool {
	points := 0
	for i, q := range p {
		if q.joint == dot {
			points++
		}
		if i > 0 && q.joint != comma && q.joint != dot || !startsWithDigits(text[q.start:q.end], i < len(p)-1) {
			return false
		}
	}
	return points == 0 || points == 1 && p[len(p)-1].joint == dot
}

// startsWithDigits tells of digits alone, or, unless strict, of digits with
// letters behind them: 5.6bn.
func startsWithDigits(s string, strict bool) bool {
	if strict {
		return allDigits(s)
	}
	return s != "" && s[0] >= '0' && s[0] <= '9' && allDigits(strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
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

// cutPoint is where a word is cut that is also written as two: letters with a
// number behind them (APT31, covid19, F16s), or one of the openings below.
func cutPoint(raw string) int {
	i := 0
	for i < len(raw) && (raw[i]|0x20 >= 'a' && raw[i]|0x20 <= 'z') {
		i++
	}
	if i < len(raw) {
		if i > 0 && i <= 12 && len(raw)-i <= 6 && allDigits(strings.TrimSuffix(raw[i:], "s")) {
			return i
		}
		return 0
	}
	for _, o := range openings {
		if len(raw) < len(o.text)+o.least || !strings.EqualFold(raw[:len(o.text)], o.text) {
			continue
		}
		if rest := strings.ToLower(raw[len(o.text):]); !o.split || strings.HasPrefix(rest, "feit") || strings.HasPrefix(rest, "product") {
			return 0
		}
		return len(o.text)
	}
	return 0
}

// openings are the words that news writes apart from, hyphenated with, or
// joined to the next one. The least letters behind them, and whether a joined
// word is split, keep "anticipate" and "counterfeit" whole.
var openings = [...]struct {
	text  string
	least int
	split bool
}{
	{"cyber", 3, true},
	{"counter", 6, true},
	{"anti", 5, false},
	{"geo", 5, false},
	{"spear", 5, false},
}

// openCompound returns where the word behind p ends, if the two are one thing
// that is also written as one word; else 0.
func (s *scanner) openCompound(p piece) int {
	raw := s.text[p.start:p.end]
	start := p.end + 1
	if len(raw) > 7 || len(raw) < 2 || start >= len(s.text) || s.text[p.end] != ' ' || !isWord(s.text, start) {
		return 0
	}
	if end := s.pieceEnd(start); isCodeName(raw) && end-start <= 5 && allDigits(s.text[start:end]) && s.endsHere(end) {
		return end
	}
	for _, o := range openings {
		if len(raw) != len(o.text) || !strings.EqualFold(raw, o.text) {
			continue
		}
		if end := s.pieceEnd(start); end-start >= o.least {
			return end
		}
	}
	return 0
}

// isCodeName tells of two to six capitals, as in APT 31, UNC 5221 and MI 6.
func isCodeName(raw string) bool {
	for i := range len(raw) {
		if raw[i] < 'A' || raw[i] > 'Z' {
			return false
		}
	}
	return len(raw) >= 2 && len(raw) <= 6
}

// endsHere tells whether no joint leads on from end.
func (s *scanner) endsHere(end int) bool {
	_, n := s.joint(piece{end: end})
	return n == 0
}

// acronyms are those that spell a word every sentence has. Written in capitals
// or with full stops they become a term of their own, so that the country is
// found and the pronoun is not.
var acronyms = map[string]string{
	"US": "u.s.", "WHO": "w.h.o.", "IT": "i.t.", "IS": "i.s.",
}

// acronym emits the acronym, and in a line without any small letter the word
// too, as nobody can tell there which it is.
func (s *scanner) acronym(start, end int, written string) {
	t := &term{written: written, stem: written}
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
