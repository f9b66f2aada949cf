package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const diskBytes = 96 << 20

// diskfull serves from a small disk and fills it, each time to another rest.
// Reading must go on, writes must be refused with 507, the process must be
// quiet, and after space was made it must write again within 5 s.
func diskfull(ctx context.Context, s *setup) (*report, error) {
	r := table("free KB", "put answers", "reads failed", "add says", "reindex says", "CPU %", "log lines/s", "healed after")
	disk := filepath.Join(s.work, "disk")
	if err := os.MkdirAll(disk, 0o700); err != nil {
		return r, err
	}
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, fmt.Sprintf("size=%d", diskBytes)); err != nil {
		r.row("skipped: no small disk can be mounted here:", err)
		return r, nil
	}
	defer unix.Unmount(disk, unix.MNT_DETACH)
	d := s.on(filepath.Join("disk", "data"))
	file := filepath.Join(s.work, "articles.jsonl")
	if err := writeArticles(file, 0, 1000); err != nil {
		return r, err
	}
	if _, said, err := d.run(ctx, "add", file); err != nil {
		return r, fmt.Errorf("add: %w: %s", err, said)
	}
	f := &filled{setup: s, d: d, r: r, disk: disk, next: 1000, worst: map[string]float64{}}
	tries := s.times(4, 50)
	for i := range tries {
		// From nothing at all to more than what is kept free.
		if err := f.try(ctx, i*i*(12<<20)/(tries*tries)); err != nil {
			return r, err
		}
	}
	return r, nil
}

type filled struct {
	*setup
	d     *despatch
	r     *report
	disk  string
	next  int
	worst map[string]float64
}

// try fills the disk under a running server up to rest bytes.
func (f *filled) try(ctx context.Context, rest int) error {
	p, c, err := f.d.serve(ctx, time.Minute)
	if err != nil {
		return err
	}
	defer c.close()
	defer p.kill()
	truth, err := c.answers(ctx)
	if err != nil {
		return err
	}
	ballast := filepath.Join(f.disk, "ballast")
	if err := f.fill(ballast, rest); err != nil {
		return err
	}
	statuses, acked := f.write(ctx, c)
	added, failed := f.besides(ctx), 0
	rebuilt := f.rebuilds(ctx)
	busy, rate := idle(p)
	got, err := c.answers(ctx)
	if err != nil {
		failed++
		f.r.breach("%d KB free: reading fails: %v", rest>>10, err)
	} else if d := differs(truth, got); d != "" && acked == 0 {
		failed++
		f.r.breach("%d KB free: %s", rest>>10, d)
	}
	if err := os.Remove(ballast); err != nil {
		return err
	}
	healed, err := f.heals(ctx, c)
	f.r.must(err == nil && (!f.long || healed < 5*time.Second), "%d KB free: healed after %s, %v", rest>>10, healed, err)
	f.r.must(!f.long || busy < 5, "%d KB free: %.1f %% CPU while idle", rest>>10, busy)
	f.r.must(rate < 1, "%d KB free: %.1f log lines a second", rest>>10, rate)
	if dead, is := p.died(); is || p.over() {
		f.r.breach("%d KB free: it died: %s %.300s", rest>>10, dead, p.err.String())
	}
	f.r.row(rest>>10, statuses, failed, added, rebuilt, fmt.Sprintf("%.1f", busy), fmt.Sprintf("%.1f", rate), healed.Round(time.Millisecond))
	return nil
}

// idle measures a process that has nothing to do, after a second in which it
// may finish what it had: its share of a processor in percent, and its log
// lines a second.
func idle(p *process) (busy, rate float64) {
	const quiet = 3 * time.Second
	time.Sleep(time.Second)
	cpu, lines := cpuSeconds(p), p.err.lines()
	time.Sleep(quiet)
	return 100 * (cpuSeconds(p) - cpu) / quiet.Seconds(), float64(p.err.lines()-lines) / quiet.Seconds()
}

// fill leaves rest bytes of the disk.
func (f *filled) fill(path string, rest int) error {
	var st unix.Statfs_t
	if err := unix.Statfs(f.disk, &st); err != nil {
		return err
	}
	size := int64(st.Bavail)*int64(st.Bsize) - int64(rest)
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	for block := make([]byte, 64<<10); size > 0; size -= int64(len(block)) {
		if _, err := file.Write(block[:min(size, int64(len(block)))]); err != nil && !errors.Is(err, syscall.ENOSPC) {
			return err
		}
	}
	return file.Close()
}

// write puts articles until one is refused, at most a few, and tells how each
// was answered. What is acknowledged must be found again after healing.
func (f *filled) write(ctx context.Context, c *client) (statuses string, acked int) {
	counts := map[int]int{}
	for range 5 {
		status, ok := c.put(ctx, makeArticle(f.next, 1))
		counts[status]++
		if ok {
			acked++
			f.next++
			continue
		}
		f.r.must(status == http.StatusInsufficientStorage, "a write was answered %d, not 507", status)
		break
	}
	var told []string
	for status, n := range counts {
		told = append(told, fmt.Sprintf("%d×%d", n, status))
	}
	return strings.Join(told, " "), acked
}

// besides tells how the command line answers an import, which the full disk
// must end with a clear word.
func (f *filled) besides(ctx context.Context) string {
	file := filepath.Join(f.work, "one.jsonl")
	if err := writeArticles(file, 900_000, 900_001); err != nil {
		return err.Error()
	}
	_, said, err := f.d.run(ctx, "add", file)
	switch {
	case err == nil:
		_, _, err = f.d.run(ctx, "delete", makeArticle(900_000, 1).ID)
		return fmt.Sprintf("done (%v)", err)
	case strings.Contains(said, "disk full"):
		return "disk full"
	}
	f.r.breach("add says %.300s", said)
	return "?"
}

// rebuilds tells how a rebuild goes, which may need more space than there is:
// it must then end with a clear word and leave nothing behind.
func (f *filled) rebuilds(ctx context.Context) string {
	_, said, err := f.d.run(ctx, "reindex")
	switch {
	case err == nil:
		return "done"
	case strings.Contains(said, "no space left"), strings.Contains(said, "disk full"):
		return "disk full"
	}
	f.r.breach("reindex says %.300s", said)
	return "?"
}

// heals tries to write again until it works and is found.
func (f *filled) heals(ctx context.Context, c *client) (time.Duration, error) {
	began := time.Now()
	n := f.next
	f.next++
	for time.Since(began) < 30*time.Second {
		if _, ok := c.put(ctx, makeArticle(n, 1)); ok {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	for time.Since(began) < 30*time.Second {
		found, err := c.total(ctx, fmt.Sprintf("q=mark%06d", n))
		ready, _, _ := c.do(ctx, http.MethodGet, "/readyz", nil)
		if err == nil && found == 1 && ready == http.StatusOK {
			all, err := c.total(ctx, "")
			if err == nil && all < n {
				err = fmt.Errorf("%d articles are found, %d were acknowledged", all, n)
			}
			return time.Since(began), err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(began), errors.New("it writes no more")
}
