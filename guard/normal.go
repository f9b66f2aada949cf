package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// everyday is what readers ask.
var everyday = []string{
	"/api/v1/search?q=sanctions", "/api/v1/search?q=hackers+election&facet=actor&facet=country", "/api/v1/search?country=cn&from=2020",
	"/api/v1/search?q=%22electoral+commission%22", "/api/v1/facets/actor?q=espionage", "/api/v1/timeline?q=ransomware&step=month",
	"/api/v1/suggest?q=laz", "/api/v1/claims?accused=ru&facet=target", "/?q=ministry", "/api/v1/entities/apt31", "/claims?accused=cn",
}

// latencies are how long answers took, and how many failed.
type latencies struct {
	mu     sync.Mutex
	took   []time.Duration
	failed []string
}

func (l *latencies) add(took time.Duration, failure string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.took = append(l.took, took)
	if failure != "" {
		l.failed = append(l.failed, failure)
	}
}

// quantile is the time that a share q of the answers kept within.
func (l *latencies) quantile(q float64) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.took) == 0 {
		return 0
	}
	slices.Sort(l.took)
	return l.took[min(int(q*float64(len(l.took))), len(l.took)-1)]
}

// get asks once and reads the whole answer.
func get(url string) (status int, took time.Duration, err error) {
	begun := time.Now()
	r, err := client.Get(url)
	if err != nil {
		return 0, time.Since(begun), err
	}
	defer r.Body.Close()
	_, err = io.Copy(io.Discard, r.Body)
	return r.StatusCode, time.Since(begun), err
}

// beside asks everyday questions, one after another with a pause between,
// until ctx ends.
func (p *process) beside(ctx context.Context, pause time.Duration) *latencies {
	l := &latencies{}
	for i := 0; ctx.Err() == nil; i++ {
		url := everyday[i%len(everyday)]
		status, took, err := get(p.url + url)
		failure := ""
		if err != nil || status != http.StatusOK {
			failure = fmt.Sprintf("%s: %d %v", url, status, err)
		}
		l.add(took, failure)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
	return l
}

// warm asks every everyday question a few times, so that what follows is not
// measured against an empty cache.
func (p *process) warm() *latencies {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return p.beside(ctx, 10*time.Millisecond)
}

func (l *latencies) finding(what string, limit time.Duration) finding {
	p99 := l.quantile(.99)
	return finding{
		what: what, measured: fmt.Sprintf("p50 %s, p99 %s, %d asked", rounded(l.quantile(.5)), rounded(p99), len(l.took)),
		limit: "p99 " + limit.String(), kept: p99 <= limit, timed: true,
	}
}

func (l *latencies) failures(what string) finding {
	f := finding{what: what, measured: fmt.Sprintf("%d of %d", len(l.failed), len(l.took)), limit: "0", kept: len(l.failed) == 0}
	if len(l.failed) > 0 {
		f.measured += ", as " + l.failed[0]
	}
	return f
}

func rounded(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }
