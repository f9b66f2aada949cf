package extract

import (
	"regexp"
	"strings"
)

var (
	updatedLabel   = regexp.MustCompile(`(?i)updat|modif|revis|amended|aktualisiert|geändert|mis à jour|mise à jour|actualiz|aggiornat|atualiz|обновлен|изменен|بروزرسانی|تحديث`)
	publishedLabel = regexp.MustCompile(`(?i)publi|posted|first|created|issued|released|dated?\b|veröffentlicht|erstellt|stand\b|pubblicat|publicad|опубликован|منتشر|نشر`)
	otherLabel     = regexp.MustCompile(`(?i)retriev|access|archiv|captur|crawl|download|scrap|copyright|©|expires?|event`)
	byline         = regexp.MustCompile(`(?i)^(?:written by|words by|story by|reported by|reporting by|posted by|published by|by|von|par|por|di|автор:?)[ :]+(\p{Lu}.*)$`)
	stampNoise     = regexp.MustCompile(`(?i)\b(\d+ ?-?min(ute)?s?( read)?|read( time)?|reading time|ago|at|on|and|in|the|by|last|first|time|date|gmt|utc|bst|est|edt|et|uhr)\b`)
)

// stamps reads a line of dates, with or without a byline, and bylines. It
// reports false for every other line, and then changes nothing.
func (h *head) stamps(line string) bool {
	if len(line) > 200 {
		return false
	}
	found := FindDates(line)
	rest := line
	for i := len(found) - 1; i >= 0; i-- {
		rest = rest[:found[i].Start] + " | " + rest[found[i].End:]
	}
	authors, isByline := bylineOf(rest)
	if isByline {
		h.article.Authors = appendNew(h.article.Authors, authors...)
	}
	if len(found) == 0 {
		return isByline
	}
	rest = stampNoise.ReplaceAllString(updatedLabel.ReplaceAllString(publishedLabel.ReplaceAllString(rest, " "), " "), " ")
	if !isByline && (words(onlyLetters(rest)) > 4 || endsSentence(line) && words(line) > 8) {
		return false
	}
	h.dates(line, found)
	return true
}

// dates takes each date for what the words before it call it; the first that
// nothing is said of is that of publication.
func (h *head) dates(line string, found []FoundDate) {
	a, before := &h.article, 0
	for _, f := range found {
		label := line[before:f.Start]
		before = f.End
		switch {
		case otherLabel.MatchString(label):
		case updatedLabel.MatchString(label):
			if a.Updated == "" {
				a.Updated = f.Date
			}
		case a.Published == "":
			a.Published = f.Date
		}
	}
}

var notLetters = regexp.MustCompile(`[^\p{L}\s]+`)

func onlyLetters(s string) string { return notLetters.ReplaceAllString(s, " ") }

// bylineOf reads the authors of a line such as "By Jane Doe and John Roe,
// Political Editor".
func bylineOf(line string) ([]string, bool) {
	line = strings.Trim(line, " |·•-–—*_")
	m := byline.FindStringSubmatch(line)
	if m == nil || words(line) > 16 || endsSentence(line) && words(line) > 5 {
		return nil, false
	}
	return people(m[1]), true
}

var (
	andSplit = regexp.MustCompile(`(?i)\s*(?:,\s*and\s+|\s+and\s+|\s*&\s*|;|\s+und\s+|\s+et\s+|\s+y\s+)\s*`)
	offices  = regexp.MustCompile(`(?i)\b(editor|correspondent|reporter|writer|staff|journalist|columnist|analyst|bureau|desk|chief|contributor|producer|in [A-Z]\w+|bbc|news|reuters|politics|the [A-Z]\w+)\b`)
)

// people cuts a byline into names and drops offices and places.
func people(s string) []string {
	s, _, _ = strings.Cut(s, "|")
	var names []string
	for _, part := range andSplit.Split(s, -1) {
		for i, name := range strings.Split(part, ",") {
			name = strings.Trim(name, " .*_·•-–—")
			if i > 0 && (offices.MatchString(name) || words(name) < 2) {
				continue
			}
			if name != "" && words(name) <= 6 {
				names = append(names, name)
			}
		}
	}
	return names
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		seen := false
		for _, have := range list {
			seen = seen || strings.EqualFold(have, s)
		}
		if !seen {
			list = append(list, s)
		}
	}
	return list
}
