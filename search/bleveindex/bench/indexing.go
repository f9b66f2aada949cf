package main

import (
	"context"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"despatch/corpus"
	"despatch/search"

	"golang.org/x/sync/errgroup"
)

// batchSize is that of a rebuild.
const batchSize = 2000

// indexing measures every way of indexing in a process of its own, so that the
// peak of its memory is its own too.
func (c *config) indexing(r *report) error {
	ways := []string{"ours", "annotated", "stock"}
	if c.alone {
		ways = ways[:2]
	}
	for _, way := range ways {
		log.Printf("indexing: %s", way)
		cmd := exec.Command(os.Args[0], append(os.Args[1:], "-child", way)...)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("indexing %s: %w", way, err)
		}
		r.indexing = append(r.indexing, strings.TrimSpace(string(out)))
	}
	return nil
}

// indexIn is what the process of one way does. Articles are annotated before
// the clock starts, but for the way that measures annotation: it goes from
// file to index, as a rebuild does.
func (c *config) indexIn(ctx context.Context, way string) error {
	feed := make(chan []search.Document)
	group, gctx := errgroup.WithContext(ctx)
	dir := ourFolder(c)
	var size int64
	if c.profile != "" {
		stop, err := profile(c.profile + "-" + way)
		if err != nil {
			return err
		}
		defer stop()
	}
	began := time.Now()
	if way == "annotated" {
		dir += "-annotated"
		group.Go(func() error { return c.stream(gctx, feed, &size) })
	} else {
		docs, err := c.load()
		if err != nil {
			return err
		}
		size, began = textBytes(docs), time.Now()
		group.Go(func() error { return sendAll(gctx, docs, feed) })
	}
	group.Go(func() error {
		if way == "stock" {
			dir = stockFolder(c)
			return buildStock(ctx, dir, feed)
		}
		return buildOurs(ctx, dir, feed)
	})
	if err := group.Wait(); err != nil {
		return err
	}
	took := time.Since(began)
	name := map[string]string{"ours": "Despatch", "stock": "stock Bleve, same fields", "annotated": "Despatch, reading and annotating too"}[way]
	fmt.Printf("| %s | %.0f | %.1f | %.0f | %.0f | %.2f |\n", name,
		float64(c.limit)/took.Seconds(), float64(size)/1e6/took.Seconds(), processorSeconds(), peakMB(), float64(folderBytes(dir))/float64(size))
	return nil
}

func sendAll(ctx context.Context, docs []search.Document, feed chan<- []search.Document) error {
	defer close(feed)
	for i := 0; i < len(docs); i += batchSize {
		select {
		case feed <- docs[i:min(i+batchSize, len(docs))]:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// stream reads and annotates on the goroutines of a rebuild.
func (c *config) stream(ctx context.Context, feed chan<- []search.Document, size *int64) error {
	defer close(feed)
	reader, err := newReader()
	if err != nil {
		return err
	}
	articles := make(chan []corpus.Article)
	group, ctx := errgroup.WithContext(ctx)
	for range workers {
		group.Go(func() error {
			for list := range articles {
				docs := make([]search.Document, len(list))
				for i := range list {
					docs[i] = document(reader, list[i], i)
				}
				select {
				case feed <- docs:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		defer close(articles)
		return c.batches(func(list []corpus.Article) {
			for i := range list {
				*size += int64(len(list[i].Title) + len(list[i].Text))
			}
			articles <- list
		})
	})
	return group.Wait()
}

func (c *config) batches(send func([]corpus.Article)) error {
	var list []corpus.Article
	err := c.read(func(a corpus.Article) error {
		if list = append(list, a); len(list) == batchSize {
			send(list)
			list = nil
		}
		return nil
	})
	send(list)
	return err
}

func processorSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// peakMB is the most memory the process ever had; Linux counts it in KiB.
func peakMB() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Maxrss) / 1024
}

func folderBytes(dir string) (n int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			n += info.Size()
		}
		return nil
	})
	return n
}
