package extract

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"despatch/corpus"

	"github.com/mmcdole/gofeed"
)

// MaxItems is how many items of one feed are read.
const MaxItems = 10_000

// Feed is a parsed RSS, Atom or JSON feed.
type Feed struct {
	Title string
	Items []FeedItem
	// Cut is true where the document breaks off: Items are those before.
	Cut bool
}

// FeedItem is one item of a feed.
type FeedItem struct {
	// ID is what the feed knows the item by: its guid, else its link, else
	// its title.
	ID string
	// Article is the item as the feed has it; its Text is empty where the feed
	// gives none, and a teaser where Full is false.
	Article corpus.Article
	// Full tells that the feed gives the whole text and not the beginning.
	Full bool
	// Body is the item's text as it stands in the feed: HTML.
	Body []byte
}

// ReadFeed reads a feed from its bytes and the media type that its server
// gave, which may be empty. Of a document that breaks off the whole items are
// kept.
func ReadFeed(b []byte, contentType string) (Feed, error) {
	if len(bytes.TrimSpace(b)) == 0 {
		return Feed{}, ErrEmpty
	}
	if len(b) > MaxFeed {
		return Feed{}, because(corpus.ErrTooLarge, "a feed of more than %d MB", MaxFeed>>20)
	}
	s := xmlEncoding.ReplaceAllString(decodePage(b, contentType), "$1")
	parsed, err := parseFeed(s)
	if err == nil {
		return ourFeed(parsed, false), nil
	}
	if whole := wholeItems(s); whole != "" {
		if parsed, err := parseFeed(whole); err == nil {
			return ourFeed(parsed, true), nil
		}
	}
	return Feed{}, err
}

// xmlEncoding is what an XML document says of its charset, which no longer
// holds once it is UTF-8.
var xmlEncoding = regexp.MustCompile(`^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']`)

// growing finds an entity of XML that is made of others.
var growing = regexp.MustCompile(`<!ENTITY\s+\S+\s+["'][^"'>]*[&%]\w+;`)

func parseFeed(s string) (f *gofeed.Feed, err error) {
	defer guard(&err)
	if growing.MatchString(s[:min(len(s), 64<<10)]) {
		return nil, because(ErrBomb, "an XML bomb: entities made of entities")
	}
	if f, err = gofeed.NewParser().ParseString(s); err != nil {
		return nil, because(ErrSyntax, "not a feed: %v", err)
	}
	return f, nil
}

// wholeItems closes a feed that breaks off behind its last whole item.
func wholeItems(s string) string {
	for _, end := range [...][2]string{{"</item>", "</channel></rss>"}, {"</item>", "</rdf:RDF>"}, {"</entry>", "</feed>"}} {
		at := strings.LastIndex(s, end[0])
		rdf := strings.Contains(s[:min(len(s), 1000)], "<rdf:RDF")
		if at > 0 && rdf == (end[1] == "</rdf:RDF>") {
			return s[:at] + end[0] + end[1]
		}
	}
	return ""
}

func ourFeed(parsed *gofeed.Feed, cut bool) Feed {
	f := Feed{Title: oneLine(plainText(parsed.Title)), Cut: cut}
	for _, item := range parsed.Items {
		if item != nil && len(f.Items) < MaxItems {
			f.Items = append(f.Items, ourItem(parsed, f.Title, item))
		}
	}
	f.distrustDates()
	return f
}

func ourItem(parsed *gofeed.Feed, source string, item *gofeed.Item) FeedItem {
	body := item.Content
	if len(item.Description) > len(body) {
		body = item.Description
	}
	a := corpus.Article{
		URL:    strings.TrimSpace(item.Link),
		Source: source,
		Title:  oneLine(plainText(item.Title)),
		Text:   plainText(body),
	}
	a.Published, _ = stampDate(item.Published)
	a.Updated, _ = stampDate(item.Updated)
	if a.Updated == a.Published {
		a.Updated = ""
	}
	for _, p := range item.Authors {
		if p != nil {
			a.Authors = appendNew(a.Authors, people(p.Name)...)
		}
	}
	a.Language = Language(a.Text, parsed.Language)
	return FeedItem{
		ID:      cmp.Or(strings.TrimSpace(item.GUID), a.URL, a.Title),
		Article: a,
		Full:    len(a.Text) >= enoughText && !teaserEnd.MatchString(a.Text) && (item.Content != "" || len(a.Text) >= 3*enoughText),
		Body:    []byte(body),
	}
}

// teaserEnd is how a text ends that goes on elsewhere.
var teaserEnd = regexp.MustCompile(`(?i)(…|\.\.\.|\[…\]|\[\.\.\.\]|(read|continue|more|weiterlesen|lire la suite|leer más)[^.]{0,40})\s*$`)

// distrustDates takes away a time that all items of a feed share: it is that
// of the feed's making.
func (f *Feed) distrustDates() {
	if len(f.Items) < 3 {
		return
	}
	first := f.Items[0].Article.Published
	for _, item := range f.Items {
		if item.Article.Published != first {
			return
		}
	}
	if first.Precision() < corpus.Minute {
		return // several articles on one day are nothing strange
	}
	for i := range f.Items {
		f.Items[i].Article.Published = ""
	}
}

func (w *walker) feedItem(place string, item FeedItem) error {
	if err := finish(&item.Article); err != nil {
		return w.reject(place, err)
	}
	return w.accept(place, ItemType, item.Body, item.Article)
}

// feed reads the items of a feed that hold a text.
func (w *walker) feed(where string, b []byte) error {
	f, err := ReadFeed(b, "")
	if err != nil {
		return err
	}
	if len(f.Items) == 0 {
		return because(corpus.ErrNoText, "the feed has no items")
	}
	for i, item := range f.Items {
		place := fmt.Sprintf("%s#%d", where, i+1)
		if err := w.feedItem(place, item); err != nil {
			return err
		}
	}
	if f.Cut {
		return because(ErrSyntax, "the feed breaks off after %d whole items", len(f.Items))
	}
	return nil
}
