package annotate

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"despatch/corpus"
)

var update = flag.Bool("update", false, "write what is read now into the golden files")

// TestClaims reads the sentences of testdata/claims.txt, one an article
// published on 26 March 2024, and holds what is read in each to the golden
// lines under it.
func TestClaims(t *testing.T) {
	const golden = "testdata/claims.txt"
	f, err := os.Open(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a := loadAnnotator(t)
	var now strings.Builder
	var sentence string
	var want []string
	check := func() {
		if sentence == "" {
			return
		}
		got := claimLines(a, sentence)
		fmt.Fprintf(&now, "%s\n%s\n", sentence, strings.Join(append(got, ""), "\n"))
		if !*update && strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s\n got %s\nwant %s", sentence, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
		sentence, want = "", nil
	}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "#"):
			check()
			fmt.Fprintln(&now, line)
		case strings.HasPrefix(line, "  "):
			want = append(want, line)
		case line == "":
			check()
		default:
			check()
			sentence = line
		}
	}
	check()
	if *update {
		if err := os.WriteFile(golden, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// claimLines renders the claims of a text, one a line.
func claimLines(a *Annotator, text string) []string {
	article := corpus.Article{Text: text, Published: "2024-03-26"}
	read := a.Annotate(&article)
	lines := []string{}
	for _, c := range read.Claims {
		line := fmt.Sprintf("  %s %s: [%s] %s -> %s", c.Act, c.Status, strings.Join(c.By, " "), strings.Join(c.Accused, " "), strings.Join(c.Target, " "))
		if len(c.Carried) > 0 {
			line += " (carried " + strings.Join(c.Carried, " ") + ")"
		}
		if c.When != "" {
			line += " " + c.When
		}
		lines = append(lines, line)
	}
	return lines
}
