package extract

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"despatch/corpus"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Kinds of pages that are no single article. They stand in an article's Extra
// under "kind".
const (
	ListPage = "list"      // a front page, a section, search results
	LiveBlog = "live blog" // one page with many entries, written as things happen
)

// Kind is what an article's page was, if it was no plain article: ListPage or
// LiveBlog.
func Kind(a corpus.Article) string {
	var kind string
	if json.Unmarshal(a.Extra["kind"], &kind) != nil {
		return ""
	}
	return kind
}

var (
	liveTitle = regexp.MustCompile(`(?i)\b(live updates?|live blog|liveblog|liveticker|as it happened|minute by minute|en direct|en vivo|live:)|^live\b`)
	livePath  = regexp.MustCompile(`(?i)/live/|[/-]live-?(updates?|blog|ticker)|liveblog|liveticker`)
	listPath  = regexp.MustCompile(`(?i)^/?(category|categories|tag|tags|topics?|author|authors|archives?|search|rubrik|thema|section)/`)
)

// pageKind tells lists and live blogs from articles: by what the page says of
// itself, by its address and by its make.
func (m *pageMeta) pageKind(address string, doc *html.Node) string {
	u, err := url.Parse(address)
	if err != nil {
		u = &url.URL{}
	}
	if m.ld.kind == "LiveBlogPosting" || liveTitle.MatchString(m.title()) && (livePath.MatchString(u.Path) || entries(doc) >= 5) {
		return LiveBlog
	}
	isArticle := strings.Contains(m.ld.kind, "Article") || m.ld.kind == "BlogPosting" || m.first("og:type") == "article" || m.first("article:published_time") != ""
	front := u.Host != "" && isRoot(u) || listPath.MatchString(u.Path)
	if !isArticle && (m.ldList || front && teasers(doc) >= 5 || teasers(doc) >= 15) {
		return ListPage
	}
	return ""
}

// entries counts the stamped entries of a page.
func entries(doc *html.Node) int {
	n := 0
	for d := range doc.Descendants() {
		if d.DataAtom == atom.Time {
			n++
		}
	}
	return n
}

// teasers counts headings that are links to other pages.
func teasers(doc *html.Node) int {
	n := 0
	for _, b := range blocksOf(doc) {
		if b.isHeading() && b.linked*10 >= len(b.text)*8 && words(b.text) >= 4 {
			n++
		}
	}
	return n
}
