package gazetteer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The keys of words are 64-bit FNV-1a hashes of their folded letters
// (http://www.isthe.com/chongo/tech/comp/fnv/).
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

type charClass uint8

const (
	classMark charClass = iota
	classSpace
	classLetter
	classDigit
	classOther // not ASCII
)

var class = classes()

func classes() (table [256]charClass) {
	for c := range table {
		switch {
		case c >= 0x80:
			table[c] = classOther
		case c <= ' ' || c == 0x7f:
			table[c] = classSpace
		case c >= '0' && c <= '9':
			table[c] = classDigit
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			table[c] = classLetter
		}
	}
	return table
}

// latin holds the plain letters of the accented ones below U+0250 and in the
// Vietnamese block, so that folding them costs a look-up.
var latin, vietnamese = plainLetters(0xc0, 0x250), plainLetters(0x1e00, 0x1f00)

func plainLetters(from, to rune) []string {
	table := make([]string, to-from)
	for r := from; r < to; r++ {
		table[r-from] = Fold(string(r))
	}
	return table
}

// foldRune mixes a letter that is not ASCII into the key of its word.
func foldRune(key uint64, r rune) uint64 {
	plain := ""
	switch {
	case r >= 0xc0 && r < 0x250:
		plain = latin[r-0xc0]
	case r >= 0x1e00 && r < 0x1f00:
		plain = vietnamese[r-0x1e00]
	default:
		r = unicode.ToLower(r)
		if r == 'ё' || r == 'й' || r >= 0x370 && r < 0x400 || r >= 0x620 && r < 0x700 {
			return foldDecomposed(key, r)
		}
		return mixRune(key, r)
	}
	for i := 0; i < len(plain); i++ {
		key = (key ^ uint64(plain[i])) * hashPrime
	}
	return key
}

func foldDecomposed(key uint64, r rune) uint64 {
	var buf [16]byte
	for _, part := range string(norm.NFD.AppendString(buf[:0], string(r))) {
		if !unicode.IsMark(part) {
			key = mixRune(key, part)
		}
	}
	return key
}

func mixRune(key uint64, r rune) uint64 {
	for ; r > 0; r >>= 8 {
		key = (key ^ uint64(r&0xff)) * hashPrime
	}
	return key
}

// Key gives the key that the single word has as a token.
func Key(word string) uint64 {
	var w wordReader
	w.read(word, 0)
	return w.key
}

// standsAlone tells whether the letter belongs to a script that writes words
// without spaces between them, or glues its particles to them.
func standsAlone(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// plainMark gives the ASCII form of a mark, ' ' for spaces of all widths.
func plainMark(r rune) (byte, bool) {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '″':
		return '"', true
	case '‘', '’', '‚', '‛', '‹', '›', '′', 'ʼ', '`', '´':
		return '\'', true
	case '‐', '‑', '−':
		return '-', true
	case '–', '—', '―', '‒':
		return '~', true
	case '…', '。', '．':
		return '.', true
	case '，', '、', '،':
		return ',', true
	case '：':
		return ':', true
	case '；', '؛':
		return ';', true
	case '？', '؟':
		return '?', true
	case '！':
		return '!', true
	case '（':
		return '(', true
	case '）':
		return ')', true
	case '•', '·', '▪', '◦', '●':
		return '*', true
	case '\u00a0', '\u2009', '\u202f', '\u200a', '\u2003', '\u2002', '\u3000', '\ufeff', '\u200b':
		return ' ', true
	}
	return 0, false
}

func opens(r rune) bool { return strings.ContainsRune("“„«‘‚‹「『", r) }
