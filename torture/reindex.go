package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

// filled adds articles to a new data folder.
func (s *setup) filled(ctx context.Context, n int) (*despatch, error) {
	d := s.on("data")
	file := filepath.Join(s.work, "articles.jsonl")
	if err := writeArticles(file, 0, n); err != nil {
		return nil, err
	}
	if _, said, err := d.run(ctx, "add", file); err != nil {
		return nil, fmt.Errorf("add: %w: %s", err, said)
	}
	return d, nil
}

// reindex rebuilds again and again under load. No request may fail, and the
// slowest of a hundred may take five times as long as without rebuilding.
func reindex(ctx context.Context, s *setup) (*report, error) {
	r := table("", "requests", "failed", "median", "p99", "max")
	d, err := s.filled(ctx, 3000)
	if err != nil {
		return r, err
	}
	p, c, err := d.serve(ctx, time.Minute)
	if err != nil {
		return r, err
	}
	defer c.close()
	defer p.kill()
	before, err := c.answers(ctx)
	if err != nil {
		return r, err
	}
	const clients = 4
	idle := startLoad(ctx, d, clients, 0)
	time.Sleep(time.Duration(s.times(5, 20)) * time.Second)
	calm, failedCalm := idle.end()

	busy := startLoad(ctx, d, clients, 0)
	rounds := s.times(3, 20)
	for range rounds {
		if _, said, err := d.run(ctx, "reindex"); err != nil {
			r.breach("reindex: %v %.300s", err, said)
		}
	}
	for s.long && busy.asked() < 100_000 && ctx.Err() == nil {
		if _, said, err := d.run(ctx, "reindex"); err != nil {
			r.breach("reindex: %v %.300s", err, said)
		}
		rounds++
	}
	times, failed := busy.end()
	after, err := c.answers(ctx)
	if err != nil {
		return r, err
	}
	r.row("without reindexing", len(calm), len(failedCalm), ms(quantile(calm, .5)), ms(quantile(calm, .99)), ms(quantile(calm, 1)))
	r.row(fmt.Sprintf("during %d reindexes", rounds), len(times), len(failed), ms(quantile(times, .5)), ms(quantile(times, .99)), ms(quantile(times, 1)))
	for _, f := range append(failedCalm, failed...) {
		r.breach("%s", f)
	}
	r.must(!s.long || quantile(times, .99) <= 5*quantile(calm, .99), "p99 is %s, without reindexing %s", ms(quantile(times, .99)), ms(quantile(calm, .99)))
	r.must(differs(before, after) == "", "answers have changed: %s", differs(before, after))
	return r, nil
}

// vanish removes the index from under a server. What the process holds open
// may answer on; soon there must be a new index with the same answers.
func vanish(ctx context.Context, s *setup) (*report, error) {
	r := table("round", "requests", "failed", "rebuilt after", "new article found after")
	d, err := s.filled(ctx, 1000)
	if err != nil {
		return r, err
	}
	p, c, err := d.serve(ctx, time.Minute)
	if err != nil {
		return r, err
	}
	defer c.close()
	defer p.kill()
	for round := range s.times(2, 10) {
		before, err := c.answers(ctx)
		if err != nil {
			return r, err
		}
		l := startLoad(ctx, d, 2, time.Millisecond)
		time.Sleep(time.Second)
		began := time.Now()
		if err := removeAll(filepath.Join(d.data, "index")); err != nil {
			return r, err
		}
		rebuilt, err := c.waitForIndex(ctx, p, d, began)
		if err != nil {
			r.breach("round %d: %v", round+1, err)
			return r, nil
		}
		after, err := c.answers(ctx)
		if err != nil {
			return r, err
		}
		r.must(differs(before, after) == "", "round %d: %s", round+1, differs(before, after))
		shown, err := c.shows(ctx, 5000+round)
		r.must(err == nil, "round %d: a new article does not show: %v", round+1, err)
		times, failed := l.end()
		for _, f := range failed {
			r.breach("round %d: %s", round+1, f)
		}
		r.row(round+1, len(times), len(failed), rebuilt.Round(time.Millisecond), shown.Round(time.Millisecond))
	}
	return r, nil
}
