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
	next := 1000
	for round := range s.times(2, 10) {
		stop := make(chan struct{})
		var acked int
		var mu sync.Mutex
		var writing sync.WaitGroup
		writing.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, ok := c.put(ctx, makeArticle(next, 1)); ok {
					mu.Lock()
					next++
					mu.Unlock()
				}
			}
		})
		time.Sleep(200 * time.Millisecond)
		mu.Lock()
		acked = next
		mu.Unlock()
		err := s.restored(ctx, r, d, nil, round, acked)
		close(stop)
		writing.Wait()
		if err != nil {
			return r, err
		}
	}
	if _, err := c.shows(ctx, next); err != nil {
		return r, err
	}
	truth, err := c.answers(ctx)
	if err != nil {
		return r, err
	}
	return r, s.restored(ctx, r, d, truth, -1, next+1)
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
		p, c, err := other.serve(ctx, time.Minute)
		if err != nil {
			return err
		}
		defer c.close()
		defer p.kill()
		got, err := c.answers(ctx)
		if err != nil {
			return err
		}
		same = "yes"
		if d := differs(truth, got); d != "" {
			same = "NO"
			r.breach("%s: %s", name, d)
		}
	}
	r.row(name, acked, len(have), lost, same)
	return removeAll(other.data)
}
