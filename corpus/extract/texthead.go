package extract

import (
	"regexp"
	"strings"

	"despatch/corpus"
)

// maxHead is how many lines at the top may belong to the head of an article.
const maxHead = 16

// head is what the lines above an article's body say.
type head struct {
	article corpus.Article
	// end is the first line of the body.
	end int
	// order is that of day and month in dates of figures.
	order figureOrder
	// standfirst are sentences of the head that belong to the text.
	standfirst []string
}

// readHead reads the lines up to the body: header fields, banners, title,
// dates, authors.
func readHead(lines []textLine) head {
	h := head{order: headOrder(lines)}
	h.end = headEnd(lines, h.order)
	var candidates []int
	stamp := h.end // the first line of dates or authors
	for i := range h.end {
		line := lines[i].text
		switch {
		case h.field(line):
		case h.stamps(line):
			stamp = min(stamp, i)
		case isFurniture(line) || isRule(line) || isCredit(line):
		default:
			candidates = append(candidates, i)
		}
	}
	h.title(lines, candidates, stamp)
	return h
}

// headEnd finds the line where the body begins: after the last line of dates,
// authors or fields that stands near the top, or after the title below it;
// else at the first sentence.
func headEnd(lines []textLine, order figureOrder) int {
	end, prose := 0, 0
	for i := 0; i < min(len(lines), maxHead) && prose < 2; i++ {
		probe := head{order: order}
		switch line := lines[i].text; {
		case probe.field(line), probe.stamps(line):
			end = i + 1
		case isProse(line) && i > 0:
			prose++
		}
	}
	if end == 0 {
		return firstSentence(lines)
	}
	for end < len(lines)-1 && (isFurniture(lines[end].text) || isRule(lines[end].text)) {
		end++
	}
	return max(end, titleBelow(lines, end, order))
}

// headOrder looks for the order of figures in the lines where stamps stand.
func headOrder(lines []textLine) figureOrder {
	var stamps []string
	for i, l := range lines {
		if (i < maxHead || i >= len(lines)-3) && len(l.text) < 240 {
			stamps = append(stamps, l.text)
		}
	}
	return orderOf(strings.Join(stamps, "\n"))
}

// titleBelow passes the title where it stands under the dates: none above
// looks like one, the next line does.
func titleBelow(lines []textLine, end int, order figureOrder) int {
	for _, l := range lines[:end] {
		probe := head{order: order}
		if !probe.stamps(l.text) && titleScore(l.text) > 0 {
			return end
		}
	}
	for i := end; i < min(end+2, len(lines)-1); i++ {
		probe := head{order: order}
		if titleScore(lines[i].text) > 0 && !isProse(lines[i].text) {
			end = i + 1
			if next := lines[end].text; end < len(lines)-1 && probe.stamps(next) {
				end++
			}
			return end
		}
	}
	return end
}

// firstSentence is the line where the text begins when nothing else marks it.
// A single short sentence on top of longer paragraphs is taken for the title.
func firstSentence(lines []textLine) int {
	end := 0
	for end < len(lines)-1 && end < maxHead && !isProse(lines[end].text) {
		end++
	}
	if end == 0 && len(lines) > 1 && words(lines[0].text) <= 22 && !severalSentences.MatchString(lines[0].text) {
		end = 1
	}
	return end
}

var severalSentences = regexp.MustCompile(`[.!?]["”’]? \p{Lu}`)

// title picks the title among the lines of the head that are nothing else,
// and keeps a standfirst. Of two lines that look alike the one above the
// dates, and the lower of those, is preferred to an outlet's name.
func (h *head) title(lines []textLine, candidates []int, stamp int) {
	best, score := -1, -100
	for _, i := range candidates {
		s := titleScore(lines[i].text) * 2
		if i > stamp {
			s--
		}
		if strings.HasPrefix(lines[i].text, "# ") {
			s += 4
		}
		if s > score {
			best, score = i, s
		}
	}
	if best < 0 {
		return
	}
	if h.article.Title == "" {
		h.article.Title = cleanTitle(lines[best].text)
	}
	for _, i := range candidates {
		if i > best && isProse(lines[i].text) {
			h.standfirst = append(h.standfirst, lines[i].text)
		}
	}
}

// titleScore tells how much a line looks like the title of an article: some
// words that are no banner, no list of sections and no paragraph.
func titleScore(s string) int {
	n, score := words(s), 0
	switch {
	case n >= 5:
		score = 3
	case n >= 3:
		score = 1
	}
	if n > 30 || isBanner(s) {
		score -= 6
	}
	if n <= 6 && s == strings.ToUpper(s) && s != strings.ToLower(s) || n <= 4 && isName(s) {
		score -= 2 // an outlet's name
	}
	if strings.HasSuffix(s, ".") && severalSentences.MatchString(s) {
		score -= 2
	}
	return score
}

// cleanTitle takes away marks of markup and the name of a site behind a bar.
func cleanTitle(s string) string {
	s = strings.Trim(s, "#*_ ")
	for _, bar := range [...]string{" | ", " » ", " · "} {
		before, after, ok := strings.Cut(s, bar)
		if ok && words(after) <= 5 && words(before) >= 4 {
			s = before
		}
	}
	return strings.TrimSpace(s)
}
