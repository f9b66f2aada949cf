package extract

import (
	"regexp"
	"strings"
)

// Furniture are the lines of a page that are no part of any article. Each
// pattern stands for a whole line, marks around it aside.
var furniture = whole(
	`this article is (more than )?.{2,20} old`, `be the first to .{2,60}`, `(download|install|get) (the|our) .{2,40} app\b.{0,40}`, `why you can trust .{2,40}`,
	`for immediate release`, `reporting by .{3,200}`, `(additional |with )?reporting (by|from) .{3,120}`, `(editing|writing) by .{3,120}`, `acquire licensing rights.*`, `.{0,60}opens (in )?a? ?new (tab|window)`, `reuse this content`,
	// Players.
	`listen( to)?( (this|the) (article|story|page))?( \d+ min(utes?)?)?`, `loading( audio| video| player)?`,
	`play( (video|audio|now))?`, `play(ing)? ?\d+:\d+.*`, `pause|mute|unmute|video|audio|watch|captions?|fullscreen|live`,
	`(the|this) (video|audio|media) (could not|cannot|can't|can not|is not|isn't) .*`, `your browser does not support .*`, `\d+:\d\d(:\d\d)?( ?/ ?\d+:\d\d)?`,
	// Advertising.
	`ad(s|vert|vertisement|vertisements)?`, `sponsored( content| by .{2,40})?`, `promoted( content)?`, `paid (content|post)`,
	`(story|article|content) continues (below|after)( (this|the))?( ad| advert| advertisement| promotion)?`, `scroll (down )?to continue( with content)?`,
	`skip (past|to) .{3,40}`, `continue reading( .{0,40})?`, `(click|tap) here (to|for) .*`, `get .{3,40} (on the go )?by clicking here`,
	// Sharing.
	`(like this story\? )?share( (it|this|on|via|with|the))*( (article|story|page|post|facebook|twitter|x|linkedin|email|e-mail|whatsapp|telegram|reddit|friend|a friend|friends))*`,
	`(copy|copied)( (the )?(link|url))?( to clipboard)?`, `print( this)?( (article|page|story))?`, `save( (article|for later|this))?`, `bookmark`, `e?-?mail( this)?`,
	`(facebook|twitter|x|linkedin|whatsapp|reddit|telegram|pinterest|instagram|youtube|flipboard|bluesky|mastodon|threads|rss)([\s,|·•]+(facebook|twitter|x|linkedin|whatsapp|reddit|telegram|pinterest|instagram|youtube|email|print))*`,
	`(please )?(follow|join|like|find) (us|me|@?\w+( \w+){0,6}) (on|at) (@\w+|facebook|twitter|x|instagram|linkedin|telegram|whatsapp|threads|bluesky)\b.{0,80}`, `follow( us)?`,
	// Newsletters and subscriptions.
	`(sign[ -]?up|subscribe|register|join)( (now|here|today|free))?( (to|for|from|with|at) .{1,120})?`, `.{0,80}\b(sign up|subscribe|register)\b.{0,60}\bnewsletters?\b.{0,80}`,
	`(our|the|a|free|daily|weekly|morning|evening).{0,40}\bnewsletter.{0,60}`, `get .{2,80}\b(newsletter|inbox|updates|alerts|delivered)\b.{0,100}`,
	`(enter|add) your e-?mail.*`, `by (signing up|subscribing|submitting|clicking|entering)\b.*`, `you can unsubscribe.*`, `(this|to read this) (article|content|story) is (only )?(for|available to|reserved for) .{0,40}(subscribers|members).*`,
	`(already a subscriber|already have an account)\?.*`, `start your free trial.*`, `log ?in|sign ?in|register|subscribe|my account|sign in to continue.*`, `you must (log in|be logged in|sign in) to .*`,
	// Consent and small print.
	`(we|this (web)?site|our partners)( and our partners)? (use|uses|store|value)\b.{0,40}\b(cookies|privacy)\b.*`, `(accept|reject|manage|allow)( all)?( (cookies|preferences|settings|options))?`,
	`(cookie|privacy|consent)( (policy|settings|preferences|notice|choices))?`, `terms (of|and) (use|service|conditions).{0,40}`, `please enable .*`, `javascript .*`, `all rights reserved`, `(copyright|©|\(c\))\s.{0,100}`,
	// Parts of the page.
	`(last )?(updated|published|posted|modified)( at| on)?:? .{0,30}\d.{0,24}`,
	`menu|search|home|close|open|next|previous|back( to top)?|top|more|show more|load more|view all|see all|expand|explore( further)?`, `(\d+ )?comments?( \(\d+\))?`, `(leave|post|add|write) a (comment|reply).{0,30}`, `(view|show|read|join) (the )?(\d+ )?(comments?|conversation|discussion)`,
	`\d+ ?-? ?min(ute)?s?( read)?`, `(reading time|read time|estimated reading time):? .{1,20}`, `\d+ (second|minute|hour|day|week|month)s? ago`, `read( more| next| in app| full story)?`, `(see|view) (more|all|also)( photos| pictures| images)?`,
	`(filed under|topics?|tags?|tagged|keywords|categories|category|in this (article|story)|more (about|on))\s*:.{1,200}`, `citation: .*`, `(got|have) a (tip|story|view|question)\?.{0,160}`,
	`(getty( images)?|reuters|pa( media| wire)?|afp|ap( photo)?|alamy|shutterstock|epa|istock|file|archive|handout)( via .{2,30})?`,
)

