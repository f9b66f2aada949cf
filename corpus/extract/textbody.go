package extract

import (
	"regexp"
	"strings"
)

// body joins the paragraphs of an article, without furniture, captions and
// links to other articles, with empty lines between them.
func (h *head) body(lines []textLine) string {
	kept := append([]string{}, h.standfirst...)
	lines = fromFirstSentence(h.cutEnd(lines))
	strict := mostlySentences(lines)
	if strict {
		lines = toLastSentence(lines)
	}
	listed := false // below a line such as "Read more:"
	for i, l := range lines {
		if isLinkHead(l.text) {
			listed = true
			continue
		}
		listed = listed && !endsSentence(l.text)
		switch {
		case listed, isFurniture(l.text), isLink(l.text), isRule(l.text), isCredit(l.text) && i == 0:
		case i < 3 && l.text == h.article.Title:
		case strict && isAside(lines, i):
		default:
			if s := plainMarks(l.text); s != "" {
				kept = append(kept, s)
			}
		}
	}
	return strings.Join(kept, "\n\n")
}

// fromFirstSentence drops the few short lines that are left of the page above
// the first sentence of a text.
func fromFirstSentence(lines []textLine) []textLine {
	for i, l := range lines {
		switch {
		case endsSentence(l.text):
			return lines[i:]
		case i > 8, words(l.text) >= 8, bullet.MatchString(l.text), strings.HasPrefix(l.text, "#"):
			return lines
		}
	}
	return lines
}

// toLastSentence drops the short lines below the last sentence.
func toLastSentence(lines []textLine) []textLine {
	for len(lines) > 1 {
		last := lines[len(lines)-1].text
		if endsSentence(last) || words(last) >= 8 || bullet.MatchString(last) {
			break
		}
		lines = lines[:len(lines)-1]
	}
	return lines
}

// cutEnd drops what follows the end of the article: everything from a line
// such as "Most read", if no more than a few sentences come after it, and
// stamps on the last lines, which it reads.
func (h *head) cutEnd(lines []textLine) []textLine {
	for i, l := range lines {
		if isEnding(l.text) && sentences(lines[i+1:])*3 <= sentences(lines[:i]) {
			lines = lines[:i]
			break
		}
	}
	for n := len(lines); n > 1 && n > len(lines)-3; n-- {
		last := lines[n-1].text
		if isFurniture(last) || isLink(last) {
			continue
		}
		if h.stamps(last) {
			return append(lines[:n-1:n-1], lines[n:]...)
		}
		break
	}
	return lines
}

func sentences(lines []textLine) int {
	n := 0
	for _, l := range lines {
		if isProse(l.text) {
			n++
		}
	}
	return n
}

// mostlySentences tells that the text is prose, so that a line that is no
// sentence stands out.
func mostlySentences(lines []textLine) bool {
	n, all := 0, 0
	for _, l := range lines {
		if isFurniture(l.text) || isLink(l.text) {
			continue
		}
		all++
		if endsSentence(l.text) {
			n++
		}
	}
	return n*10 >= all*7
}

// isAside tells a caption or the title of another article: more than a
// heading's worth of words without the end of a sentence, among paragraphs
// that have one. Items of a list and lines of speech are none.
func isAside(lines []textLine, i int) bool {
	s := lines[i].text
	n := words(s)
	if endsSentence(s) || n < 8 || n > 40 || bullet.MatchString(s) || strings.HasPrefix(s, "#") {
		return false
	}
	if strings.HasPrefix(s, `"`) || strings.HasPrefix(s, "“") || strings.HasSuffix(s, ",") {
		return false
	}
	return i == 0 || !strings.HasSuffix(lines[i-1].text, ":")
}

var (
	bullet     = regexp.MustCompile(`^([-–—*•·▪‣]|\d{1,2}[.)])\s`)
	mdHead     = regexp.MustCompile(`^#{1,6}\s+(.*?)\s*#*$`)
	mdImage    = regexp.MustCompile(`!\[[^\]]*\]\([^)]*\)`)
	mdLink     = regexp.MustCompile(`\[([^\]]+)\]\((https?://|/)[^)]*\)`)
	mdEmphasis = regexp.MustCompile(`(^|[\s(“"])\*([^*\s][^*]*)\*($|[\s.,;:!?)”"])`)
	mdStrong   = regexp.MustCompile(`\*\*([^*]+)\*\*|__([^_]+)__`)
)

// plainMarks takes Markdown's marks off a line and keeps its words.
func plainMarks(s string) string {
	if !strings.ContainsAny(s, "#*[_") {
		return s
	}
	s = mdHead.ReplaceAllString(s, "$1")
	s = mdImage.ReplaceAllString(s, "")
	s = mdLink.ReplaceAllString(s, "$1")
	s = mdStrong.ReplaceAllString(s, "$1$2")
	return strings.TrimSpace(mdEmphasis.ReplaceAllString(s, "$1$2$3"))
}
