package gazetteer

import (
	"unicode"
	"unicode/utf8"
)

// Token is one word, number or mark of a text, by byte offsets. A word's
// possessive ending lies outside of it.
type Token struct {
	Start, End int32
	// Key stands for the word without regard to case and diacritics: words
	// with the same key are the same word. A dotted acronym ("U.S.") has the
	// key of its letters.
	Key   uint64
	Kind  Kind
	Case  Case
	Flags Flags
	// Mark is the character of a Mark; curly quotes, dashes and the like are
	// given as their plain ASCII forms ('"', '\'', '-').
	Mark byte
}

// Kind tells words, numbers and marks apart.
type Kind uint8

// The kinds of a token. A link is a whole URL or mail address.
const (
	Mark Kind = iota
	Word
	Number
	Link
)

// Case is how a word is written.
type Case uint8

// The cases of a word. Upper has at least two letters.
const (
	NoCase Case = iota
	Lower
	Title
	Upper
	Mixed
)

// Flags tell how a token stands to its neighbours.
type Flags uint8

// The flags of a token.
const (
	Spaced     Flags = 1 << iota // white space before it
	Line                         // a line break before it
	Paragraph                    // an empty line before it, or the start of the text
	Possessive                   // 's or s' follows
	Dotted                       // an acronym with dots
	Piece                        // continues the word before it: "31" in APT31, "Duke" in CozyDuke
	Opening                      // a quotation mark that opens
)

// Has tells whether all of the given flags are set.
func (t *Token) Has(f Flags) bool { return t.Flags&f == f }

// Tokenize appends the tokens of text to dst. A word ends where letters give
// way to digits and where a new capitalised part begins, so that APT-31, APT
// 31 and APT31, and CozyDuke and Cozy Duke, are the same tokens. In scripts
// that do not part words, every character is a token.
func Tokenize(text string, dst []Token) []Token {
	s := scanner{text: text, tokens: dst, flags: Paragraph | Line}
	for s.pos < len(text) {
		s.next()
	}
	s.endRun()
	return s.tokens
}

type scanner struct {
	text   string
	pos    int
	flags  Flags
	tokens []Token
	run    int // where the run of characters without white space began
	first  int // its first token
}

func (s *scanner) next() {
	c := s.text[s.pos]
	switch class[c] {
	case classSpace:
		s.space(c)
	case classLetter:
		s.word()
	case classDigit:
		s.number()
	case classMark:
		if c == '/' && s.startsPath() {
			s.emit(s.pos, s.pos+addressLen(s.text[s.pos:]), Link, 0)
			return
		}
		s.mark(c, 1)
	default:
		s.other()
	}
}

func (s *scanner) space(c byte) {
	if c == '\n' {
		if s.flags&Line != 0 {
			s.flags |= Paragraph
		}
		s.flags |= Line
	}
	s.flags |= Spaced
	s.endRun()
	s.pos++
	s.run, s.first = s.pos, len(s.tokens)
}

// maxWord is the length from which on a run of ASCII characters with digits in
// it and without white space is taken for code, not for words.
const maxWord = 48

// endRun makes links of the tokens of a run that is code.
func (s *scanner) endRun() {
	if s.pos-s.run < maxWord {
		return
	}
	digits := false
	for i := s.run; i < s.pos; i++ {
		if s.text[i] >= utf8.RuneSelf {
			return
		}
		digits = digits || class[s.text[i]] == classDigit
	}
	if !digits {
		return
	}
	for i := s.first; i < len(s.tokens); i++ {
		if s.tokens[i].Kind != Mark {
			s.tokens[i].Kind = Link
		}
	}
}

// startsPath tells whether a slash begins a path: after white space or a
// bracket.
func (s *scanner) startsPath() bool {
	if s.pos+1 >= len(s.text) || class[s.text[s.pos+1]] != classLetter {
		return false
	}
	return s.pos == 0 || class[s.text[s.pos-1]] == classSpace || s.text[s.pos-1] == '(' || s.text[s.pos-1] == '"'
}

// other handles what is not ASCII.
func (s *scanner) other() {
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	if plain, ok := plainMark(r); ok {
		if plain == ' ' {
			s.flags |= Spaced
			s.pos += size
			return
		}
		s.mark(plain, size)
		if opens(r) {
			s.tokens[len(s.tokens)-1].Flags |= Opening
		}
		return
	}
	switch {
	case unicode.IsLetter(r):
		s.word()
	case unicode.IsSpace(r):
		s.flags |= Spaced
		s.pos += size
	case unicode.IsMark(r) || unicode.Is(unicode.Cf, r):
		s.pos += size
	default:
		s.mark('?', size)
		s.tokens[len(s.tokens)-1].Kind = Mark
	}
}

func (s *scanner) emit(start, end int, kind Kind, key uint64) *Token {
	s.tokens = append(s.tokens, Token{Start: int32(start), End: int32(end), Kind: kind, Key: key, Flags: s.flags})
	s.flags = 0
	s.pos = end
	return &s.tokens[len(s.tokens)-1]
}

func (s *scanner) mark(plain byte, size int) {
	t := s.emit(s.pos, s.pos+size, Mark, (hashSeed^uint64(plain))*hashPrime)
	t.Mark = plain
	if (plain == '"' || plain == '\'') && (t.Flags&(Spaced|Line) != 0 || t.Start == 0) {
		t.Flags |= Opening
	}
}

// number reads digits, with the separators of 3,000 and 2.5 inside.
func (s *scanner) number() {
	start, i := s.pos, s.pos
	key := uint64(hashSeed)
	for i < len(s.text) {
		c := s.text[i]
		if class[c] != classDigit {
			if c != ',' && c != '.' || i+1 >= len(s.text) || class[s.text[i+1]] != classDigit {
				break
			}
		}
		key = (key ^ uint64(c)) * hashPrime
		i++
	}
	if s.glued(start) {
		s.flags |= Piece
	}
	s.possessive(s.emit(start, i, Number, key))
}

// glued tells whether a word or number ends exactly where this one starts.
func (s *scanner) glued(start int) bool {
	if len(s.tokens) == 0 {
		return false
	}
	last := &s.tokens[len(s.tokens)-1]
	return int(last.End) == start && (last.Kind == Word || last.Kind == Number) && !s.alone(int(last.Start)) && !s.alone(start)
}

// alone tells whether the character at i is a word by itself.
func (s *scanner) alone(i int) bool {
	if s.text[i] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return standsAlone(r)
}
