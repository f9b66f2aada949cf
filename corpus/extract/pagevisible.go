package extract

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// shown is a short piece of text on a page that may hold a date.
type shown struct {
	text  string
	class string // of the element and its parent, lower case
	node  *html.Node
	order int // characters of text before it
}

var (
	dateClass  = regexp.MustCompile(`(^|[\s_-])(date|datum|datetime|time|timestamp|timedata|pubdate|published|publish|posted|meta|infoline|byline|dateline|article-?info|docdata|post-?date|entry-?date|created?)([\s_-]|$|line|data|time|date)|date$`)
	otherClass = regexp.MustCompile(`comment|related|teaser|sidebar|widget|footer|recommend|more-|mostread|most-read|trending|popular|recent|latest|event|calendar|newsticker|ticker|breadcrumb|nav\b|navigation|menu|cookie|copyright|promo|aside|carousel|slider|listing|archive`)
)

// visible looks for dates in the parts of a page that people see.
func (d *pageDates) visible(doc *html.Node, m *pageMeta) {
	pieces, headline := shownPieces(doc, m)
	d.microdata(doc)
	d.labelled(pieces)
	d.nearHeadline(pieces, headline)
	d.timeTags(pieces)
}

// shownPieces lists the short pieces of text in document order, without those
// of menus, teasers and comments. headline is where the title stands, in
// characters, or -1.
func shownPieces(doc *html.Node, m *pageMeta) (pieces []shown, headline int) {
	headline = -1
	order := 0
	title := titleKey(m.title())
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case c.Type == html.TextNode:
				order += len(strings.TrimSpace(c.Data))
			case c.Type != html.ElementNode || unseen[c.DataAtom]:
			case c.DataAtom == atom.Nav || c.DataAtom == atom.Footer || otherClass.MatchString(classOf(c)) && c.DataAtom != atom.Body:
				order += 1
			default:
				if headline < 0 && isHeadline(c, title) {
					headline = order
				}
				if len(pieces) < maxPieces && isShort(c) {
					pieces = append(pieces, shown{oneLine(spacedText(c)), classOf(c) + " " + classOf(c.Parent), c, order})
				}
				visit(c)
			}
		}
	}
	visit(doc)
	return pieces, headline
}

// isHeadline tells the element that shows the title: a heading that repeats
// it or the better part of it, or another element that repeats it whole.
func isHeadline(n *html.Node, title string) bool {
	shown := textUpTo(n, 300)
	if title != "" && (len(shown) > 2*len(title)+40 || len(shown)*4 < len(title)) {
		return false
	}
	key := titleKey(shown)
	if key == "" || title == "" {
		return n.DataAtom == atom.H1 && key != ""
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3:
		return key == title || words(key) >= 2 && len(key) > 12 && (strings.Contains(title, key) || strings.Contains(key, title))
	}
	return key == title
}

// How long a piece of text with a date may be, in bytes, and how many of them
// are looked at.
const (
	maxShown  = 400
	maxPieces = 2000
)

// isShort picks elements with little text: a line of metadata, not a
// paragraph.
func isShort(n *html.Node) bool {
	if n.DataAtom == atom.Time || n.DataAtom == atom.Meta || attr(n, "itemprop") != "" {
		return true
	}
	s := textUpTo(n, maxShown)
	return s != "" && len(s) < maxShown && strings.ContainsAny(s, "0123456789")
}

// maxBelow is how many nodes a short piece of text may be made of.
const maxBelow = 150

// textUpTo is the text below n, or as much of it as is needed to see that it
// is longer than limit; nothing where it is made of more nodes than a short
// text is.
func textUpTo(n *html.Node, limit int) string {
	var b strings.Builder
	visited := 0
	for d := range n.Descendants() {
		if visited++; visited > maxBelow {
			return ""
		}
		if d.Type == html.TextNode && !(d.Parent != nil && unseen[d.Parent.DataAtom]) {
			b.WriteString(strings.TrimSpace(d.Data))
			b.WriteByte(' ')
			if b.Len() > limit {
				break
			}
		}
	}
	return strings.TrimSpace(b.String())
}

func spacedText(n *html.Node) string { return textUpTo(n, 400) }

func classOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	return strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
}

func titleKey(s string) string {
	return strings.ToLower(onlyLetters(oneLine(s)))
}

