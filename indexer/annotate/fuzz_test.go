package annotate

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"despatch/corpus"
)

// checkAnnotation holds an annotation to what everybody relies on.
func checkAnnotation(t *testing.T, article *corpus.Article, read *corpus.Annotation) {
	t.Helper()
	end := map[string]int{}
	for _, m := range read.Mentions {
		text := article.Text
		if m.In == inTitle {
			text = article.Title
		}
		if m.Start < 0 || m.End > len(text) || m.Start >= m.End || text[m.Start:m.End] != m.Surface {
			t.Fatalf("mention %+v is no span of the text", m)
		}
		if utf8.ValidString(text) && (!utf8.RuneStart(text[m.Start]) || m.End < len(text) && !utf8.RuneStart(text[m.End])) {
			t.Fatalf("mention %+v cuts a character", m)
		}
		key := m.In + " " + m.Field
		if past, ok := end[key]; ok && m.Start < past {
			t.Fatalf("mention %+v overlaps the one before it in its field", m)
		}
		end[key] = m.End
	}
	for _, c := range read.Claims {
		text := article.Text
		if c.In == inTitle {
			text = article.Title
		}
		if c.Start < 0 || c.End > len(text) || c.Start >= c.End {
			t.Fatalf("claim %+v is no span of the text", c)
		}
		if c.By == nil || c.Accused == nil || c.Target == nil || c.Carried == nil {
			t.Fatalf("claim %+v has a null list", c)
		}
	}
}

// seeds are texts full of what the reading turns on.
var fuzzSeeds = []string{
	"Chinese hackers linked to the MSS attacked the UK's Electoral Commission (EC) between 2021 and 2022, the UK said on Monday.",
	"\"The so-called attacks by China against the UK are completely fabricated,\" an embassy spokesman said.",
	"APT31, APT-99 and Crimson Typhoon – tracked as UNC1234 – targeted Ukraine’s Ministry of Foreign Affairs; Russia denied it.",
	"According to the NSA, X vs. Y. Mr Smith, ex-MI6 chief, told the BBC that the group, which is sponsored by Iran, was behind it",
	"- - ' \" ( ) and and by by of of the the was was been hacked by", "中国黑客攻击了英国。", "\xff\xfe hacked \x80 Iran", "On 13 and 14 January, 2022-01-13 -",
}

// FuzzAnnotate holds spans valid, not overlapping within a field and on the
// boundaries of characters, the article unchanged, and the time linear.
func FuzzAnnotate(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add("Chinese hackers attack Japan", seed)
	}
	a := loadAnnotator(f)
	f.Fuzz(func(t *testing.T, title, text string) {
		article := corpus.Article{Title: title, Text: text, Published: "2024-03-26"}
		before := article
		read := a.Annotate(&article)
		if article.Title != before.Title || article.Text != before.Text {
			t.Fatal("the article was changed")
		}
		checkAnnotation(t, &article, &read)
	})
}

// TestAnnotateIsLinear reads texts and texts sixteen times as long: time may
// grow by more than that on a busy machine, but by far less than its square.
func TestAnnotateIsLinear(t *testing.T) {
	a := loadAnnotator(t)
	for _, seed := range append(fuzzSeeds, "Iran, ", "the attack on ", "hackers linked to ", "Ministry of ", "Mr Smith ", "\"", "(", "APT31 and ") {
		short := corpus.Article{Text: strings.Repeat(seed+" ", 10000/(len(seed)+1)+1)}
		long := corpus.Article{Text: strings.Repeat(short.Text, 16)}
		a.Annotate(&short)
		once, all := timeOf(a, &short), timeOf(a, &long)
		if all > 16*10*max(once, 5*time.Millisecond) {
			t.Errorf("%.40q: %v for %d bytes, %v for sixteen times as many", seed, once, len(short.Text), all)
		}
	}
}

// timeOf is the shorter of two runs.
func timeOf(a *Annotator, article *corpus.Article) time.Duration {
	best := time.Duration(1 << 62)
	for range 2 {
		start := time.Now()
		a.Annotate(article)
		best = min(best, time.Since(start))
	}
	return best
}
