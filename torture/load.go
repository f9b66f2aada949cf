package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// load asks a server without a pause, or at a pace, from several clients.
type load struct {
	mu     sync.Mutex
	times  []time.Duration
	failed []string

	stop context.CancelFunc
	done sync.WaitGroup
}

// startLoad begins; pace is the time from one request of a client to its next,
// as far as the server keeps up.
func startLoad(ctx context.Context, d *despatch, clients int, pace time.Duration) *load {
	ctx, stop := context.WithCancel(ctx)
	l := &load{stop: stop}
	for w := range clients {
		random := rand.New(rand.NewPCG(uint64(w), 3))
		l.done.Go(func() {
			c := d.client()
			defer c.close()
			for next := time.Now(); ctx.Err() == nil; next = next.Add(pace) {
				time.Sleep(time.Until(next))
				l.one(ctx, c, random)
			}
		})
	}
	return l
}

func (l *load) one(ctx context.Context, c *client, random *rand.Rand) {
	q := questions[random.IntN(len(questions))]
	if random.IntN(3) > 0 {
		q = fmt.Sprintf("/api/v1/search?q=mark%06d", random.IntN(1000))
	}
	began := time.Now()
	status, body, err := c.do(ctx, http.MethodGet, q, nil)
	if ctx.Err() != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.times = append(l.times, time.Since(began))
	if err != nil || status != http.StatusOK {
		l.failed = append(l.failed, fmt.Sprintf("%s: %d %v %.200s", q, status, err, body))
	}
}

// asked counts the requests so far.
func (l *load) asked() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.times)
}

// end stops the load and gives what was measured.
func (l *load) end() (times []time.Duration, failed []string) {
	l.stop()
	l.done.Wait()
	return l.times, l.failed
}
