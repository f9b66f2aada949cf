package analysis

import (
	"strings"
	"unicode/utf8"
)

// maxPieces bounds how many pieces are looked at together; a longer chain is
// cut into several.
const maxPieces = 12

// piece is an unbroken run of letters and digits, with what joins it to the
// piece before: 0 for the first, else one of the joints.
type piece struct {
	start, end int
	joint      byte
}

// The joints that hold pieces together.
const (
	hyphen     = '-' // also _ and the zero-width non-joiner
	apostrophe = '\''
	dot        = '.' // also [.], as indicators are written lest they be clicked
	ampersand  = '&' // between letters
	at         = '@'
	slash      = '/' // within an address that began with a scheme
)

// scanner cuts one text.
type scanner struct {
	a        *Analyzer
	text     string
	words    *vocabulary
	emit     func(Token) bool
	position int
	stopped  bool
	start    int  // of the chain at hand, with its scheme
	address  bool // the chain at hand began with a scheme
}

func (s *scanner) run() {
	for i := 0; i < len(s.text) && !s.stopped; {
		c, n := classAt(s.text, i)
		switch c {
		case letter, digit:
			i = s.unit(i)
		case ideograph:
			i = s.ideographs(i)
		default:
			i += n
		}
	}
}

// unit reads the word or the chain of words at i.
func (s *scanner) unit(i int) int {
	end := s.lone(i)
	if end == 0 {
		return s.chain(i)
	}
	if raw := s.text[i:end]; s.words.passes(raw) && cutPoint(raw) == 0 {
		s.position++ // neither it nor a compound that begins with it is looked for
		return end
	}
	s.single(piece{start: i, end: end})
	return end
}

// lone is where a word of ASCII letters ends that nothing joins to another, 0
// for any other word. Most words are such, and need not be looked at as a
// chain.
func (s *scanner) lone(i int) int {
	end := i
	for end < len(s.text) && s.text[end]|0x20 >= 'a' && s.text[end]|0x20 <= 'z' {
		end++
	}
	if end == i || end < len(s.text) && !parts(s.text[end:]) {
		return 0
	}
	return end
}

// parts tells whether a text surely goes on with something that joins no
// words.
func parts(rest string) bool {
	switch rest[0] {
	case ' ', '\n', ',', ';', ')', '"', '?', '!':
		return true
	case '.':
		return len(rest) == 1 || rest[1] == ' ' || rest[1] == '\n'
	}
	return false
}

// chain reads the pieces that belong together from i on, and emits them.
func (s *scanner) chain(i int) int {
	s.start, s.address = i, false
	if n := schemeLength(s.text[i:]); n > 0 && isWord(s.text, i+n) {
		s.address = true
		i += n
	}
	pieces := append(s.a.pieces[:0], piece{start: i, end: s.numberEnd(i, 0)})
	for len(pieces) < maxPieces {
		last := pieces[len(pieces)-1]
		joint, n := s.joint(last)
		if n == 0 {
			break
		}
		start := last.end + n
		pieces = append(pieces, piece{start: start, end: s.numberEnd(start, joint), joint: joint})
	}
	s.a.pieces = pieces
	return s.pieces(pieces)
}

func (s *scanner) pieceEnd(i int) int {
	for i < len(s.text) && s.text[i] < utf8.RuneSelf && classes[s.text[i]] != other {
		i++
	}
	for {
		c, n := classAt(s.text, i)
		if n == 0 || c != letter && c != digit && c != mark {
			return i
		}
		i += n
	}
}

// joint tells what joins the last piece to one right behind it, and how many
// bytes it takes; 0 if nothing does.
func (s *scanner) joint(last piece) (byte, int) {
	i := last.end
	if i >= len(s.text) {
		return 0, 0
	}
	joint, n := jointAt(s.text[i:], s.address)
	if n == 0 || !isWord(s.text, i+n) {
		return 0, 0
	}
	if joint == at && !s.mailDomain(i+n) {
		return 0, 0
	}
	return joint, n
}

func jointAt(rest string, address bool) (byte, int) {
	switch rest[0] {
	case '-', '_':
		return hyphen, 1
	case '\'':
		return apostrophe, 1
	case '.', '&', '@':
		return rest[0], 1
	case '[':
		if strings.HasPrefix(rest, "[.]") {
			return dot, 3
		}
		if strings.HasPrefix(rest, "[@]") {
			return at, 3
		}
		return 0, 0
	case '/':
		if address {
			return slash, 1
		}
		return 0, 0
	}
	if rest[0] < utf8.RuneSelf {
		return 0, 0
	}
	switch r, n := utf8.DecodeRuneInString(rest); r {
	case '’', '‘', 'ʼ', '＇', '′':
		return apostrophe, n
	case '‐', '‑', '－', '\u200C', '־':
		return hyphen, n
	case '．':
		return dot, n
	case '＆':
		return ampersand, n
	}
	return 0, 0
}

// numberEnd is where the piece at i, behind a joint, ends. The commas between
// thousands and one decimal point are part of a number: 60,000 and 5.6bn.
func (s *scanner) numberEnd(i int, joint byte) int {
	end := s.pieceEnd(i)
	if c := s.text[i]; c < '0' || c > '9' || joint == dot || !allDigits(s.text[i:end]) || end-i > maxDigits {
		return end
	}
	for end+4 <= len(s.text) && s.text[end] == ',' && allDigits(s.text[end+1:end+4]) && s.pieceEnd(end+1) == end+4 {
		end += 4
	}
	if end+1 >= len(s.text) || s.text[end] != '.' || s.text[end+1] < '0' || s.text[end+1] > '9' {
		return end
	}
	point := s.pieceEnd(end + 1)
	if point < len(s.text)-1 && s.text[point] == '.' && isWord(s.text, point+1) || point-end > maxDigits {
		return end // a date, an address or a version: 25.3.2024
	}
	return point
}

// maxDigits bounds the digits of a number that is more than a row of digits.
const maxDigits = 20

// mailDomain tells whether a name with a dot in it starts at i.
func (s *scanner) mailDomain(i int) bool {
	for range 4 {
		i = s.pieceEnd(i)
		if i >= len(s.text) {
			return false
		}
		joint, n := jointAt(s.text[i:], false)
		if n == 0 || !isWord(s.text, i+n) {
			return false
		}
		if joint == dot {
			return true
		}
		if joint != hyphen {
			return false
		}
		i += n
	}
	return false
}

// schemeLength is the length of "https://" and its like, and of hxxp, as
// addresses are written lest they be clicked; 0 where there is none.
func schemeLength(rest string) int {
	if len(rest) < 8 || rest[0] != 'h' && rest[0] != 'f' && rest[0] != 'H' {
		return 0
	}
	for _, scheme := range [...]string{"https://", "http://", "hxxps://", "hxxp://", "ftp://", "https[:]//", "hxxps[:]//", "http[:]//", "hxxp[:]//"} {
		if len(rest) >= len(scheme) && strings.EqualFold(rest[:len(scheme)], scheme) {
			return len(scheme)
		}
	}
	return 0
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) > 0
}
