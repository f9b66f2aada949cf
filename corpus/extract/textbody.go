package extract

import (
	"regexp"
	"strings"
)

// body joins the paragraphs of an article, without furniture, captions and
// links to other articles.
func body(lines []textLine, h head) string {
	kept := append([]string{}, h.standfirst...)
	strict := mostlySentences(lines)
	for i, l := range lines {
		if endOfArticle.MatchString(l.text) {
			break
		}
		if isFurniture(l.text) || isLink(l.text) || l.text == h.article.Title {
			continue
		}
		if strict && isAside(lines, i) {
			continue
		}
		kept = append(kept, l.text)
	}
	return strings.Join(kept, "\n\n")
}

// mostlySentences tells that the text is prose, so that a line that is no
// sentence stands out.
func mostlySentences(lines []textLine) bool {
	n := 0
	for _, l := range lines {
		if endsSentence(l.text) {
			n++
		}
	}
	return n*10 >= len(lines)*7
}

// isAside tells a caption or the title of another article: more than a
// heading's worth of words without the end of a sentence, between paragraphs
// that have one.
func isAside(lines []textLine, i int) bool {
	s := lines[i].text
	if endsSentence(s) || words(s) < 8 || words(s) > 40 || bullet.MatchString(s) {
		return false
	}
	if strings.HasPrefix(s, `"`) || strings.HasPrefix(s, "“") {
		return false
	}
	return i == 0 || !strings.HasSuffix(lines[i-1].text, ":")
}

var (
	bullet = regexp.MustCompile(`^([-–—*•·▪‣]|\d{1,2}[.)])\s`)

	link = regexp.MustCompile(`(?i)^[*_→▶►>\s]*(read more|read next|read also|also read|read|more|see also|see|related|related (story|article|content|coverage)|watch|watch live|listen|listen to|more on this|further reading|in pictures|explained|don't miss|recommended|lire aussi|à lire|lesen sie auch|mehr zum thema|lee también|leggi anche|leia também|читайте также)\s*[:|–—>]\s*\S`)

	furniture = regexp.MustCompile(`(?i)^[*_\s|•·]*(listen to (this|the) (article|story)|loading( audio)?( ?\.\.\.|…)?|read more|read next|advertisement|advert|ad|sponsored|promoted|story continues below( this)?( advertisement| ad)?|article continues (after|below).*|continue reading.*|skip (past|to) .*|share( (this|on|via|with)( (article|story|page|facebook|twitter|x|linkedin|email|whatsapp))?)?|copy link|copied|print( this)?( article)?|email|facebook|twitter|x|linkedin|whatsapp|reddit|telegram|pinterest|save|bookmark|follow( us)?( on .{2,40})?|(sign up|subscribe|register)( (now|here|today))?( (to|for) .{2,120})?|get .{2,80} (newsletter|inbox|updates|alerts).{0,60}|(our|the|a|free|daily|weekly).{0,40}newsletter.{0,80}|enter your email.*|by (signing up|subscribing|submitting|clicking).*|you can unsubscribe.*|(we use|this (site|website) uses) cookies.*|(accept|reject|manage)( all)?( cookies)?( (preferences|settings|options))?|cookie (policy|settings|preferences).*|privacy policy.*|terms (of|and) .{2,40}|view (image|picture|gallery|comments?).*|(\d+ )?comments?|leave a comment|show (more|comments)|play( video| audio)?|play\.? ?\d+:\d+.*|pause|mute|video|audio|photos?|gallery|image|picture|(image|photo|picture|video|photograph|credit|image credit|photo credit|image source|getty|caption|alamy)\s*[:/|©].*|(this|the) video (can ?not|is) .*|(download|get) (the|our) .{2,30} app.*|\d+ min(ute)?s?( read)?|\d+ (hours?|minutes?|days?|weeks?) ago|javascript .*|please enable .*|close|open|next|previous|back to top|top|menu|search|sign in|log ?in|subscribe|home|live|breaking|exclusive|getty( images)?|reuters|pa( media)?|afp|ap( photo)?|alamy|shutterstock|epa)[*_\s|•·:.!]*$`)

	endOfArticle = regexp.MustCompile(`(?i)^[*_#\s]*((more|latest|top) (stories|news|headlines|from .{2,40}|on this story|like this)|related (topics|stories|articles|content|news|posts)|most (read|popular|viewed|shared)|you (may|might) (also )?(like|be interested).*|recommended( for you)?( stories)?|read more on|around the (web|bbc)|trending( now)?|popular now|editor'?s'? picks?|copyright .*|©.*|all rights reserved\.?.*|topics|tags|filed under.*|mehr zum thema|sur le même sujet|comments( \(\d+\))?)[*_:\s]*$`)
)

func isFurniture(line string) bool { return len(line) < 240 && furniture.MatchString(line) }

// isLink tells a line that leads to another article or a recording.
func isLink(line string) bool { return words(line) <= 40 && link.MatchString(line) }
