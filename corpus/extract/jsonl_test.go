package extract

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// BenchmarkArticle reads articles of JSON Lines from memory.
func BenchmarkArticle(b *testing.B) {
	lines := benchLinesT(b, 2000)
	size := 0
	for _, l := range lines {
		size += len(l)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, l := range lines {
			if _, err := Article(l); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkWalk reads the same from a compressed file, languages told and
// originals hashed.
func BenchmarkWalk(b *testing.B) {
	var plain bytes.Buffer
	for _, l := range benchLinesT(b, 2000) {
		plain.Write(append(l, '\n'))
	}
	path := b.TempDir() + "/articles.jsonl"
	if err := os.WriteFile(path, plain.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(plain.Len()))
	for b.Loop() {
		err := Walk(context.Background(), []string{path}, func(Item) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
	}
}

func benchLinesT(b testing.TB, n int) [][]byte {
	f, err := os.Open(shared(b, "bench", "articles-60k.jsonl.zst"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	defer z.Close()
	s := bufio.NewScanner(z)
	s.Buffer(nil, 8<<20)
	var lines [][]byte
	for len(lines) < n && s.Scan() {
		lines = append(lines, bytes.Clone(s.Bytes()))
	}
	return lines
}
