package server

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"

	"despatch/corpus"
)

// maxSentence bounds what is shown of a text without full stops, in bytes.
const maxSentence = 600

// sentenceAt is the sentence in which start and end stand; the segmenter of
// Unicode ends one after "Mr." as well, which is mended.
func sentenceAt(text string, start, end int) span {
	from := strings.LastIndexByte(text[:start], '\n') + 1
	to := len(text)
	if n := strings.IndexByte(text[end:], '\n'); n >= 0 {
		to = end + n
	}
	whole := span{from, from}
	tokens := sentences.FromString(text[from:to])
	for tokens.Next() {
		whole.end = from + tokens.End()
		if whole.end >= end && !endsShort(text[whole.start:whole.end]) {
			break
		}
		if whole.end <= start && !endsShort(text[whole.start:whole.end]) {
			whole.start = whole.end
		}
	}
	whole.end = max(whole.end, end)
	return trim(text, around(whole, start, end))
}

// endsShort tells whether a sentence seems to end at an abbreviation.
func endsShort(s string) bool {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	if !strings.HasSuffix(s, ".") {
		return false
	}
	word := s[strings.LastIndexFunc(s[:len(s)-1], func(r rune) bool { return unicode.IsSpace(r) || r == '(' })+1:]
	switch word {
	case "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Col.", "Lt.", "Maj.", "Sgt.", "Sen.", "Rep.", "Gov.", "Sr.", "Jr.", "St.", "No.", "Inc.", "Corp.", "Ltd.", "Co.", "vs.":
		return true
	}
	return len(word) == 2 && unicode.IsUpper(rune(word[0])) // an initial
}

// around keeps an endless sentence to what stands next to its mention.
func around(s span, start, end int) span {
	if s.end-s.start <= maxSentence {
		return s
	}
	side := max(0, maxSentence-(end-start)) / 2
	return span{max(s.start, start-side), min(s.end, end+side)}
}

func trim(text string, s span) span {
	for s.start < s.end && !isStart(text[s.start]) {
		s.start++
	}
	for s.end < len(text) && !isStart(text[s.end]) {
		s.end++
	}
	cut := text[s.start:s.end]
	s.end = s.start + len(strings.TrimRightFunc(cut, unicode.IsSpace))
	s.start += len(cut) - len(strings.TrimLeftFunc(cut, unicode.IsSpace))
	if s.start > s.end {
		s.start = s.end
	}
	return s
}

// isStart tells whether a byte begins a character.
func isStart(b byte) bool { return b&0xC0 != 0x80 }

// placed is the part of an article that offsets are in, and whether they fit:
// those of another version may not.
func placed(a *corpus.Article, in string, start, end int) (string, bool) {
	text := a.Text
	if in == "title" {
		text = a.Title
	}
	return text, start >= 0 && start <= end && end <= len(text)
}

// cutOut is what stands between two offsets of an article, empty where they
// do not fit.
func cutOut(a *corpus.Article, in string, start, end int) string {
	text, ok := placed(a, in, start, end)
	if !ok {
		return ""
	}
	return strings.ToValidUTF8(text[start:end], "")
}
