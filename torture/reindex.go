package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

// reindex rebuilds again and again under load. No request may fail, and the
// slowest of a hundred may take five times as long as without rebuilding.
func reindex(ctx context.Context, s *setup) (*report, error) {
	r := table("", "requests", "failed", "median", "p99", "max")
	on, err := s.served(ctx, 3000)
	if err != nil {
		return r, err
	}
	defer on.end()
	d, c := on.d, on.c
	before, err := c.answers(ctx)
	if err != nil {
		return r, err
	}
	const clients = 4
	idle := startLoad(ctx, d, clients, 0)
	time.Sleep(time.Duration(s.times(5, 20)) * time.Second)
	calm, failedCalm := idle.end()

	busy := startLoad(ctx, d, clients, 0)
	rounds := 0
	for rounds < s.times(3, 20) || s.long && busy.asked() < 100_000 && ctx.Err() == nil {
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
	r.loadRow("without reindexing", calm, failedCalm)
	r.loadRow(fmt.Sprintf("during %d reindexes", rounds), times, failed)
	for _, f := range append(failedCalm, failed...) {
		r.breach("%s", f)
	}
	r.must(!s.long || quantile(times, .99) <= 5*quantile(calm, .99), "p99 is %s, without reindexing %s", ms(quantile(times, .99)), ms(quantile(calm, .99)))
	r.must(differs(before, after) == "", "answers have changed: %s", differs(before, after))
	return r, nil
}

func (r *report) loadRow(name string, times []time.Duration, failed []string) {
	r.row(name, len(times), len(failed), ms(quantile(times, .5)), ms(quantile(times, .99)), ms(quantile(times, 1)))
}

// vanish removes the index from under a server. What the process holds open
// may answer on; soon there must be a new index with the same answers.
func vanish(ctx context.Context, s *setup) (*report, error) {
	r := table("round", "requests", "failed", "rebuilt after", "new article found after")
	on, err := s.served(ctx, 1000)
	if err != nil {
		return r, err
	}
	defer on.end()
	d, p, c := on.d, on.p, on.c
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
