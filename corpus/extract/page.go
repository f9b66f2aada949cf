package extract

import (
	"bytes"
	"encoding/json"

	"despatch/corpus"
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
	a = corpus.Article{URL: m.address(address), Title: m.title(), Authors: m.authors(doc)}
	a.Source = m.source(a.URL)
	dates := findDates(doc, &m, a.URL)
	guess := libraryDate(doc, a.URL)
	a.Text = pageBody(doc, page, &m)
	dates.dateline(a.Text)
	a.Published, a.Updated = dates.choose(guess)
	if a.Updated.Day() == a.Published.Day() && a.Updated.Precision() <= corpus.Day {
		a.Updated = "" // the same day said twice
	}
	if kind := m.pageKind(a.URL, doc); kind != "" {
		a.Extra = map[string]json.RawMessage{"kind": json.RawMessage(`"` + kind + `"`)}
	}
	a.Language = Language(a.Text, m.declaredLanguage())
	return a, finish(&a)
}
