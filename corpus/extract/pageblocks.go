package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is one paragraph, heading, list item or row of a page's text.
type block struct {
	text   string
	key    string     // its letters and digits only, to compare by
	tag    atom.Atom  // of the innermost block element
	node   *html.Node // that element
	linked int        // bytes of text inside links
}

var blocks = setOf("address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form " +
	"h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot thead tr ul")

// blocksOf are the blocks of text below n in document order, white space made
// single.
func blocksOf(n *html.Node) []block {
	c := collector{current: block{tag: n.DataAtom, node: n}}
	c.below(n, false)
	c.flush(nil)
	return c.list
}

// collector gathers text until a block element begins or ends.
type collector struct {
	list    []block
	text    strings.Builder
	current block
}

func (c *collector) flush(next *html.Node) {
	if s := oneLine(c.text.String()); s != "" {
		c.current.text, c.current.key = s, letterKey(s)
		c.list = append(c.list, c.current)
	}
	c.text.Reset()
	c.current = block{}
	if next != nil {
		c.current = block{tag: next.DataAtom, node: next}
	}
}

func (c *collector) below(n *html.Node, linked bool) {
	for child := range n.ChildNodes() {
		switch {
		case child.Type == html.TextNode:
			c.text.WriteString(child.Data)
			if linked {
				c.current.linked += len(strings.TrimSpace(child.Data))
			}
		case child.Type != html.ElementNode || unseen[child.DataAtom]:
		case child.DataAtom == atom.Br:
			c.lineBreak(child)
		case isCell(child) && !isLayout(child):
			c.text.WriteByte(' ')
			c.below(child, linked)
		case blocks[child.Data] || isCell(child):
			c.flush(child)
			c.below(child, linked)
			c.flush(n)
		default:
			c.below(child, linked || child.DataAtom == atom.A)
		}
	}
}

func isCell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

// isLayout tells a cell that is a part of a page and not a figure in a row.
func isLayout(cell *html.Node) bool {
	below := 0
	for d := range cell.Descendants() {
		if below++; below > maxBelow || d.DataAtom == atom.Br || blocks[d.Data] {
			return true
		}
	}
	return len(textUpTo(cell, 200)) > 200
}

// lineBreak takes two breaks in a row for the end of a paragraph, as old
// pages write it, and one in a cell of a page's layout.
func (c *collector) lineBreak(br *html.Node) {
	next := br.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	if next != nil && next.DataAtom == atom.Br || c.current.tag == atom.Td {
		c.flush(c.current.node)
		return
	}
	c.text.WriteByte(' ')
}

// letterKey keeps the letters and digits of s, in lower case.
func letterKey(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') || r == '\u00a0' {
			return -1
		}
		if r >= 0x2000 && r <= 0x206f || r >= 0x3000 && r <= 0x3003 {
			return -1
		}
		return r
	}, s)
}

// isLinkLine tells a line that is a link and no sentence.
func (b block) isLinkLine() bool {
	return b.linked*10 >= len(b.text)*8 && !endsSentence(b.text)
}
