package corpus

import (
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
)

// shingleWords is the number of neighbouring words that make one shingle.
const shingleWords = 3

// shingles is the sorted set of hashes of all runs of shingleWords words of
// the text. Case, punctuation and spacing do not count; letters of scripts
// without spaces are words of their own. A shorter text is one shingle.
func shingles(text string) []uint64 {
	words := wordHashes(text)
	if len(words) < shingleWords {
		words = append(words, make([]uint64, shingleWords-len(words))...)
	}
	set := make([]uint64, 0, len(words)-shingleWords+1)
	for i := range cap(set) {
		h := uint64(0)
		for _, w := range words[i : i+shingleWords] {
			h = (bits.RotateLeft64(h, 23) ^ w) * 0x9E3779B97F4A7C15 // 2^64 / golden ratio, odd
		}
		set = append(set, h)
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// wordHashes are the hashes of the words of the text in lower case.
func wordHashes(text string) []uint64 {
	words := make([]uint64, 0, len(text)/6+shingleWords)
	word := make([]byte, 0, 64)
	flush := func() {
		if len(word) > 0 {
			words = append(words, xxhash.Sum64(word))
			word = word[:0]
		}
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			switch {
			case !asciiWord(c):
				flush()
			case c >= 'A' && c <= 'Z':
				word = append(word, c+'a'-'A')
			default:
				word = append(word, c)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case spaceless(r):
			flush()
			word = utf8.AppendRune(word, r)
			flush()
		case longWord(r):
			word = utf8.AppendRune(word, unicode.ToLower(r))
		default:
			flush()
		}
	}
	flush()
	return words
}

// jaccard is the size of the intersection of two sorted sets over that of
// their union.
func jaccard(a, b []uint64) float64 {
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}
