package extract

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// title is the page's title as its readers see it: what the metadata says,
// without the name of the site, which the headline on the page does not have.
func (m *pageMeta) title() string {
	stated := ""
	for _, t := range [...]string{m.ld.headline, m.first("og:title", "twitter:title", "dc.title", "headline"), m.titleTag} {
		if t = oneLine(unescape(t)); t != "" {
			stated = t
			break
		}
	}
	key := titleKey(stated)
	for _, h := range m.headings {
		k := titleKey(h)
		if words(k) >= 2 && (strings.HasPrefix(key, k) || stated == "") || words(k) >= 4 && strings.HasSuffix(key, k) {
			return h
		}
	}
	title, _ := cutSite(stated)
	return title
}

var siteMark = regexp.MustCompile(`\s+[|»·:/–—-]\s+`)

// cutSite parts a title from the name of a site behind its last bar.
func cutSite(s string) (title, site string) {
	marks := siteMark.FindAllStringIndex(s, -1)
	if len(marks) == 0 {
		return s, ""
	}
	last := marks[len(marks)-1]
	title, site = s[:last[0]], s[last[1]:]
	if words(title) < 3 || words(site) > 4 || words(site) >= words(title) {
		return s, ""
	}
	return title, site
}

// source is the outlet: as the metadata names it, else the name behind the
// title, else the host.
func (m *pageMeta) source(address string) string {
	for _, s := range [...]string{m.ld.publisher, m.first("og:site_name", "application-name", "dc.publisher", "publisher")} {
		if s = oneLine(unescape(s)); s != "" && !strings.HasPrefix(s, "http") && words(s) <= 10 {
			return s
		}
	}
	if rest, ok := strings.CutPrefix(m.titleTag, m.title()); ok {
		if loc := siteMark.FindStringIndex(rest); loc != nil && loc[0] == 0 && words(rest[loc[1]:]) <= 4 {
			return rest[loc[1]:]
		}
	}
	if u, err := url.Parse(address); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

var authorClass = regexp.MustCompile(`(^|[\s_-])(byline|author|authors|author-?name|article-?author)([\s_-]|$)`)

// authors are the persons that the metadata or the byline names. An outlet
// that signs its own article is no author.
func (m *pageMeta) authors(doc *html.Node) []string {
	var names []string
	for _, a := range m.ld.authors {
		if !strings.EqualFold(a, m.ld.publisher) {
			names = appendNew(names, people(a)...)
		}
	}
	if len(names) == 0 {
		names = people(m.first("author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "byl"))
	}
	if len(names) > 0 {
		return names
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || !(authorClass.MatchString(classOf(n)) || attr(n, "rel") == "author" || attr(n, "itemprop") == "author") {
			continue
		}
		line := textUpTo(n, 120)
		if by, ok := bylineOf(line); ok {
			return by
		}
		if words(line) >= 2 && isName(line) && n.DataAtom != atom.Body {
			return []string{line}
		}
	}
	return nil
}

func (m *pageMeta) declaredLanguage() string {
	for _, l := range [...]string{m.language, m.ld.language, m.first("og:locale", "content-language", "dc.language", "language")} {
		if l != "" {
			return l
		}
	}
	return ""
}
