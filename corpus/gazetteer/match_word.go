package gazetteer

import (
	"unicode"
	"unicode/utf8"
)

// minPiece is the least length of the two parts of a word that is split where
// a capital follows a small letter: CozyDuke is, DDoS and McAfee are not.
const minPiece = 3

// word reads one word from s.pos on, then the possessive that may follow.
func (s *scanner) word() {
	start := s.pos
	if s.glued(start) {
		s.flags |= Piece
	}
	if start+3 < len(s.text) && s.text[start+1] == '.' {
		if end, ok := s.dotted(); ok {
			s.acronym(start, end)
			return
		}
	}
	var w wordReader
	end := w.read(s.text, start)
	if s.joinsAddress(start, end) {
		if end, ok := s.link(); ok {
			s.emit(start, end, Link, 0)
			return
		}
	}
	if end == start { // a character of a script that does not part words
		r, size := utf8.DecodeRuneInString(s.text[start:])
		s.emit(start, start+size, Word, (hashSeed^uint64(r))*hashPrime)
		return
	}
	t := s.emit(start, end, Word, w.key)
	t.Case = w.letterCase()
	if s.insideCode(start, t.Case) {
		t.Kind = Link
		return
	}
	s.possessive(t)
}

// insideCode tells whether a word is a part of a path, a parameter or a file's
// name: C:\Users\China, lang=US, figure.PNG.
func (s *scanner) insideCode(start int, c Case) bool {
	if start == 0 {
		return false
	}
	switch s.text[start-1] {
	case '=', '_', '\\', '%', '@':
		return true
	case '.':
		return c != Title && start > 1 && class[s.text[start-2]] == classLetter
	}
	return s.pos < len(s.text) && s.text[s.pos] == '_'
}

// possessive passes over 's and s' and notes them on the word.
func (s *scanner) possessive(t *Token) {
	size := apostrophe(s.text[s.pos:])
	if size == 0 {
		return
	}
	rest := s.text[s.pos+size:]
	if rest != "" && (rest[0] == 's' || rest[0] == 'S') && !startsWord(rest[1:]) {
		t.Flags |= Possessive
		s.pos += size + 1
		return
	}
	last := s.text[t.End-1]
	if (last == 's' || last == 'S' || last == 'x' || last == 'z') && rest != "" && rest[0] == ' ' && !s.insideSingleQuotes() {
		t.Flags |= Possessive
		s.pos += size
	}
}

// insideSingleQuotes looks a few tokens back for a single quotation mark that
// is still open, which an apostrophe after a word would close.
func (s *scanner) insideSingleQuotes() bool {
	for i := len(s.tokens) - 1; i >= 0 && i > len(s.tokens)-40; i-- {
		t := &s.tokens[i]
		if t.Kind == Mark && t.Mark == '\'' {
			return t.Flags&Opening != 0
		}
		if t.Flags&Paragraph != 0 {
			return false
		}
	}
	return false
}

// dotted finds the end of an acronym with dots: U.S., U.A.E., e.g.
func (s *scanner) dotted() (int, bool) {
	i, letters := s.pos, 0
	for i+1 < len(s.text) && class[s.text[i]] == classLetter && s.text[i+1] == '.' {
		i += 2
		letters++
	}
	if letters < 2 {
		return 0, false
	}
	if i < len(s.text) && class[s.text[i]] == classLetter {
		if i+1 < len(s.text) && (class[s.text[i+1]] == classLetter || class[s.text[i+1]] == classDigit) {
			return i, true // a sentence that follows without a space
		}
		i++ // the last letter lacks its dot: U.S
	}
	return i, true
}

func (s *scanner) acronym(start, end int) {
	key, upper := uint64(hashSeed), true
	for i := start; i < end; i++ {
		c := s.text[i]
		if c == '.' {
			continue
		}
		upper = upper && c >= 'A' && c <= 'Z'
		key = (key ^ uint64(c|0x20)) * hashPrime
	}
	s.flags |= Dotted
	t := s.emit(start, end, Word, key)
	t.Case = Lower
	if upper {
		t.Case = Upper
	}
	s.possessive(t)
}