// microdata looks for the dates that a page marks as such wherever they
// stand.
func (d *pageDates) microdata(doc *html.Node) {
	for n := range doc.Descendants() {
		marked := attr(n, "itemprop") != "" || n.DataAtom == atom.Time && hasAttr(n, "pubdate")
		if marked && !strings.Contains(classOf(n.Parent), "comment") {
			d.itemprop(shown{text: textUpTo(n, 100), node: n})
		}
	}
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// itemprop takes the dates that microdata names.
func (d *pageDates) itemprop(p shown) {
	prop := strings.ToLower(attr(p.node, "itemprop"))
	isPublished := strings.Contains(prop, "datepublished") || hasAttr(p.node, "pubdate") && p.node.DataAtom == atom.Time
	if !isPublished && !strings.Contains(prop, "datemodified") {
		return
	}
	for _, v := range [...]string{attr(p.node, "datetime"), attr(p.node, "content"), p.text} {
		date, ok := stampDate(v)
		switch {
		case !ok:
			continue
		case isPublished && d.published[fromItemprop] == "":
			d.published[fromItemprop] = date
		case !isPublished && d.updated == "":
			d.updated = date
		}
		return
	}
}

// German puts the participle behind the date.
var publishedAfter = regexp.MustCompile(`(?i)^.{0,20}\b(veröffentlicht|erstellt|geschrieben|gepostet|publiziert|published|posted)\b`)

// labelled takes dates whose own words call them those of publication or of
// change.
func (d *pageDates) labelled(pieces []shown) {
	for _, p := range pieces {
		if p.text == "" || len(p.text) > maxShown {
			continue
		}
		before := 0
		for _, f := range FindDates(p.text) {
			label := p.text[before:f.Start]
			if before == 0 && publishedAfter.MatchString(p.text[f.End:]) {
				label = "published"
			}
			before = f.End
			switch {
			case len(label) > 100 || f.Date.Precision() < 3 || otherLabel.MatchString(label):
			case updatedLabel.MatchString(label):
				if d.updated == "" {
					d.updated = f.Date
				}
			case d.published[fromLabel] == "" && publishedLabel.MatchString(label) && (label == "published" || len(p.text) < 120 || dateClass.MatchString(p.class)):
				d.published[fromLabel] = f.Date
			}
		}
	}
}

// How far from the title its date may stand, in characters of text.
const (
	aboveHeadline = 400
	belowHeadline = 1500
)

// nearHeadline takes the date that stands closest to the title in a line of
// little else, below it rather than above.
func (d *pageDates) nearHeadline(pieces []shown, headline int) {
	if headline < 0 {
		return
	}
	best := 1 << 30
	for _, p := range pieces {
		distance := p.order - headline
		if distance < -aboveHeadline || distance > belowHeadline {
			continue
		}
		found := FindDates(p.text)
		if len(found) == 0 || found[0].Date.Precision() < 3 || updatedLabel.MatchString(p.text[:found[0].Start]) {
			continue
		}
		rest := words(onlyLetters(p.text[:found[0].Start] + " " + p.text[found[0].End:]))
		if rest > 8 && !dateClass.MatchString(p.class) {
			continue
		}
		if distance < 0 {
			distance = -distance * 2
		}
		distance += 20 * rest
		if dateClass.MatchString(p.class) || p.node.DataAtom == atom.Time {
			distance -= 300
		}
		if distance < best {
			best = distance
			d.published[fromHeadline] = found[0].Date
		}
	}
}

// timeTags takes the first <time> or element of a date's class.
func (d *pageDates) timeTags(pieces []shown) {
	isTime := func(p shown) bool { return p.node.DataAtom == atom.Time || p.node.DataAtom == atom.Abbr }
	i := slices.IndexFunc(pieces, func(p shown) bool {
		date, ok := stampDate(timeValue(p))
		return ok && date != "" && (isTime(p) || dateClass.MatchString(p.class)) && !updatedLabel.MatchString(p.class+" "+p.text)
	})
	if i >= 0 {
		d.published[fromTimeTag], _ = stampDate(timeValue(pieces[i]))
	}
}

func timeValue(p shown) string {
	for _, key := range [...]string{"datetime", "content", "title"} {
		if v := attr(p.node, key); v != "" {
			return v
		}
	}
	return p.text
}
