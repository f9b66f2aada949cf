package extract

import (
	"bytes"
	"net/url"
	"strings"

	"despatch/corpus"

	"golang.org/x/net/html"
)

// Page reads the article of an HTML page. address is the URL that it was got
// from and contentType what the server called it; both may be empty.
func Page(b []byte, address, contentType string) (a corpus.Article, err error) {
	defer guard(&err)
	if len(bytes.TrimSpace(b)) == 0 {
		return a, ErrEmpty
	}
	if len(b) > MaxPage {
		return a, because(corpus.ErrTooLarge, "a page of more than %d MB", MaxPage>>20)
	}
	page := decodePage(b, contentType)
	doc, err := parsePage(page)
	if err != nil {
		return a, err
	}
	m := readMeta(doc)
	a = corpus.Article{URL: m.address(address), Title: m.title(), Source: m.source(address), Authors: m.authors()}
	dates := findDates(doc, &m, a.URL)
	guess := libraryDate(doc, a.URL)
	a.Text = pageBody(doc, page, &m)
	dates.dateline(a.Text)
	a.Published, a.Updated = dates.choose(guess)
	a.Language = Language(a.Text, m.declaredLanguage())
	return a, finish(&a)
}

func parsePage(s string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return nil, because(ErrNested, "cannot be parsed as a page: %v", err)
	}
	return doc, nil
}

func (m *pageMeta) title() string {
	for _, t := range [...]string{m.ld.headline, m.first("og:title", "twitter:title", "dc.title", "headline"), m.titleTag} {
		if t = oneLine(unescape(t)); t != "" {
			return t
		}
	}
	return ""
}

func (m *pageMeta) source(address string) string {
	for _, s := range [...]string{m.ld.publisher, m.first("og:site_name", "application-name", "dc.publisher", "publisher")} {
		if s = oneLine(unescape(s)); s != "" && !strings.HasPrefix(s, "http") {
			return s
		}
	}
	if u, err := url.Parse(address); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

func (m *pageMeta) authors() []string {
	if len(m.ld.authors) > 0 {
		return m.ld.authors
	}
	return people(m.first("author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "byl"))
}

func (m *pageMeta) declaredLanguage() string {
	for _, l := range [...]string{m.language, m.ld.language, m.first("og:locale", "content-language", "dc.language", "language")} {
		if l != "" {
			return l
		}
	}
	return ""
}