// wordReader folds a word as it reads it and keeps count of its letters.
type wordReader struct {
	key             uint64
	letters, uppers int
	firstUpper      bool
}

// read returns where the word that starts at i ends.
func (w *wordReader) read(text string, i int) int {
	w.key = hashSeed
	start, piece := i, i
	i = w.small(text, i)
	for i < len(text) {
		c := text[i]
		if class[c] == classLetter {
			if isUpper(c) && i-piece >= minPiece && isLower(text[i-1]) && startsPiece(text[i:]) {
				return i
			}
			w.add(c)
			i++
			continue
		}
		if c < utf8.RuneSelf {
			if c == '\'' && contracted(text[i+1:]) {
				w.key = (w.key ^ '\'') * hashPrime
				i++
				continue
			}
			return i
		}
		next, more := w.readOther(text, i, start)
		if !more {
			return next
		}
		i = next
	}
	return i
}

// small takes in the first letter and the small ones after it: nearly every
// word is no more than that.
func (w *wordReader) small(text string, i int) int {
	if class[text[i]] != classLetter {
		return i
	}
	start := i
	w.add(text[i])
	key := w.key
	for i++; i < len(text) && isLower(text[i]); i++ {
		key = (key ^ uint64(text[i])) * hashPrime
	}
	w.key = key
	w.letters = i - start
	return i
}

func (w *wordReader) add(c byte) {
	if isUpper(c) {
		w.uppers++
		w.firstUpper = w.firstUpper || w.letters == 0
	}
	w.letters++
	w.key = (w.key ^ uint64(c|0x20)) * hashPrime
}

// readOther takes in a letter that is not ASCII. It says no where the word
// ends before it.
func (w *wordReader) readOther(text string, i, start int) (int, bool) {
	r, size := utf8.DecodeRuneInString(text[i:])
	if r == '’' && contracted(text[i+size:]) {
		w.key = (w.key ^ '\'') * hashPrime
		return i + size, true
	}
	if unicode.IsMark(r) || r == '\u00ad' || r == '\u200d' || r == '\u200c' {
		return i + size, true
	}
	if !unicode.IsLetter(r) || r == utf8.RuneError || standsAlone(r) {
		return i, false
	}
	if unicode.IsUpper(r) {
		w.uppers++
		w.firstUpper = w.firstUpper || w.letters == 0
	}
	w.letters++
	w.key = foldRune(w.key, r)
	return i + size, true
}

func (w *wordReader) letterCase() Case {
	switch {
	case w.uppers == 0:
		return Lower
	case w.uppers == w.letters && w.letters > 1:
		return Upper
	case w.uppers == 1 && w.firstUpper:
		return Title
	}
	return Mixed
}

// startsPiece tells whether a new capitalised part of a word starts here: a
// capital and small letters enough.
func startsPiece(text string) bool {
	if len(text) < minPiece {
		return false
	}
	for i := 1; i < minPiece; i++ {
		if !isLower(text[i]) {
			return false
		}
	}
	return true
}

// contracted tells whether a word goes on after an apostrophe: don't, O'Neill,
// we're; but not the possessive.
func contracted(rest string) bool {
	if rest == "" || class[rest[0]] != classLetter {
		return false
	}
	return rest[0] != 's' && rest[0] != 'S' || startsWord(rest[1:])
}

func startsWord(text string) bool {
	if text == "" {
		return false
	}
	if text[0] < utf8.RuneSelf {
		return class[text[0]] == classLetter
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r)
}

func apostrophe(text string) int {
	if text == "" {
		return 0
	}
	if text[0] == '\'' {
		return 1
	}
	if len(text) >= 3 && text[:3] == "’" {
		return 3
	}
	return 0
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }
