package extract

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"despatch/corpus"

	"github.com/mmcdole/gofeed"
)

// feed reads the items of an RSS, Atom or JSON feed that hold their text.
func (w *walker) feed(where string, b []byte) error {
	f, err := parseFeed(b)
	if err != nil {
		return err
	}
	if len(f.Items) == 0 {
		return because(corpus.ErrNoText, "the feed has no items")
	}
	for i, item := range f.Items {
		place := fmt.Sprintf("%s#%d", where, i+1)
		a, err := feedArticle(f, item)
		if err != nil {
			if err := w.reject(place, err); err != nil {
				return err
			}
			continue
		}
		if err := w.accept(place, "text/html", []byte(itemBody(item)), a); err != nil {
			return err
		}
	}
	return nil
}

// growing finds an entity of XML that is made of others.
var growing = regexp.MustCompile(`<!ENTITY\s+\S+\s+["'][^"'>]*[&%]\w+;`)

func parseFeed(b []byte) (f *gofeed.Feed, err error) {
	defer guard(&err)
	if growing.Match(b[:min(len(b), 64<<10)]) {
		return nil, because(ErrBomb, "an XML bomb: entities made of entities")
	}
	f, err = gofeed.NewParser().Parse(bytes.NewReader(b))
	if err != nil {
		return nil, because(ErrSyntax, "not a feed: %v", err)
	}
	return f, nil
}

func itemBody(item *gofeed.Item) string {
	if len(item.Content) >= len(item.Description) {
		return item.Content
	}
	return item.Description
}

func feedArticle(f *gofeed.Feed, item *gofeed.Item) (corpus.Article, error) {
	a := corpus.Article{
		URL:    strings.TrimSpace(item.Link),
		Source: strings.TrimSpace(f.Title),
		Title:  oneLine(plainText(item.Title)),
		Text:   plainText(itemBody(item)),
	}
	a.Published, _ = feedDate(item.Published)
	a.Updated, _ = feedDate(item.Updated)
	for _, p := range item.Authors {
		if p != nil && p.Name != "" {
			a.Authors = append(a.Authors, oneLine(p.Name))
		}
	}
	a.Language = Language(a.Text, f.Language)
	return a, finish(&a)
}

func feedDate(s string) (corpus.Date, bool) {
	if d, err := corpus.ParseDate(s); err == nil {
		return d, true
	}
	return ReadDate(s)
}
