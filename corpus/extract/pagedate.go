package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"despatch/corpus"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
)

// dateSource is where on a page a date was found.
type dateSource int

// The sources, the most trusted first.
const (
	fromLD dateSource = iota
	fromMeta
	fromItemprop
	fromLabel
	fromHeadline
	fromURL
	fromWeakMeta
	fromTimeTag
	fromDateline
	fromLibrary
	dateSources
)

// pageDates are the dates found on a page, the first of each source.
type pageDates struct {
	published [dateSources]corpus.Date
	updated   corpus.Date
}

// Tags of the head that give the date of publication and nothing else, and
// those that other dates are put into too.
var (
	publishedTags = []string{
		"article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished", "parsely-pub-date",
		"sailthru.date", "article.published", "published-date", "publishdate", "publish-date", "publish_date", "pubdate", "publication_date",
		"publicationdate", "article:publicationdate", "cxenseparse:recs:publishtime", "vr:published-time", "rnews:datepublished", "citation_publication_date",
		"dc.date.issued", "dcterms.issued", "dc.issued", "dcterms.created", "dc.date.created", "article_date_original", "originalpublicationdate",
		"ptime", "displaydate", "date_published", "article-publish-date", "release_date", "firstpublished", "article.created", "created",
	}
	weakTags    = []string{"date", "dc.date", "dcterms.date", "article.date", "timestamp", "datecreated", "lastdate", "cre", "bt:pubdate"}
	updatedTags = []string{
		"article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "lastmod", "dcterms.modified", "dc.date.modified",
		"last-modified", "revised", "modified", "article.updated", "dateupdated", "utime",
	}
)

// findDates collects the dates of a page from all its sources.
func findDates(doc *html.Node, m *pageMeta, address string) pageDates {
	var d pageDates
	set := func(s dateSource, v string) {
		if date, ok := stampDate(v); ok && d.published[s] == "" {
			d.published[s] = date
		}
	}
	set(fromLD, m.ld.published)
	for _, tag := range publishedTags {
		set(fromMeta, m.tags[tag])
	}
	for _, tag := range weakTags {
		set(fromWeakMeta, m.tags[tag])
	}
	for _, a := range [...]string{address, m.canonical} {
		if d.published[fromURL] == "" {
			d.published[fromURL] = urlDate(a)
		}
	}
	d.described(m.first("description", "og:description"))
	for _, v := range append([]string{m.ld.modified}, valuesOf(m.tags, updatedTags)...) {
		if date, ok := stampDate(v); ok && d.updated == "" {
			d.updated = date
		}
	}
	d.visible(doc, m)
	return d
}

func valuesOf(tags map[string]string, names []string) []string {
	var values []string
	for _, name := range names {
		values = append(values, tags[name])
	}
	return values
}

// stampDate reads a date made by a machine. Midnight to the second in such a
// stamp is a day whose time nobody knew.
func stampDate(s string) (corpus.Date, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 80 {
		return "", false
	}
	d, err := corpus.ParseDate(s)
	if err != nil {
		found := FindDates(s)
		if len(found) == 0 {
			return "", false
		}
		d = found[0].Date
	}
	if d.Precision() < corpus.Day {
		return "", false
	}
	if midnight.MatchString(s) {
		return corpus.Date(d.Day()), true
	}
	return d, true
}

var midnight = regexp.MustCompile(`[T ]00:00(:00(\.0+)?)?\s*(Z|GMT|UTC|\+00:?00)?$`)

var (
	urlDay   = regexp.MustCompile(`(?:^|[/_-])((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
	urlNamed = regexp.MustCompile(`(?:^|/)((?:19|20)\d{2})[/-]([a-z]{3,9})[/-](\d{1,2})(?:[/_.-]|$)`)
)

// urlDate reads a day in the path of an address: /2018/02/15/, /20180215-,
// /2018/feb/15/.
func urlDate(address string) corpus.Date {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	for _, m := range urlDay.FindAllStringSubmatch(u.Path, -1) {
		if d, err := corpus.ParseDate(m[1] + "-" + m[2] + "-" + m[3]); err == nil {
			return d
		}
	}
	if m := urlNamed.FindStringSubmatch(strings.ToLower(u.Path)); m != nil {
		d, _ := ReadDate(m[3] + " " + m[2] + " " + m[1])
		return d
	}
	return ""
}

// described takes a date that a description gives in brackets or after a
// preposition at its beginning: "(Notizia del 14 Gennaio 2020)".
func (d *pageDates) described(description string) {
	found := FindDates(description)
	if len(found) != 1 || found[0].Date.Precision() < corpus.Day {
		return
	}
	before, after := description[:found[0].Start], description[found[0].End:]
	if strings.HasPrefix(after, ")") || found[0].Start < 40 && dated.MatchString(before) {
		d.published[fromDateline] = found[0].Date
	}
}

var dated = regexp.MustCompile(`(?i)\b(vom|del|du|of|dated|от)\s*$`)

// libraryDate asks go-htmldate, which also searches the text. Its answer is
// taken where the page does state that day: it makes days of months and years
// too.
func libraryDate(doc *html.Node, address string) corpus.Date {
	if isHuge(doc) {
		return ""
	}
	r, err := htmldate.FromDocument(doc, htmldate.Options{URL: address, UseOriginalDate: true})
	if err != nil || r.IsZero() || !states(doc, r.DateTime) {
		return ""
	}
	return dateOf(r)
}

// states looks for a day in the text and the attributes of a page.
func states(doc *html.Node, day time.Time) bool {
	want := day.Format("2006-01-02")
	has := func(s string) bool {
		if !strings.ContainsAny(s, "0123456789") {
			return false
		}
		if strings.Contains(s, want) || strings.Contains(s, day.Format("20060102")) {
			return true
		}
		return slices.ContainsFunc(FindDates(s), func(f FoundDate) bool { return f.Date.Day() == want })
	}
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && has(n.Data) || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return has(a.Val) }) {
			return true
		}
	}
	return false
}

// dateOf is a date of the library in our form.
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
