package main

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"
)

// backup writes backups while articles are put, and restores each elsewhere:
// all that was acknowledged before it began must be there, byte for byte, and
// a backup made in quiet must give the same answers.
func backup(ctx context.Context, s *setup) (*report, error) {
	r := table("backup", "acknowledged before", "restored", "lost or changed", "same answers")
	on, err := s.served(ctx, 1000)
	if err != nil {
		return r, err
	}
	defer on.end()
	d, c := on.d, on.c
	w := writer{c: c, next: 1000}
	for round := range s.times(2, 10) {
		stop := w.start(ctx)
		time.Sleep(200 * time.Millisecond)
		err := s.restored(ctx, r, d, nil, round, w.acknowledged())
		stop()
		if err != nil {
			return r, err
		}
	}
	if _, err := c.shows(ctx, w.next); err != nil {
		return r, err
	}
	truth, err := c.answers(ctx)
	if err != nil {
		return r, err
	}
	return r, s.restored(ctx, r, d, truth, -1, w.next+1)
}

// writer puts article after article.
type writer struct {
	c    *client
	mu   sync.Mutex
	next int // all before it are acknowledged
}

// start begins to write; stop ends it and waits for the last answer.
func (w *writer) start(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var writing sync.WaitGroup
	writing.Go(func() {
		for ctx.Err() == nil {
			if _, ok := w.c.put(context.WithoutCancel(ctx), makeArticle(w.next, 1)); ok {
				w.mu.Lock()
				w.next++
				w.mu.Unlock()
			}
		}
	})
	return func() {
		cancel()
		writing.Wait()
	}
}

func (w *writer) acknowledged() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.next
}

// restored makes a backup, restores it and compares: the articles with those
// acknowledged, and with truth the answers.
func (s *setup) restored(ctx context.Context, r *report, d *despatch, truth []string, round, acked int) error {
	name := "in quiet"
	if round >= 0 {
		name = fmt.Sprintf("under load %d", round+1)
	}
	file := filepath.Join(s.work, fmt.Sprintf("backup%d.db", round))
	if _, said, err := d.run(ctx, "backup", file); err != nil {
		r.breach("%s: %v %.300s", name, err, said)
		return nil
	}
	other := s.on(fmt.Sprintf("restored%d", round))
	if _, said, err := other.run(ctx, "restore", file); err != nil {
		r.breach("%s: restore: %v %.300s", name, err, said)
		return nil
	}
	have, err := other.exported(ctx)
	if err != nil {
		return err
	}
	lost := 0
	for n := range acked {
		if a := makeArticle(n, 1); have[a.ID] != a {
			lost++
		}
	}
	r.must(lost == 0, "%s: %d articles are lost or changed", name, lost)
	same := "not asked"
	if truth != nil {
		differs, err := other.differs(ctx, truth)
		if err != nil {
			return err
		}
		same = "yes"
		if differs != "" {
			same = "NO"
			r.breach("%s: %s", name, differs)
		}
	}
	r.row(name, acked, len(have), lost, same)
	return removeAll(other.data)
}

// differs serves the data folder and says where its answers are not the truth.
func (d *despatch) differs(ctx context.Context, truth []string) (string, error) {
	p, c, err := d.serve(ctx, time.Minute)
	if err != nil {
		return "", err
	}
	defer c.close()
	defer p.kill()
	got, err := c.answers(ctx)
	return differs(truth, got), err
}
