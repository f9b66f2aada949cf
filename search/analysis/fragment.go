package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fragment chooses the stretch of a text, at most width bytes long, that shows
// most of what was found: the most different things first, then the most
// places, then the earliest. It begins with a sentence where one begins near
// enough, and ends with one where one ends late enough. Without matches it is
// the beginning of the text.
func Fragment(text string, matches []Match, width int) (start, end int) {
	if len(text) <= width {
		start = skipSpace(text, 0)
		return start, fragmentEnd(text, start, start, width)
	}
	best, most := 0, -1
	for i := range matches {
		from := fragmentStart(text, matches[i].Start, width)
		if i > 0 && from == best {
			continue
		}
		if n := worth(matches[i:], from+width); n > most {
			best, most = from, n
		}
	}
	start = skipSpace(text, best)
	return start, fragmentEnd(text, start, lastEnd(matches, start, start+width), width)
}

// worth counts the different things among the matches that end by a place,
// with the number of places to decide between equals.
func worth(matches []Match, by int) int {
	var terms [64]bool // search.MaxClauses bounds what a query has
	distinct, places := 0, 0
	for _, m := range matches {
		if m.End > by {
			break
		}
		places++
		if !terms[m.Term%len(terms)] {
			terms[m.Term%len(terms)] = true
			distinct++
		}
	}
	return distinct*1000 + min(places, 999)
}

// fragmentStart is where a fragment begins that shows the match at a place:
// at its sentence, else a few words before.
func fragmentStart(text string, at, width int) int {
	from := max(0, at-width*3/5)
	for i := at - 1; i >= from; i-- {
		if endsSentence(text, i) {
			return i + 1
		}
	}
	if from == 0 {
		return 0
	}
	from = max(0, at-width/4)
	if i := strings.IndexFunc(text[from:at], unicode.IsSpace); i >= 0 {
		return from + i
	}
	return runeStart(text, from)
}

// endsSentence tells whether a sentence ends with the byte at i.
func endsSentence(text string, i int) bool {
	switch text[i] {
	case '\n':
		return true
	case '.', '!', '?':
	default:
		return strings.HasPrefix(text[max(0, i-2):], "。") && i >= 2
	}
	rest := strings.TrimLeft(text[i+1:min(len(text), i+9)], "\"'”’»)]")
	if rest == "" {
		return i+1 >= len(text)
	}
	r, n := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest[n:], unicode.IsSpace))
	return !unicode.IsLower(next) && !isAbbreviation(text, i)
}

// isAbbreviation tells whether the full stop at i ends a title or initials
// rather than a sentence: Mr. Dowden, the U.S. Treasury.
func isAbbreviation(text string, i int) bool {
	if text[i] != '.' {
		return false
	}
	word := text[strings.LastIndexFunc(text[:i], unicode.IsSpace)+1 : i]
	if strings.Contains(word, ".") || utf8.RuneCountInString(word) == 1 {
		return true
	}
	switch strings.Trim(word, "(\"'“‘") {
	case "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Sen", "Rep", "Gov", "St", "No", "vs", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec":
		return true
	}
	return false
}

// fragmentEnd is where a fragment ends: with a sentence if one ends behind the
// last match and in its last two fifths, else between two words.
func fragmentEnd(text string, start, shown, width int) int {
	limit := start + width
	if limit >= len(text) {
		return max(start, len(strings.TrimRightFunc(text, unicode.IsSpace)))
	}
	for i := limit - 1; i >= max(shown, start+width*3/5); i-- {
		if endsSentence(text, i) {
			return withQuotes(text, i, limit)
		}
	}
	if i := strings.LastIndexFunc(text[start:limit], unicode.IsSpace); i > 0 && start+i >= shown {
		return start + len(strings.TrimRightFunc(text[start:start+i], unicode.IsSpace))
	}
	return runeStart(text, limit)
}

// withQuotes is where a sentence that ends with the byte at i ends with the
// quotation marks that close behind it.
func withQuotes(text string, i, limit int) int {
	if text[i] == '\n' {
		return len(strings.TrimRightFunc(text[:i], unicode.IsSpace))
	}
	rest := text[i+1 : limit]
	return i + 1 + len(rest) - len(strings.TrimLeft(rest, "\"'”’»)]"))
}

func lastEnd(matches []Match, start, limit int) int {
	last := start
	for _, m := range matches {
		if m.Start >= start && m.End <= limit {
			last = m.End
		}
	}
	return last
}

func skipSpace(text string, i int) int {
	return len(text) - len(strings.TrimLeftFunc(text[i:], unicode.IsSpace))
}

func runeStart(text string, i int) int {
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}