// captions are lines that call themselves those of a picture, and credits
// are what stands at the end of one.
var (
	captions = regexp.MustCompile(`(?i)^[\s(\[*_]*(((file|stock|library|agency|archive)?[ -]?(photo|pic|picture|pictured|photograph|photographer|photography|image|video|graphic|illustration|map|chart|caption|credit)s?( (caption|credit|source|by|courtesy of))?|getty images?|bildquelle|foto|bild|crédit|crédits|photo d'illustration)( \d+ of \d+)?\s*([:/|©)\]]|\s-\s|,$)|image (source|caption),|file\s+[-–—]\s)`)
	credits  = regexp.MustCompile(`(?i)(\((ap|afp|pa|epa|reuters|getty|photo|picture|image|file)\b[^()]{0,60}\)|\b(picture|photo|photograph|image|pic|foto|bild)s?( by| credit)?\s?:\s?[^.:]{2,50})$`)
)

// linkHeads stand alone above links to other articles.
var linkHeads = whole(`(read|see|more|listen|watch)( more| next| also| now)?( (on|about) .{2,40})?`, `related( (stories|articles|content|links|news))?`, `more (stories|on this)`, `lesen sie auch`, `lire aussi`, `leggi anche`, `lee también`)

func isLinkHead(line string) bool { return len(line) < 60 && linkHeads.MatchString(line) }

// links are lines that lead to another article or to a recording.
var links = regexp.MustCompile(`(?i)^[\s(\[*_→▶►>»•-]*(read more|read next|read also|also read|read the full .{2,30}|read|more|see also|see more|related|related (story|stories|article|articles|content|coverage|links?|news)|watch|watch live|watch more|watch now|listen|listen live|more on this( story)?|more from .{2,30}|further reading|in pictures|explained|explainer|analysis|don['’]t miss|recommended|opinion|lire aussi|à lire( aussi)?|lesen sie auch|mehr zum thema|lee también|lea también|leggi anche|leia também|читайте также|см\. также)( (on|su|sur))?\s*([:|–—>]|\s-\s)\s*\S`)

// endings are lines below which a page has no more of its article.
var endings = whole(
	`(more|latest|top|related|recommended|featured) (stories|news|headlines|articles|posts|topics|content|coverage|reading|videos|links)( .{0,30})?`, `more (from|on|in|by) .{2,40}`, `more on this( story)?`, `more like this`,
	`most (read|popular|viewed|shared|played|watched|listened|commented|recent)( .{0,20})?`, `you (may|might)( also)? (like|enjoy|be interested in).{0,30}`, `recommended( for you)?( stories)?`,
	`(read|see) (more|also)( on .{2,40})?`, `around the (web|bbc|site)`, `trending( now| stories)?`, `popular( now| stories| posts)?`, `editor'?s'? (picks?|choice)`, `what to read next`, `from around the web`,
	`explore more on these topics`, `suggested topics`, `our standards:.*`, `related topics`, `more about this`, `related`, `topics`, `tags`, `comments( \(\d+\))?`, `don['’]t miss`, `leggi anche`, `lire aussi`, `mehr zum thema`, `lesen sie auch`, `sur le même sujet`, `lee también`, `(about|über) (the author|den autor|the writer)`, `share this( article| story)?`,
)

// whole makes one pattern of many that must cover a line, but for marks at
// its ends.
func whole(patterns ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[\s*_|•·#>»→▶►\[(-]*(?:` + strings.Join(patterns, "|") + `)[\s*_|•·:.!…›»>→▶►\])-]*$`)
}

func isFurniture(line string) bool {
	return len(line) < 300 && (furniture.MatchString(line) || captions.MatchString(line) || words(line) < 45 && credits.MatchString(line))
}

// isLink tells a line that leads to another article or a recording.
func isLink(line string) bool { return words(line) <= 40 && links.MatchString(line) }

func isEnding(line string) bool { return len(line) < 80 && endings.MatchString(line) }
