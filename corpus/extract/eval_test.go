package extract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"despatch/corpus"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
)

// labelled is one page of a labelled set, with its date or its body text.
type labelled struct {
	File, URL, Text string
	Date            corpus.Date
	page            []byte
}

func labelledPages(t *testing.T, set string) []labelled {
	t.Helper()
	if os.Getenv("DESPATCH_LONG") == "" {
		t.Skip("set DESPATCH_LONG=1 to measure extraction")
	}
	dir := os.Getenv("DESPATCH_EVAL_" + strings.ToUpper(set))
	if dir == "" {
		dir = shared(t, "dev", set)
	}
	gold, err := os.ReadFile(filepath.Join(dir, "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var pages []labelled
	lines := bufio.NewScanner(bytes.NewReader(gold))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var p labelled
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if p.page, err = os.ReadFile(filepath.Join(dir, "html", p.File)); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	return pages
}

// TestEvalDates measures dates of publication, by the day: ours with and
// without the page's address, and the library alone.
func TestEvalDates(t *testing.T) {
	pages := labelledPages(t, "htmldate")
	measure := func(name string, find func(labelled) corpus.Date) (exact, wrong float64) {
		start, right, missing := time.Now(), 0, 0
		for _, p := range pages {
			got := find(p)
			switch {
			case got == "":
				missing++
			case got.Day() == p.Date.Day():
				right++
				continue
			}
			if testing.Verbose() && os.Getenv("DESPATCH_EVAL_SHOW") == name {
				t.Logf("%s: %s, not %s", p.File, got, p.Date)
			}
		}
		n := float64(len(pages))
		exact, wrong = float64(right)/n, (n-float64(right+missing))/n
		t.Logf("%-24s exact %.3f  wrong %.3f  missing %.3f  (%d pages, %v)", name, exact, wrong, float64(missing)/n, len(pages), time.Since(start).Round(time.Millisecond))
		return exact, wrong
	}
	measure("go-htmldate", func(p labelled) corpus.Date {
		got, _ := htmldate.FromReader(bytes.NewReader(p.page), htmldate.Options{URL: p.URL, UseOriginalDate: true})
		return dateOf(got)
	})
	measure("file", func(p labelled) corpus.Date {
		a, _ := Page(p.page, "", "")
		return a.Published
	})
	exact, wrong := measure("page", func(p labelled) corpus.Date {
		a, _ := Page(p.page, p.URL, "")
		return a.Published
	})
	if exact < .935 || wrong > .06 {
		t.Errorf("dates: exact %.3f and wrong %.3f, want >= .935 and <= .06", exact, wrong)
	}
}

// TestEvalText measures body texts: F1 over shingles of four words, mean over
// pages.
func TestEvalText(t *testing.T) {
	pages := labelledPages(t, "aeb")
	measure := func(name string, find func(labelled) string) float64 {
		start, sum := time.Now(), 0.
		for _, p := range pages {
			precision, recall, f1 := shingleF1(p.Text, find(p))
			sum += f1
			if f1 < .97 && os.Getenv("DESPATCH_EVAL_SHOW") == name {
				t.Logf("%.3f p %.3f r %.3f %s %s", f1, precision, recall, p.File, p.URL)
			}
		}
		t.Logf("%-24s F1 %.4f  (%d pages, %v)", name, sum/float64(len(pages)), len(pages), time.Since(start).Round(time.Millisecond))
		return sum / float64(len(pages))
	}
	for _, fallback := range [...]bool{false, true} {
		name := map[bool]string{false: "go-trafilatura", true: "go-trafilatura+fallback"}[fallback]
		measure(name, func(p labelled) string {
			got, err := trafilatura.Extract(bytes.NewReader(p.page), trafilatura.Options{EnableFallback: fallback, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled})
			if err != nil {
				return ""
			}
			return got.ContentText
		})
	}
	f1 := measure("text", func(p labelled) string {
		a, _ := Page(p.page, p.URL, "")
		return a.Text
	})
	if f1 < .968 {
		t.Errorf("texts: F1 %.4f, want >= .968", f1)
	}
}

var wordForm = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func shingles(s string) map[string]int {
	words := wordForm.FindAllString(s, -1)
	n := min(4, len(words))
	counts := map[string]int{}
	for i := 0; n > 0 && i+n <= len(words); i++ {
		counts[strings.Join(words[i:i+n], " ")]++
	}
	return counts
}

func shingleF1(want, got string) (precision, recall, f1 float64) {
	w, g := shingles(want), shingles(got)
	both, nw, ng := 0, 0, 0
	for s, n := range w {
		both += min(n, g[s])
		nw += n
	}
	for _, n := range g {
		ng += n
	}
	if both == 0 {
		return 0, 0, 0
	}
	precision, recall = float64(both)/float64(ng), float64(both)/float64(nw)
	return precision, recall, 2 * precision * recall / (precision + recall)
}
