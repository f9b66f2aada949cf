package analysis

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Each file in testdata holds texts of one language, one a line; its golden
// file shows what they are cut into: position, written form, stem where it is
// another, and a plus before what stands beside a word.
func TestTokensAreGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in testdata: %v", err)
	}
	var a Analyzer
	for _, file := range files {
		lang := strings.TrimSuffix(filepath.Base(file), ".txt")
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for line := range strings.SplitSeq(strings.TrimSpace(string(content)), "\n") {
			fmt.Fprintf(&b, "%s\n%s\n", line, drawn(&a, line, lang))
		}
		golden(t, strings.TrimSuffix(file, ".txt")+".golden", b.String())
	}
}

func drawn(a *Analyzer, text, lang string) string {
	var b strings.Builder
	a.Tokens(text, lang, func(t Token) bool {
		b.WriteString("   ")
		if t.Extra {
			b.WriteString("+")
		}
		fmt.Fprintf(&b, "%d:%s", t.Position, t.Written)
		if t.Stem != t.Written {
			b.WriteString("/" + t.Stem)
		}
		return true
	})
	return b.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Errorf("%s:%d\n got %s\nwant %s", file, i+1, g[i], w[i])
		}
	}
	if len(g) != len(w) {
		t.Errorf("%s: %d lines, want %d", file, len(g), len(w))
	}
}
