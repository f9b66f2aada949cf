package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"time"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/indexer"
	"despatch/search"

	"github.com/klauspost/compress/zstd"
)

// workers is how many goroutines read and index, on the two cores that the
// figures are given for.
const workers = 2

// read gives the articles to visit.
func (c *config) read(visit func(corpus.Article) error) error {
	f, err := os.Open(c.articles)
	if errors.Is(err, fs.ErrNotExist) {
		log.Printf("%s is missing: articles are generated", c.articles)
		return generate(c.limit, visit)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		return err
	}
	defer z.Close()
	return readLines(z, c.limit, visit)
}

func readLines(r io.Reader, limit int, visit func(corpus.Article) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for n := 0; n < limit && lines.Scan(); n++ {
		var a corpus.Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return fmt.Errorf("article %d: %w", n+1, err)
		}
		if err := visit(a); err != nil {
			return err
		}
	}
	return lines.Err()
}

// load reads and annotates all articles.
func (c *config) load() ([]search.Document, error) {
	var articles []corpus.Article
	err := c.read(func(a corpus.Article) error {
		articles = append(articles, a)
		return nil
	})
	if err != nil {
		return nil, err
	}
	reader, err := newReader()
	if err != nil {
		return nil, err
	}
	docs := make([]search.Document, len(articles))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(articles); i += workers {
				docs[i] = document(reader, articles[i], i)
			}
		})
	}
	wg.Wait()
	return docs, nil
}

func newReader() (*indexer.Reader, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	return indexer.NewReader(g), nil
}

// document annotates an article. One that cannot be annotated is indexed
// without, as in life.
func document(r *indexer.Reader, a corpus.Article, n int) search.Document {
	rec := corpus.Record{Article: a, Version: 1, Added: time.Unix(1_700_000_000+int64(n), 0)}
	if rec.Collection == "" {
		rec.Collection = corpus.DefaultCollection
	}
	d, err := r.Document(&rec)
	if err != nil {
		log.Printf("%s: %.200v", a.ID, err)
	}
	return d
}

func textBytes(docs []search.Document) (n int64) {
	for i := range docs {
		n += int64(len(docs[i].Title) + len(docs[i].Text))
	}
	return n
}

// generate makes articles of words with the frequencies of language (Zipf's
// law), for where there are no real ones.
func generate(n int, visit func(corpus.Article) error) error {
	random := rand.New(rand.NewPCG(1, 2))
	words := rand.NewZipf(random, 1.1, 3, 80_000)
	places := []string{"China", "Russia", "the United Kingdom", "France", "Iran", "Parliament", "GCHQ", "APT31"}
	for i := range n {
		var b strings.Builder
		for range 250 + random.IntN(400) {
			fmt.Fprintf(&b, "w%x ", words.Uint64())
			if random.IntN(60) == 0 {
				b.WriteString(places[random.IntN(len(places))] + ". ")
			}
		}
		day := time.Date(2014, 1, 1+random.IntN(3650), 0, 0, 0, 0, time.UTC)
		err := visit(corpus.Article{
			ID: fmt.Sprintf("generated-%d", i), Source: fmt.Sprintf("source-%d", random.IntN(12)), Language: "en",
			Published: corpus.Date(day.Format(time.DateOnly)), Title: fmt.Sprintf("Generated w%x w%x", words.Uint64(), words.Uint64()), Text: b.String(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
