package annotate

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"despatch/corpus"
	"despatch/corpus/gazetteer"

	"github.com/klauspost/compress/zstd"
)

// sharedFolder is where the development data lies beside the repository.
func sharedFolder() string {
	if dir := os.Getenv("DESPATCH_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared")
}

// benchArticles are the first articles of the load-test set.
func benchArticles(b *testing.B) ([]corpus.Article, int) {
	b.Helper()
	const most = 4000
	f, err := os.Open(filepath.Join(sharedFolder(), "bench", "articles-60k.jsonl.zst"))
	if err != nil {
		b.Skip("the load-test articles are not beside the repository (set DESPATCH_SHARED)")
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	defer z.Close()
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	var articles []corpus.Article
	size := 0
	for lines.Scan() && len(articles) < most {
		var a corpus.Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		size += len(a.Title) + len(a.Text)
		articles = append(articles, a)
	}
	return articles, size
}

func loadAnnotator(tb testing.TB) *Annotator {
	tb.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return New(g)
}

// BenchmarkAnnotateNames measures the finding of names alone.
func BenchmarkAnnotateNames(b *testing.B) {
	a := loadAnnotator(b)
	articles, size := benchArticles(b)
	r := newReader(a)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i := range articles {
			r.begin(&articles[i])
			r.findNames()
		}
	}
}

// BenchmarkAnnotate measures everything: names, claims and facets.
func BenchmarkAnnotate(b *testing.B) {
	a := loadAnnotator(b)
	articles, size := benchArticles(b)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i := range articles {
			a.Annotate(&articles[i])
		}
	}
}
