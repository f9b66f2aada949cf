package extract

import (
	"regexp"

	"despatch/corpus"
)

var (
	updatedLabel   = regexp.MustCompile(`(?i)updat|modif|revis|amended|edited|aktualisiert|geändert|änderung|mis à jour|mise à jour|actualiz|aggiornat|atualiz|обновлен|изменен|بروزرسانی|تحديث`)
	publishedLabel = regexp.MustCompile(`(?i)publi|posted|first|created|issued|released|written|\bdated?\b|datum|veröffentlicht|erstellt|stand\b|pubblicat|publicad|опубликован|منتشر|نشر`)
	publishedWord  = regexp.MustCompile(`(?i)\p{L}*(publi|posted|first|created|issued|released|written|dated?\b|datum|veröffentlicht|erstellt|опубликован)\p{L}*`)
	updatedWord    = regexp.MustCompile(`(?i)\p{L}*(updat|modif|revis|amended|edited|aktualisiert|geändert|mis à jour|actualiz|aggiornat|atualiz|обновлен)\p{L}*`)
	otherLabel     = regexp.MustCompile(`(?i)retriev|access|archiv|captur|crawl|download|scrap|copyright|©|expires?|event`)
	segmentMark    = regexp.MustCompile(`\s*[|•·]\s*|\s/\s|\.\s+|\s[-–—]\s|\s*[()]\s*`)
	stampNoise     = regexp.MustCompile(`(?i)\d+ ?-?min(ute)?s?( read)?|\b(reading time|read time|read|ago|at|on|and|in|the|by|last|time|date|gmt|utc|bst|est|edt|et|uhr|am|um|le|à|el|il)\b`)
)

// stamps reads a line of dates, with or without a byline, and bylines. It
// reports false for every other line, and then changes nothing.
func (h *head) stamps(line string) bool {
	if len(line) > 240 {
		return false
	}
	dates := datesIn(line, h.order)
	var authors []string
	others := 0
	for _, segment := range segmentMark.Split(without(line, dates), -1) {
		if names, ok := bylineOf(segment); ok {
			authors = append(authors, names...)
			continue
		}
		segment = updatedWord.ReplaceAllString(publishedWord.ReplaceAllString(segment, " "), " ")
		others += words(onlyLetters(stampNoise.ReplaceAllString(segment, " ")))
	}
	if len(dates) == 0 && authors == nil || others > 3 {
		return false
	}
	h.article.Authors = appendNew(h.article.Authors, authors...)
	h.dates(line, dates)
	return true
}

// without puts a bar in the place of each date.
func without(line string, dates []FoundDate) string {
	for i := len(dates) - 1; i >= 0; i-- {
		line = line[:dates[i].Start] + " | " + line[dates[i].End:]
	}
	return line
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

// dateField reads the value of a field that holds a date.
func (h *head) dateField(to *corpus.Date, value string) bool {
	d, err := corpus.ParseDate(value)
	if found := datesIn(value, h.order); err != nil && len(found) > 0 {
		d, err = found[0].Date, nil
	}
	if err == nil && *to == "" {
		*to = d
	}
	return err == nil
}

var notLetters = regexp.MustCompile(`[^\p{L}\s]+`)

func onlyLetters(s string) string { return notLetters.ReplaceAllString(s, " ") }
