package analysis

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// benchTexts reads the first articles of the collection for measurements.
func benchTexts(b *testing.B, n int) (texts []string, size int64) {
	b.Helper()
	shared := os.Getenv("DESPATCH_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	f, err := os.Open(filepath.Join(shared, "bench", "articles-60k.jsonl.zst"))
	if err != nil {
		b.Skip("the articles for measurements are not there: set DESPATCH_SHARED")
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	defer z.Close()
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() && len(texts) < n {
		var a struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		texts = append(texts, a.Text)
		size += int64(len(a.Text))
	}
	return texts, size
}

func BenchmarkTokens(b *testing.B) {
	texts, size := benchTexts(b, 4000)
	var a Analyzer
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		tokens := 0
		for _, text := range texts {
			a.Tokens(text, "en", func(Token) bool { tokens++; return true })
		}
	}
}

func BenchmarkFind(b *testing.B) {
	texts, _ := benchTexts(b, 400)
	text := ""
	for _, t := range texts {
		if text += t + "\n"; len(text) > 20_000 {
			break
		}
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		f := NewFinder([]Wanted{{Word: "cyber"}, {Word: "attacks"}, {Phrase: "united states"}, {Pattern: "sanct*"}})
		Fragment(text, f.Find(text, "en", false), 240)
	}
}
