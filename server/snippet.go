package server

import (
	"html"
	"strings"
	"unicode"

	"despatch/corpus"
	"despatch/search"
	"despatch/search/analysis"
)

// snippetBytes is how much of a text a snippet shows at most.
const snippetBytes = 280

// span is a stretch of a text, in bytes.
type span struct{ start, end int }

// lens cuts from texts what one query found in them. It is for one goroutine.
type lens struct {
	finder   *analysis.Finder
	entities map[string]bool
}

func newLens(q search.Query) *lens {
	words, entities := wantedIn(q)
	return &lens{finder: analysis.NewFinder(words), entities: entities}
}

// snippet is the stretch of the article's text in which most of the query is
// found, as HTML: escaped, the matches in <mark>. Where no word of the query
// stands in the text, it shows the mentions of the entities asked for, which
// mentions fetches.
func (l *lens) snippet(a *corpus.Article, mentions func() []corpus.Mention) string {
	found := l.finder.Find(a.Text, a.Language, false)
	if len(found) == 0 && len(l.entities) > 0 {
		found = l.named(a, mentions())
	}
	start, end := analysis.Fragment(a.Text, found, snippetBytes)
	var b strings.Builder
	if start > 0 {
		b.WriteString("… ")
	}
	writeMarked(&b, a.Text, span{start, end}, found)
	if end < len(strings.TrimRightFunc(a.Text, unicode.IsSpace)) {
		b.WriteString(" …")
	}
	return b.String()
}

// named are the places in the text where an entity asked for is mentioned.
func (l *lens) named(a *corpus.Article, mentions []corpus.Mention) []analysis.Match {
	var found []analysis.Match
	terms := map[string]int{}
	last := 0
	for _, m := range mentions {
		if m.In != "" || !l.entities[m.ID] || m.Start < last || m.End > len(a.Text) {
			continue
		}
		if _, ok := terms[m.ID]; !ok {
			terms[m.ID] = len(terms)
		}
		found = append(found, analysis.Match{Start: m.Start, End: m.End, Term: terms[m.ID]})
		last = m.End
	}
	return found
}

// writeMarked writes the cut of the text as HTML with the matches marked.
// Matches are in order and do not overlap.
func writeMarked(b *strings.Builder, text string, cut span, found []analysis.Match) {
	at := cut.start
	for _, m := range found {
		if m.Start < at || m.End > cut.end {
			continue
		}
		b.WriteString(escape(text[at:m.Start]))
		b.WriteString("<mark>")
		b.WriteString(escape(text[m.Start:m.End]))
		b.WriteString("</mark>")
		at = m.End
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
