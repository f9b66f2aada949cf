package extract

import (
	"os"
	"strings"
	"testing"
)

// TestProbeText prints the paragraphs that are too many or too few.
func TestProbeText(t *testing.T) {
	want := os.Getenv("DESPATCH_PROBE")
	if want == "" {
		t.Skip()
	}
	for _, p := range labelledPages(t, "aeb") {
		a, err := Page(p.page, p.URL, "")
		_, _, f1 := shingleF1(p.Text, a.Text)
		if !strings.HasPrefix(p.File, want) && !(want == "all" && f1 < .975) {
			continue
		}
		t.Logf("=== %.3f %s %s %v", f1, p.File, p.URL, err)
		g, w := shingles(a.Text), shingles(p.Text)
		for _, l := range strings.Split(a.Text, "\n") {
			if missing(l, w) {
				t.Logf("   TOO MUCH: %.300s", l)
			}
		}
		for _, l := range strings.Split(p.Text, "\n") {
			if missing(l, g) {
				t.Logf("   LACKING:  %.300s", l)
			}
		}
	}
}

func missing(line string, in map[string]int) bool {
	n, all := 0, 0
	for s := range shingles(line) {
		all++
		if in[s] == 0 {
			n++
		}
	}
	return all > 0 && n*2 > all
}
