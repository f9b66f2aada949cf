package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Names of classes and ids for parts of a page that are not its article.
var furnitureClass = regexp.MustCompile(`(^|[\s_-])(caption|figcaption|newsletter|related|recirc|recirculation|social|share|sharing|sharebar|cookie|cookies|consent|gdpr|paywall|subscribe|subscription|signup|sign-up|advert|advertisement|ads?|sponsored|promo|outbrain|taboola|most-?read|most-?popular|trending|read-?more|see-?also|breadcrumbs?|tooltip|rollover|popup|modal|author-?bio|about-?author|copyright|photo-?credit|image-?credit|teaser|comments?|disqus)([\s_-]|$)`)

var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// prune takes out of a page what is no part of any article: captions,
// newsletter boxes, shares, consent, what is hidden. An element that holds a
// good part of the page's text stays, whatever it is called.
func prune(doc *html.Node) {
	size := map[*html.Node]int{}
	total := textSizes(doc, size)
	remove(doc, func(n *html.Node) bool { return isAlien(n) && size[n]*4 <= total })
}

// textSizes notes how many bytes of text stand below each element of n.
func textSizes(n *html.Node, size map[*html.Node]int) int {
	total := 0
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			total += len(strings.TrimSpace(c.Data))
		case c.Type == html.ElementNode && !unseen[c.DataAtom]:
			total += textSizes(c, size)
		}
	}
	size[n] = total
	return total
}

// remove takes the elements of the body for which f holds out of a page.
func remove(doc *html.Node, f func(*html.Node) bool) {
	var doomed []*html.Node
	for n := range doc.Descendants() {
		top := n.DataAtom == atom.Html || n.DataAtom == atom.Body || n.DataAtom == atom.Head
		if n.Type == html.ElementNode && !top && f(n) {
			doomed = append(doomed, n)
		}
	}
	for _, n := range doomed {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

func isAlien(n *html.Node) bool {
	return n.DataAtom == atom.Figcaption || furnitureClass.MatchString(classOf(n)) || hiddenStyle.MatchString(attr(n, "style")) || hasAttr(n, "hidden")
}
