package server

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"despatch/corpus"
)

// The width of a snippet and how much of it stands before the first match, in
// bytes of text.
const (
	snippetBytes = 260
	snippetLead  = 60
)

// span is a stretch of a text, in bytes.
type span struct{ start, end int }

// lens finds the words of one query in texts.
type lens struct {
	marks bool
	find  func(text, language string) []span
}

// snippet is the stretch of the article's text in which most of the query is
// found, as HTML: escaped, the matches in <mark>.
func (l *lens) snippet(a *corpus.Article) string {
	if !l.marks {
		return ""
	}
	spans := l.find(a.Text, a.Language)
	at := window(spans)
	cut := cutAt(a.Text, at)
	var b strings.Builder
	if cut.start > 0 {
		b.WriteString("… ")
	}
	writeMarked(&b, a.Text, cut, spans)
	if cut.end < len(a.Text) {
		b.WriteString(" …")
	}
	return b.String()
}

// window is where a snippet starts so that it shows the most matches; of
// equals the first.
func window(spans []span) int {
	best, most, to := 0, 0, 0
	for from := range spans {
		for to < len(spans) && spans[to].end <= spans[from].start+snippetBytes-snippetLead {
			to++
		}
		if to-from > most {
			best, most = spans[from].start, to-from
		}
	}
	return max(0, best-snippetLead)
}

// cutAt moves the ends of a snippet to where words end.
func cutAt(text string, start int) span {
	if start > 0 {
		start = nextWord(text, start)
	}
	end := start + snippetBytes
	if end >= len(text) {
		return span{start, len(text)}
	}
	if space := strings.LastIndexFunc(text[start:end], unicode.IsSpace); space > snippetBytes/2 {
		return span{start, start + len(strings.TrimRightFunc(text[start:start+space], unicode.IsSpace))}
	}
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return span{start, end}
}

func nextWord(text string, at int) int {
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	rest := text[at:min(len(text), at+snippetLead)]
	space := strings.IndexFunc(rest, unicode.IsSpace)
	if space < 0 {
		return at
	}
	return at + space + len(rest[space:]) - len(strings.TrimLeftFunc(rest[space:], unicode.IsSpace))
}

// writeMarked writes the cut of the text as HTML with the spans marked. Spans
// are in order and do not overlap.
func writeMarked(b *strings.Builder, text string, cut span, spans []span) {
	at := cut.start
	for _, s := range spans {
		if s.start < at || s.end > cut.end {
			continue
		}
		b.WriteString(escape(text[at:s.start]))
		b.WriteString("<mark>")
		b.WriteString(escape(text[s.start:s.end]))
		b.WriteString("</mark>")
		at = s.end
	}
	b.WriteString(escape(text[at:cut.end]))
}

// escape makes text safe in HTML and folds white space, which a snippet shows
// on one line.
func escape(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}
