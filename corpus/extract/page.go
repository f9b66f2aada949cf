package extract

import (
	"bytes"
	"net/url"
	"strings"

	"despatch/corpus"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
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
	doc, err := parsePage(b, contentType)
	if err != nil {
		return a, err
	}
	options := trafilatura.Options{EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Fast}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		options.OriginalURL = u
	}
	date, _ := htmldate.FromDocument(doc, htmldate.Options{URL: address, UseOriginalDate: true, ExtractTime: true})
	options.HtmlDateOverride = &date
	got, err := trafilatura.ExtractDocument(doc, options)
	if err != nil || got == nil {
		return a, corpus.ErrNoText
	}
	a = corpus.Article{URL: address, Source: got.Metadata.Sitename, Title: oneLine(got.Metadata.Title), Text: tidyLines(got.ContentText)}
	if a.URL == "" {
		a.URL = got.Metadata.URL
	}
	if a.Source == "" {
		a.Source = got.Metadata.Hostname
	}
	for author := range strings.SplitSeq(got.Metadata.Author, ";") {
		if author = oneLine(author); author != "" {
			a.Authors = append(a.Authors, author)
		}
	}
	a.Published = dateOf(date)
	a.Language = Language(a.Text, got.Metadata.Language)
	return a, finish(&a)
}

func dateOf(r htmldate.Result) corpus.Date {
	switch {
	case r.IsZero():
		return ""
	case r.HasTime && r.HasTimezone:
		return corpus.Date(r.Format("2006-01-02T15:04Z07:00"))
	case r.HasTime:
		return corpus.Date(r.Format("2006-01-02T15:04"))
	}
	return corpus.Date(r.Format("2006-01-02"))
}

// parsePage brings the bytes to UTF-8, by the server's word, the page's own
// and its content, and parses them.
func parsePage(b []byte, contentType string) (*html.Node, error) {
	r, err := charset.NewReader(bytes.NewReader(b), contentType)
	if err != nil {
		return nil, because(ErrSyntax, "unknown charset: %v", err)
	}
	doc, err := html.Parse(r)
	if err != nil {
		return nil, because(ErrNested, "cannot be parsed as a page: %v", err)
	}
	return doc, nil
}
