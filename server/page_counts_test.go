package server_test

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"despatch/corpus"
)

var (
	pickLink = regexp.MustCompile(`(?s)<a class="pick[^"]*"[^>]*href="([^"]*)".*?<span class="n">([0-9,]+)</span>`)
	barLink  = regexp.MustCompile(`<a href="([^"]*)" tabindex="-1"[^>]*><title>[^<]*: ([0-9,]+)[^<]*</title>`)
	foundOn  = regexp.MustCompile(`<h1>([0-9,]+) article`)
)

// TestPageCountsAreWhatTheyLeadTo: what a link of the page says is what its
// page finds, as far as it takes the place of what is chosen in its field.
func TestPageCountsAreWhatTheyLeadTo(t *testing.T) {
	articles := append([]corpus.Article{}, accusers...)
	for year := 1990; year < 2024; year++ { // enough for a timeline of years
		articles = append(articles, corpus.Article{ID: fmt.Sprint("y", year), Source: "Yearbook", Title: "The year", Published: corpus.Date(fmt.Sprint(year)), Text: fmt.Sprint("China told of the harbour in year ", year, ".")},
			corpus.Article{ID: fmt.Sprint("m", year), Source: "Monthly", Title: "The month", Published: corpus.Date(fmt.Sprint(year, "-03")), Text: fmt.Sprint("Ships came to the harbour ", year, " times.")})
	}
	d := newDesk(t, articles...)
	for page, links := range map[string]*regexp.Regexp{
		"/?from=2019&to=2021": pickLink, "/?exclude.country=cn": pickLink, "/?q=harbour": pickLink,
		"/": barLink, "/?q=harbour+OR+rain": barLink, "/?from=1995&to=2020": barLink,
	} {
		followed := 0
		_, body := d.get(t, page)
		for _, m := range links.FindAllStringSubmatch(body, -1) {
			if strings.Contains(m[0], "selected") {
				continue
			}
			want, _ := strconv.Atoi(m[2])
			_, next := d.get(t, html.UnescapeString(m[1]))
			found := foundOn.FindStringSubmatch(next)
			if want == 0 && found == nil {
				continue
			}
			if found == nil || found[1] != m[2] {
				t.Errorf("%s says %s of %s, which finds %v", page, m[2], m[1], found)
			}
			followed++
		}
		if followed < 5 {
			t.Errorf("%s: only %d links", page, followed)
		}
	}
}
