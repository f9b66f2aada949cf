package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plainText is the text of a piece of HTML, a paragraph a line.
func plainText(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return strings.TrimSpace(fragment)
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(fragment))
	hidden := 0
	for {
		switch t := z.Next(); t {
		case html.ErrorToken:
			return tidyLines(b.String())
		case html.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if unseen[tag] && t != html.SelfClosingTagToken {
				hidden = max(0, hidden+map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[t])
			}
			if blocks[string(name)] || tag == atom.Br {
				b.WriteByte('\n')
			}
		}
	}
}

var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true,
	atom.Iframe: true, atom.Head: true, atom.Select: true, atom.Textarea: true, atom.Object: true,
}

// tidyLines trims every line, joins runs of white space and drops empty lines.
func tidyLines(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = oneLine(html.UnescapeString(line)); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n\n")
}

// oneLine brings all white space to single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
