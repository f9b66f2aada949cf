package extract

import (
	"net/url"
	"strings"

	"despatch/corpus"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageMeta is what the head of a page says of its article, before anything is
// made of it.
type pageMeta struct {
	tags      map[string]string // <meta> by name or property, lower case, the first of each
	titleTag  string
	canonical string
	language  string
	headings  []string // <h1>, and other bold lines of the length of a title
	scripts   []string // JSON-LD
	ld        ldArticle
	ldList    bool
}

// readMeta collects the metadata of a page.
func readMeta(doc *html.Node) pageMeta {
	m := pageMeta{tags: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Meta:
			m.meta(n)
		case atom.Html:
			m.language = attr(n, "lang")
		case atom.Title:
			if m.titleTag == "" && (n.Parent == nil || n.Parent.DataAtom != atom.Svg) {
				m.titleTag = limited(oneLine(textUpTo(n, maxMeta)))
			}
		case atom.H1:
			m.headings = append(m.headings, oneLine(textUpTo(n, 400)))
		case atom.B, atom.Strong, atom.H2:
			if line := oneLine(textUpTo(n, 300)); len(m.headings) < 20 && words(line) >= 4 {
				m.headings = append(m.headings, line)
			}
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && m.canonical == "" {
				m.canonical = attr(n, "href")
			}
		case atom.Script:
			if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
				m.scripts = append(m.scripts, textOf(n))
			}
		}
	}
	m.ld, m.ldList = readLD(m.scripts)
	return m
}

func (m *pageMeta) meta(n *html.Node) {
	content := limited(strings.TrimSpace(attr(n, "content")))
	if content == "" {
		return
	}
	for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
		name := strings.ToLower(strings.TrimSpace(attr(n, key)))
		if name != "" && m.tags[name] == "" {
			m.tags[name] = content
		}
	}
}

// first is the first of the named tags that is there.
func (m *pageMeta) first(names ...string) string {
	for _, name := range names {
		if v := m.tags[name]; v != "" {
			return v
		}
	}
	return ""
}

// address is the page's own URL: as it was fetched, else what the page calls
// canonical, where that is an absolute URL of a page.
func (m *pageMeta) address(fetched string) string {
	candidates := [...]string{m.canonical, m.tags["og:url"], m.ld.url, fetched}
	base, _ := url.Parse(fetched)
	for _, c := range candidates {
		u, err := url.Parse(strings.TrimSpace(c))
		if err != nil || c == "" {
			continue
		}
		if base != nil && base.Host != "" {
			u = base.ResolveReference(u)
			if !sameSite(u.Hostname(), base.Hostname()) {
				continue
			}
		}
		if u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") && !(isRoot(u) && base != nil && !isRoot(base)) {
			return u.String()
		}
	}
	return fetched
}

func isRoot(u *url.URL) bool { return strings.Trim(u.Path, "/") == "" && u.RawQuery == "" }

// sameSite compares hosts without their first label (www., m., amp.).
func sameSite(a, b string) bool {
	trim := func(h string) string {
		for _, p := range [...]string{"www.", "m.", "mobile.", "amp."} {
			h = strings.TrimPrefix(h, p)
		}
		return strings.ToLower(h)
	}
	return trim(a) == trim(b)
}

// maxMeta bounds a value of metadata, in bytes.
const maxMeta = 4096

func limited(s string) string {
	if len(s) > maxMeta {
		return strings.ToValidUTF8(s[:maxMeta], "")
	}
	return s
}

// isHuge tells a page with more elements or text than any that people write,
// for which the libraries would take minutes.
func isHuge(doc *html.Node) bool {
	n, text := 0, 0
	for d := range doc.Descendants() {
		if d.Type == html.ElementNode {
			n++
		} else {
			text += len(d.Data)
		}
		if n > maxElements || text > corpus.MaxText {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf is all text below n.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func unescape(s string) string { return html.UnescapeString(s) }
