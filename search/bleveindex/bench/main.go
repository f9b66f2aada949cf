// Bench measures the engine beside stock Bleve and SQLite FTS5, on the same
// articles, in the same run, and writes BENCHMARKS.md. What it says of speed
// is best read as ratios.
//
//	go run ./search/bleveindex/bench -articles ../shared/bench/articles-60k.jsonl.zst
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"
)

func main() {
	log.SetFlags(0)
	var c config
	flag.StringVar(&c.articles, "articles", "../shared/bench/articles-60k.jsonl.zst", "articles as JSON Lines; generated where the file is missing")
	flag.IntVar(&c.limit, "n", 60_000, "how many articles")
	flag.IntVar(&c.queries, "queries", 200, "distinct queries of each class")
	flag.DurationVar(&c.patience, "patience", 8*time.Second, "time for one class on one engine, after which fewer queries do")
	flag.StringVar(&c.folder, "dir", filepath.Join(os.TempDir(), "despatch-bench"), "folder for the indexes, emptied first")
	flag.StringVar(&c.report, "o", "BENCHMARKS.md", "file the report is written to")
	flag.BoolVar(&c.growth, "growth", false, "also measure 600,000 articles, re-sampled by paragraph")
	flag.BoolVar(&c.alone, "alone", false, "leave out the other engines")
	flag.BoolVar(&c.reuse, "reuse", false, "search the indexes of the run before")
	flag.StringVar(&c.only, "class", "", "only classes whose name has this in it")
	flag.StringVar(&c.profile, "cpuprofile", "", "file for a processor profile of our searches, and with the way after its name one for each way of indexing")
	flag.StringVar(&c.binary, "binary", "", "despatch, to be measured over HTTP too")
	child := flag.String("child", "", "measure one way of indexing in this process: ours, stock, annotated")
	flag.Parse()
	ctx := context.Background()
	var err error
	if *child != "" {
		err = c.indexIn(ctx, *child)
	} else {
		err = c.run(ctx)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// config is what the flags say.
type config struct {
	articles string
	limit    int
	queries  int
	patience time.Duration
	folder   string
	report   string
	growth   bool
	alone    bool
	reuse    bool
	only     string
	profile  string
	binary   string
}

func (c *config) run(ctx context.Context) error {
	r := newReport(c)
	if !c.reuse {
		if err := c.index(r); err != nil {
			return err
		}
	}
	docs, err := c.load()
	if err != nil {
		return err
	}
	classes := newQueries(docs, c.queries)
	engines, err := c.engines(ctx, docs)
	if err != nil {
		return err
	}
	size, items := textBytes(docs), newKnownItems(docs)
	if err := r.compareRanking(ctx, engines, items); err != nil {
		return err
	}
	if err := r.discover(ctx, engines[0].(*ours), docs); err != nil {
		return err
	}
	docs = nil
	for _, e := range engines {
		log.Printf("searching %s", e.name())
		if err := r.search(ctx, e, classes); err != nil {
			return fmt.Errorf("%s: %w", e.name(), err)
		}
		if err := e.close(); err != nil {
			return err
		}
	}
	r.text = size
	if c.binary != "" {
		if err := c.overHTTP(ctx, r, classes); err != nil {
			return err
		}
	}
	if c.growth {
		if err := c.grow(ctx, r); err != nil {
			return err
		}
	}
	return r.write(c.report)
}

// index empties the folder and indexes anew.
func (c *config) index(r *report) error {
	if err := os.RemoveAll(c.folder); err != nil {
		return err
	}
	if err := os.MkdirAll(c.folder, 0o700); err != nil {
		return err
	}
	return c.indexing(r)
}

// engine is one of those compared.
type engine interface {
	name() string
	// answer asks for ten hits and the exact total, and with facets for four
	// facets and a timeline too.
	answer(ctx context.Context, q question, facets bool) (total int, err error)
	// forget drops what was cached, so that first use can be measured.
	forget() error
	close() error
}
