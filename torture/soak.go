package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// soak asks 50 times a second while two articles a second come in. What the
// process holds must not grow.
func soak(ctx context.Context, s *setup) (*report, error) {
	r := table("after", "requests", "failed", "p99", "memory MB", "files open")
	length := 15 * time.Second
	if s.long {
		length = 15 * time.Minute
	}
	on, err := s.served(ctx, 3000)
	if err != nil {
		return r, err
	}
	defer on.end()
	d, p, c := on.d, on.p, on.c
	const clients = 5
	l := startLoad(ctx, d, clients, clients*time.Second/50)
	ingest := time.NewTicker(500 * time.Millisecond)
	defer ingest.Stop()
	began, told := time.Now(), time.Now()
	var memory []float64
	var files []int
	for next := 10_000; time.Since(began) < length && ctx.Err() == nil; next++ {
		<-ingest.C
		if _, ok := c.put(ctx, makeArticle(next%10_400, 1+next/10_400)); !ok {
			r.breach("an article was refused: %.300s", p.err.String())
		}
		m, err := residentMB(p)
		if err != nil {
			return r, err
		}
		memory, files = append(memory, m), append(files, openFiles(p))
		if time.Since(told) > length/10 {
			told = time.Now()
			r.row(time.Since(began).Round(time.Second), l.asked(), "", "", fmt.Sprintf("%.0f", mean(memory, .9)), files[len(files)-1])
		}
	}
	times, failed := l.end()
	for _, f := range failed {
		r.breach("%s", f)
	}
	r.row(time.Since(began).Round(time.Second), len(times), len(failed), ms(quantile(times, .99)), fmt.Sprintf("%.0f", mean(memory, .9)), files[len(files)-1])
	s.drift(r, memory, files)
	return r, nil
}

// drift compares the third quarter of the time with the last: by then caches
// are as full as they get.
func (s *setup) drift(r *report, memory []float64, files []int) {
	n := len(memory)
	third, last := mean(memory[:n*3/4], .666), mean(memory, .75)
	change := 100 * (last - third) / third
	r.row("drift", "", "", "", fmt.Sprintf("%+.1f %%", change))
	if s.long {
		r.must(change < 5, "memory has grown by %.1f %% in the last quarter", change)
	}
	// Segments come and go with their files; what counts is the middle.
	early, late := middle(files[:n/2]), middle(files[n/2:])
	r.row("files", "", "", "", "", fmt.Sprintf("%d, then %d", early, late))
	r.must(!s.long || float64(late) <= 1.1*float64(early)+5, "files open grew from %d to %d", early, late)
}

func middle(all []int) int {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// mean is of what comes after a share of all.
func mean(all []float64, after float64) float64 {
	rest := all[int(after*float64(len(all))):]
	sum := 0.0
	for _, x := range rest {
		sum += x
	}
	return sum / float64(max(1, len(rest)))
}

// residentMB is the memory of the process's own; pages of files that it maps
// belong to the system.
func residentMB(p *process) (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kb, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			return float64(kb) / 1024, err
		}
	}
	return 0, fmt.Errorf("no memory in /proc/%d/status", p.cmd.Process.Pid)
}

func openFiles(p *process) int {
	list, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.cmd.Process.Pid)) // none where it has ended
	return len(list)
}

// cpuSeconds is the processor time that the process has used.
func cpuSeconds(p *process) float64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return float64(user+system) / 100 // clock ticks of 10 ms, as on every Linux
}
