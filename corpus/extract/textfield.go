package extract

import (
	"regexp"
	"strings"
)

var headField = regexp.MustCompile(`(?i)^[*_]{0,2}(title|headline|date|published|published on|publication date|publish date|date published|updated|last updated|modified|source|publisher|publication|outlet|site|url|link|permalink|author|authors|by|byline|language|lang|section|category|categories|tags|keywords|id|description|summary|draft|layout|slug)[*_]{0,2}\s*[:=][*_]{0,2}\s+["']?(.*?)["']?$`)

// field reads a line such as "Title: …" or "URL: …", as scrapers write them
// above a text.
func (h *head) field(line string) bool {
	m := headField.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	value := strings.Trim(m[2], " *_")
	a := &h.article
	switch strings.ToLower(m[1]) {
	case "title", "headline":
		a.Title = value
	case "source", "publisher", "publication", "outlet", "site":
		a.Source = value
	case "url", "link", "permalink":
		a.URL = value
	case "author", "authors", "by", "byline":
		a.Authors = appendNew(a.Authors, people(strings.Trim(value, "[]"))...)
	case "language", "lang":
		a.Language = value
	case "updated", "last updated", "modified":
		return h.dateField(&a.Updated, value)
	case "date", "published", "published on", "publication date", "publish date", "date published":
		return h.dateField(&a.Published, value)
	}
	return true
}
