package extract

import (
	"regexp"
	"strings"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// enoughText is the size, in bytes, below which a text is doubted and other
// ways to find it are tried.
const enoughText = 700

// pageBody is the text of a page's article, a paragraph each between empty
// lines. It changes doc: what is never part of an article is taken out.
//
// The library decides which parts of a page are its article. The text itself
// is taken from the page, where it still has its white space, its links and
// its place. Where that gives little, the whole page is tried, then what the
// page says its text is, then its densest part.
func pageBody(doc *html.Node, page string, m *pageMeta) string {
	title := m.title()
	prune(doc)
	best := libraryText(doc, title, false)
	if len(best) >= enoughText {
		return best
	}
	better := func(s string) {
		if len(s) > 2*len(best) {
			best = s
		}
	}
	better(plainText(m.ld.body))
	if whole, err := parsePage(page); err == nil {
		remove(whole, func(n *html.Node) bool { return commentClass.MatchString(classOf(n)) })
		better(libraryText(whole, title, true))
	}
	if len(best) < enoughText/2 {
		better(joinBlocks(articleBlocks(densest(blocksOf(doc)), title)))
	}
	return best
}

// libraryText is the text that go-trafilatura finds.
func libraryText(doc *html.Node, title string, fallback bool) string {
	if isHuge(doc) {
		return ""
	}
	all := blocksOf(doc)
	options := trafilatura.Options{ExcludeComments: true, EnableFallback: fallback, HtmlDateOverride: &htmldate.Result{}}
	got, err := trafilatura.ExtractDocument(doc, options)
	if err != nil || got == nil {
		return ""
	}
	return joinBlocks(articleBlocks(chosen(all, letterKey(got.ContentText)), title))
}

func joinBlocks(list []block) string {
	texts := make([]string, len(list))
	for i, b := range list {
		texts[i] = b.text
	}
	return strings.Join(texts, "\n\n")
}

// densest are the paragraphs of the element that has the most running text,
// counted by the parents of its paragraphs.
func densest(all []block) []block {
	size := map[*html.Node]int{}
	var best *html.Node
	for _, b := range all {
		if parent := b.node.Parent; b.isParagraph() && words(b.text) >= 8 && !inComments(b.node) {
			if size[parent] += len(b.text); best == nil || size[parent] > size[best] {
				best = parent
			}
		}
	}
	var kept []block
	for _, b := range all {
		if best != nil && b.node.Parent == best && b.linked*2 < len(b.text) {
			kept = append(kept, b)
		}
	}
	return kept
}

// inComments tells that n stands among what readers wrote.
func inComments(n *html.Node) bool {
	for a := range n.Ancestors() {
		if commentClass.MatchString(classOf(a)) {
			return true
		}
	}
	return false
}

var commentClass = regexp.MustCompile(`(^|[\s_-])(comments?|commentlist|disqus|respond|replies)([\s_-]|$)`)

// chosen are the blocks whose text is in content, in which letters alone are
// kept, and those of the same element beside them that are paragraphs too.
func chosen(all []block, content string) []block {
	in := found(all, content)
	siblings := map[*html.Node]int{}
	seen := map[string]bool{}
	first, last := -1, -1
	for i, b := range all {
		if !in[i] {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
		seen[b.key] = true
		siblings[b.node.Parent]++
	}
	if first < 0 {
		return nil
	}
	var kept []block
	for i := max(0, first-3); i <= min(last+3, len(all)-1); i++ {
		b := all[i]
		beside := siblings[b.node.Parent] >= 2 || siblings[b.node] >= 2
		short := len(b.key) < shortKey && strings.Contains(content, b.key) && (i > first && i < last || beside)
		if in[i] || !seen[b.key] && (short || beside && b.isParagraph()) {
			kept = append(kept, b)
		}
	}
	return kept
}

// shortKey is the length below which a text may be found by chance.
const shortKey = 25

// isParagraph tells a paragraph of running text.
func (b block) isParagraph() bool {
	running := b.tag == atom.P || b.tag == atom.Li || b.tag == atom.Div && len(b.text) > 100
	return running && endsSentence(b.text) && b.linked*2 < len(b.text)
}

// articleBlocks leaves out what is no part of the article's text: the title
// again, the standfirst under it, stamps, furniture, links to other articles.
func articleBlocks(all []block, title string) []block {
	var kept []block
	key := titleKey(title)
	began := false // a paragraph was seen
	for _, b := range all {
		var h head
		switch {
		case key != "" && titleKey(b.text) == key && len(joinBlocks(kept)) < 400:
			kept, began = kept[:0], false
		case isFurniture(b.text), isLink(b.text), b.isLinkLine():
		case !began && (b.isHeading() || h.stamps(b.text)):
		default:
			began = true
			kept = append(kept, b)
		}
	}
	for len(kept) > 0 && kept[len(kept)-1].isHeading() {
		kept = kept[:len(kept)-1]
	}
	return kept
}

func (b block) isHeading() bool {
	switch b.tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
