package extract

import (
	"regexp"
	"strings"

	"despatch/corpus"
)

// maxHead is how many lines at the top may belong to the head of an article.
const maxHead = 14

// head is what the lines above an article's body say.
type head struct {
	article corpus.Article
	// end is the first line of the body.
	end int
	// standfirst is a sentence of the head that belongs to the text.
	standfirst []string
}

// readHead reads the lines up to the body: header fields, banners, title,
// dates, authors.
func readHead(lines []textLine) head {
	h := head{}
	var candidates []int
	h.end = headEnd(lines)
	stamp := h.end // the first line of dates or authors
	for i := range h.end {
		line := lines[i].text
		switch {
		case h.field(line):
		case h.stamps(line):
			stamp = min(stamp, i)
		case isBanner(line), isFurniture(line):
		default:
			candidates = append(candidates, i)
		}
	}
	h.title(lines, candidates, stamp)
	return h
}

// headEnd finds the line where the body begins: after the last date or author
// line of the head, else at the first sentence.
func headEnd(lines []textLine) int {
	end, prose := 0, 0
	for i := 0; i < len(lines) && i < maxHead; i++ {
		line := lines[i].text
		var probe head
		switch {
		case probe.field(line), probe.stamps(line):
			if prose > 1 {
				return end
			}
			end = i + 1
		case isProse(line) && i > 0:
			prose++
		}
		if prose > 1 {
			break
		}
	}
	if end > 0 {
		return end
	}
	for end < len(lines)-1 && end < maxHead && !isProse(lines[end].text) {
		end++
	}
	if end == 0 && len(lines) > 1 && words(lines[0].text) <= 25 && !lines[0].severalSentences() {
		end = 1
	}
	return end
}

func (l textLine) severalSentences() bool {
	return regexp.MustCompile(`[.!?]["”’]? \p{Lu}`).MatchString(l.text)
}

// title picks the title among the lines of the head that are nothing else,
// and keeps a standfirst.
func (h *head) title(lines []textLine, candidates []int, stamp int) {
	best := -1
	for _, i := range candidates {
		n := words(lines[i].text)
		if n >= 4 && n <= 40 && i < stamp {
			best = i
			break
		}
	}
	if best < 0 && len(candidates) > 0 {
		best = candidates[0]
	}
	if best >= 0 && h.article.Title == "" {
		h.article.Title = strings.TrimSpace(strings.TrimLeft(lines[best].text, "# "))
	}
	for _, i := range candidates {
		if i > best && isProse(lines[i].text) {
			h.standfirst = append(h.standfirst, lines[i].text)
		}
	}
}

var headField = regexp.MustCompile(`(?i)^[*_]{0,2}(title|headline|date|published|publication date|date published|updated|last updated|modified|source|publisher|publication|outlet|url|link|permalink|author|authors|by|byline|language|lang|section|category|tags|keywords|id|description|summary)[*_]{0,2}\s*[:=]\s*[*_]{0,2}\s*(.*)$`)

// field reads a line such as "Title: …" or "URL: …".
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
	case "source", "publisher", "publication", "outlet":
		a.Source = value
	case "url", "link", "permalink":
		a.URL = value
	case "author", "authors", "by", "byline":
		a.Authors = append(a.Authors, people(value)...)
	case "language", "lang":
		a.Language = value
	case "section", "category", "tags", "keywords", "id", "description", "summary":
	default:
		return h.stamps(line)
	}
	return true
}

// A banner names a programme with its hours, or the part of a site.
var (
	hours    = regexp.MustCompile(`(?i)\b\d{1,2}([:.]\d{2})?\s*([ap]\.?m\.?)?\s*(-|–|—|to|until)\s*\d{1,2}([:.]\d{2})?\s*([ap]\.?m\.?|\b)`)
	onAir    = regexp.MustCompile(`(?i)^(on air|now playing|live|listen live|watch live|live now|up next|coming up|breaking( news)?|exclusive|advertisement|menu|search|sign in|log in|subscribe|home)\b.{0,40}$`)
	crumbs   = regexp.MustCompile(`^[^.!?]{2,30}( ?[>»›/] ?[^.!?]{2,40})+$`)
	siteName = regexp.MustCompile(`^([\w.-]+\.(com|org|net|co\.uk|gov|gov\.uk|eu|de|fr|io|info))$`)
)

func isBanner(line string) bool {
	if words(line) <= 12 && hours.MatchString(line) && len(FindDates(line)) == 0 && hasClock(line) {
		return true
	}
	return onAir.MatchString(line) && words(line) <= 6 || crumbs.MatchString(line) || siteName.MatchString(line)
}

var clockForm = regexp.MustCompile(`(?i)\d\s*[ap]\.?m\b|\d[:.]\d\d`)

func hasClock(line string) bool { return clockForm.MatchString(line) }
