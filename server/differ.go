package server

import (
	"strings"
	"time"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"despatch/server/web"
)

// diffPatience bounds the comparison of two versions; what is not compared by
// then is shown as removed and added.
const diffPatience = 200 * time.Millisecond

// wordsApart counts the words that one text has and the other has not.
func wordsApart(a, b string) int {
	have := map[string]int{}
	for w := range strings.FieldsSeq(a) {
		have[w]++
	}
	for w := range strings.FieldsSeq(b) {
		have[w]--
	}
	apart := 0
	for _, n := range have {
		apart += max(n, -n)
	}
	return apart
}

// changes tells what became of one text in another, word by word.
func changes(before, after string) []web.Change {
	d := diffmatchpatch.New()
	d.DiffTimeout = diffPatience
	a, b, words := d.DiffLinesToRunes(wordLines(before), wordLines(after))
	diffs := d.DiffCharsToLines(d.DiffMainRunes(a, b, false), words)
	var told []web.Change
	for _, part := range diffs {
		text := joinLines(part.Text)
		switch part.Type {
		case diffmatchpatch.DiffInsert:
			told = append(told, web.Change{Text: text, Added: true})
		case diffmatchpatch.DiffDelete:
			told = append(told, web.Change{Text: text, Removed: true})
		default:
			told = append(told, web.Change{Text: text})
		}
	}
	return told
}

// lineBreak stands for a line break of the text while its words are lines.
const lineBreak = "\u2028"

// wordLines puts every word, with the space behind it, on a line of its own:
// the comparison works by lines.
func wordLines(text string) string {
	text = strings.ReplaceAll(text, "\n", lineBreak)
	var b strings.Builder
	inSpace := false
	for _, r := range text {
		space := unicode.IsSpace(r)
		if inSpace && !space {
			b.WriteByte('\n')
		}
		inSpace = space
		b.WriteRune(r)
	}
	return b.String() + "\n"
}

func joinLines(lines string) string {
	return strings.ReplaceAll(strings.ReplaceAll(lines, "\n", ""), lineBreak, "\n")
}
