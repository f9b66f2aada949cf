package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// What abuse may cost.
const (
	abusers     = 4 // at once
	maxAnswer   = time.Second
	maxBeside   = 100 * time.Millisecond
	maxGrowthMB = 256
	readOfEach  = 1 << 20 // bytes of an answer; exports go on for long
)

// suffered is one abusive call and what came of it.
type suffered struct {
	call
	status int
	took   time.Duration
	err    error
}

// abuse asks the listed and the generated abusive queries while readers ask
// theirs.
func abuse(ctx context.Context, set settings) ([]finding, error) {
	calls := listed()
	r := rand.New(rand.NewPCG(set.seed, 7))
	for range set.abusive {
		calls = append(calls, invented(r))
	}
	p, err := start(ctx, set)
	if err != nil {
		return nil, err
	}
	quiet := p.warm()
	before, most := p.memory(), 0.0
	begun, used := time.Now(), processorTime()
	busy, cancel := context.WithCancel(ctx)
	var readers *latencies
	var watching sync.WaitGroup
	watching.Go(func() { readers = p.beside(busy, 20*time.Millisecond) })
	watching.Go(func() { most = p.mostMemory(busy) })
	all := p.suffer(calls)
	cancel()
	watching.Wait()
	share := shareSince(begun, used)
	after, growth := p.memory(), most-before
	_, ended := p.terminate()
	return append(judged(all),
		finding{what: "exit without error", measured: fmt.Sprint(ended), limit: "<nil>", kept: ended == nil},
		quiet.finding("everyday queries before", maxBeside),
		readers.finding("everyday queries beside", maxBeside), readers.failures("everyday queries that failed"),
		share, finding{what: "memory growth", measured: fmt.Sprintf("%.0f MB at most (%.0f to %.0f, then %.0f)", growth, before, most, after), limit: fmt.Sprintf("%d MB", maxGrowthMB), kept: growth <= maxGrowthMB},
	), nil
}

// suffer makes the calls, a few at once.
func (p *process) suffer(calls []call) []suffered {
	all := make([]suffered, len(calls))
	next := make(chan int)
	var working sync.WaitGroup
	for range abusers {
		working.Go(func() {
			for i := range next {
				all[i] = p.make(calls[i])
			}
		})
	}
	for i := range calls {
		next <- i
	}
	close(next)
	working.Wait()
	return all
}

func (p *process) make(c call) suffered {
	request, err := http.NewRequest(c.method, p.url+c.target, strings.NewReader(c.body))
	if err != nil {
		return suffered{call: c, err: err}
	}
	if c.body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	begun := time.Now()
	r, err := client.Do(request)
	if err != nil {
		return suffered{call: c, took: time.Since(begun), err: err}
	}
	defer r.Body.Close()
	body := bufio.NewReader(io.LimitReader(r.Body, readOfEach))
	_, _ = body.Peek(1) // what comes of it shows below
	took := time.Since(begun)
	_, err = io.Copy(io.Discard, body)
	if r.Header.Get("Content-Disposition") == "" { // an export has answered when it has begun
		took = time.Since(begun)
	}
	return suffered{c, r.StatusCode, took, err}
}

func (p *process) mostMemory(ctx context.Context) float64 {
	most := 0.0
	for ctx.Err() == nil {
		most = max(most, p.memory())
		time.Sleep(20 * time.Millisecond)
	}
	return most
}

// judged counts the calls by what came of them. A refusal is as good as an
// answer; a failure of the server is neither.
func judged(all []suffered) []finding {
	byStatus := map[int]int{}
	var late, failed []suffered
	for _, s := range all {
		byStatus[s.status]++
		if s.took > maxAnswer {
			late = append(late, s)
		}
		if s.err != nil || s.status >= 500 {
			failed = append(failed, s)
		}
	}
	slices.SortFunc(all, func(a, b suffered) int { return cmp.Compare(b.took, a.took) })
	for _, s := range slices.Concat(all[:min(8, len(all))], failed[:min(8, len(failed))]) {
		fmt.Fprintf(os.Stderr, "  %s %d %v %s %.300s %.200s\n", rounded(s.took), s.status, s.err, s.method, s.target, s.body)
	}
	return []finding{
		{what: "abusive queries", measured: fmt.Sprintf("%d, by status %v", len(all), byStatus), kept: true},
		{what: "not answered or refused within 1 s", measured: fmt.Sprintf("%d, slowest %s", len(late), rounded(all[0].took)), limit: "0", kept: len(late) == 0, timed: true},
		{what: "failed", measured: fmt.Sprint(len(failed)), limit: "0", kept: len(failed) == 0},
	}
}
