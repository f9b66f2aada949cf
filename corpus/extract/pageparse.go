package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parsePage parses a page that is already in UTF-8. Pages whose elements are
// nested too deep for the parser are read without their structure.
func parsePage(s string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return flatPage(s)
	}
	slim(doc)
	return doc, nil
}

// maxScript bounds a script or style sheet that is looked at, in bytes.
const maxScript = 256 << 10

// slim cuts away what no page needs and what would keep parsers busy: long
// scripts, comments, the end of a title without an end.
func slim(doc *html.Node) {
	remove(doc, func(n *html.Node) bool {
		return (n.DataAtom == atom.Script || n.DataAtom == atom.Style) && n.FirstChild != nil && len(n.FirstChild.Data) > maxScript
	})
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			n.Data = ""
		}
		if n.DataAtom == atom.Title && n.FirstChild != nil {
			n.FirstChild.Data = limited(n.FirstChild.Data)
		}
	}
}

// flatPage keeps the head of a page and its text, block by block.
func flatPage(s string) (*html.Node, error) {
	z := html.NewTokenizer(strings.NewReader(s))
	var b strings.Builder
	depth, raw := 0, ""
	for {
		t := z.Next()
		if t == html.ErrorToken {
			break
		}
		token := z.Token()
		switch {
		case t == html.TextToken && (raw == "" || raw == "script" || raw == "title"):
			b.WriteString(token.String())
		case t == html.StartTagToken && !void[token.DataAtom]:
			if depth++; depth > MaxNesting {
				return nil, because(ErrNested, "more than %d elements inside each other", MaxNesting)
			}
		case t == html.EndTagToken:
			depth = max(0, depth-1)
		}
		raw = flatTag(&b, t, token, raw)
	}
	doc, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		return nil, because(ErrNested, "cannot be parsed as a page: %v", err)
	}
	slim(doc)
	return doc, nil
}

// flatTag writes the tags that a flat page keeps. It gives the name of the
// element whose text is no text of the page, while inside one.
func flatTag(b *strings.Builder, t html.TokenType, token html.Token, raw string) string {
	switch {
	case token.DataAtom == atom.Meta || token.DataAtom == atom.Link || token.DataAtom == atom.Title || token.DataAtom == atom.Script || token.DataAtom == atom.Style:
		b.WriteString(token.String())
		if t == html.StartTagToken && !void[token.DataAtom] {
			return token.Data
		}
		return ""
	case raw == "" && blocks[token.Data] && t != html.TextToken:
		b.WriteString("<p>")
	}
	return raw
}

var void = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Source: true, atom.Track: true, atom.Wbr: true, atom.P: true, atom.Li: true,
}
