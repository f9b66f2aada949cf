package extract

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"

	"despatch/corpus"
)

// Text reads an article from plain text as people scrape it: a title line,
// perhaps under a banner, lines of dates and authors, and paragraphs among
// the furniture of a page.
func Text(b []byte) (corpus.Article, error) {
	var a corpus.Article
	if len(bytes.TrimSpace(trimBOM(b))) == 0 {
		return a, ErrEmpty
	}
	s, err := decodeText(b)
	if err != nil {
		return a, err
	}
	lines := textLines(s)
	head := readHead(lines)
	text := head.body(lines[head.end:])
	a = head.article
	a.Text = text
	a.Language = Language(a.Text, a.Language)
	return a, finish(&a)
}

// decodeText takes UTF-8, and UTF-16 where its mark says so.
func decodeText(b []byte) (string, error) {
	if isUTF16(b) {
		return fromUTF16(b), nil
	}
	b = trimBOM(b)
	if i := firstBad(b); i >= 0 {
		return "", because(corpus.ErrInvalidUTF8, "not valid UTF-8 at byte %d", i)
	}
	return string(b), nil
}

func fromUTF16(b []byte) string {
	big := b[0] == 0xfe
	units := make([]uint16, 0, len(b)/2)
	for i := 2; i+1 < len(b); i += 2 {
		u := uint16(b[i]) | uint16(b[i+1])<<8
		if big {
			u = u<<8 | u>>8
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units))
}

// textLine is one paragraph or line of a text.
type textLine struct {
	text string
	// apart is set where an empty line stands before it.
	apart bool
}

// textLines cuts s into lines without their white space. Lines that were
// broken at a fixed width are joined into their paragraphs again.
func textLines(s string) []textLine {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\f", "\n", "\u200b", "", "\ufeff", "", "\x00", "").Replace(s)
	var lines []textLine
	apart := false
	for line := range strings.SplitSeq(s, "\n") {
		line = oneLine(line)
		if line == "" {
			apart = true
			continue
		}
		if n := len(lines); n > 0 && label.MatchString(lines[n-1].text) && len(FindDates(line)) > 0 {
			lines[n-1].text += " " + line
			continue
		}
		if len(line) < 120 {
			line = glued.ReplaceAllString(line, "${1}${3} ${2}${4}")
		}
		lines = append(lines, textLine{line, apart})
		apart = false
	}
	if wrapped(lines) {
		return unwrap(lines)
	}
	return lines
}

// A label may stand on a line of its own above its date, and scrapers leave
// out the space between parts of a stamp ("20237:04 PM GMT+1Updated").
var (
	label = regexp.MustCompile(`(?i)^(first |last )?(published|updated|posted|modified|created|date)( on| at)?\s*:?$`)
	glued = regexp.MustCompile(`\b((?:19|20)\d\d)(\d{1,2}:\d\d)|(\d ?[AP]M(?: [A-Z]{2,4})?(?:[+-]\d{1,2})?)(Updated|Published|Last)`)
)

// wrapped tells that paragraphs were broken at a fixed width: empty lines
// stand between them, no line is long, and many begin in the middle of a
// sentence.
func wrapped(lines []textLine) bool {
	inner, lower, apart := 0, 0, 0
	for i, l := range lines {
		if len([]rune(l.text)) > 110 {
			return false
		}
		if l.apart {
			apart++
		} else if i > 0 {
			inner++
			if !endsSentence(lines[i-1].text) && len(lines[i-1].text) > 40 {
				lower++
			}
		}
	}
	return apart >= 2 && inner >= 3 && lower*2 >= inner
}

func unwrap(lines []textLine) []textLine {
	var joined []textLine
	for i, l := range lines {
		last := len(joined) - 1
		if i == 0 || l.apart || len(lines[i-1].text) < 40 {
			joined = append(joined, l)
			continue
		}
		joined[last].text += " " + l.text
	}
	return joined
}

// endsSentence tells that a line ends as a sentence does, closing quotes and
// brackets aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)]*_ ")
	for _, end := range [...]string{".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", ":", ";"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// isProse tells a sentence of an article from a line of its head.
func isProse(s string) bool {
	return endsSentence(s) && words(s) >= 9 || words(s) >= 45
}

// words counts the words of a line; scripts without spaces count two letters
// as a word.
func words(s string) int {
	n := len(strings.Fields(s))
	wide := 0
	for _, r := range s {
		if r >= 0x2e80 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7af || r >= 0x0e00 && r <= 0x0eff {
			wide++
		}
	}
	return n + wide/2
}
