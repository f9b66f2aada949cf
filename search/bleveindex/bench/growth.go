package main

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"despatch/corpus"
	"despatch/search"

	"golang.org/x/sync/errgroup"
)

const growthHead = `
## Growth

Articles re-sampled by paragraph from the same source. Medians in milliseconds, repeated, with four facets and timeline.

| articles | articles/s | index MB | columns MB | browse all | one country | rare | frequent | OR of 5 |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|
`

// sizes are how many articles the growth is shown at.
var sizes = []int{10_000, 60_000, 600_000}

// grow measures ours alone at several sizes.
func (c *config) grow(ctx context.Context, r *report) error {
	docs, err := c.load()
	if err != nil {
		return err
	}
	for _, n := range sizes {
		log.Printf("growth: %d articles", n)
		line, err := c.growTo(ctx, docs, n)
		if err != nil {
			return err
		}
		r.growth = append(r.growth, line)
	}
	return nil
}

func (c *config) growTo(ctx context.Context, docs []search.Document, n int) (string, error) {
	dir := filepath.Join(c.folder, fmt.Sprintf("growth-%d", n))
	feed := make(chan []search.Document)
	group, gctx := errgroup.WithContext(ctx)
	began := time.Now()
	if !c.reuse {
		group.Go(func() error { return resample(gctx, docs, n, feed) })
		group.Go(func() error { return buildOurs(gctx, dir, feed) })
	}
	if err := group.Wait(); err != nil {
		return "", err
	}
	took := time.Since(began)
	e, err := openOurs(ctx, dir)
	if err != nil {
		return "", err
	}
	defer e.close()
	stats := e.Stats()
	line := fmt.Sprintf("| %d | %.0f | %d | %d |", n, float64(n)/took.Seconds(), stats.IndexBytes>>20, stats.ColumnBytes>>20)
	r := newReport(c)
	for _, class := range newQueries(docs, 50) {
		switch class.name {
		case "browse all", "one country", "rare word", "frequent word", "OR of 5":
		default:
			continue
		}
		if _, err := r.times(ctx, e, class, true); err != nil {
			return "", err
		}
		f, err := r.times(ctx, e, class, true)
		if err != nil {
			return "", err
		}
		log.Printf("  %-16s %.3f ms", class.name, ms(f.at(.5)))
		line += fmt.Sprintf(" %.3f |", ms(f.at(.5)))
	}
	return line + "\n", nil
}

// resample makes n articles, each with the paragraphs of several and the
// annotation of one.
func resample(ctx context.Context, docs []search.Document, n int, feed chan<- []search.Document) error {
	defer close(feed)
	random := rand.New(rand.NewPCG(3, 5))
	var batch []search.Document
	for i := range n {
		d := docs[random.IntN(len(docs))]
		d.ID = fmt.Sprintf("resampled-%07d", i)
		d.Text = paragraphs(random, docs, len(d.Text))
		d.Annotation.Mentions = append([]corpus.Mention(nil), d.Annotation.Mentions...)
		batch = append(batch, d)
		if len(batch) < batchSize && i+1 < n {
			continue
		}
		select {
		case feed <- batch:
			batch = nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func paragraphs(random *rand.Rand, docs []search.Document, size int) string {
	var b strings.Builder
	for b.Len() < size {
		list := strings.Split(docs[random.IntN(len(docs))].Text, "\n\n")
		b.WriteString(list[random.IntN(len(list))] + "\n\n")
	}
	return b.String()
}
