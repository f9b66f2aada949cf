package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// heavy takes the server long enough that asking costs little beside it.
const heavy = "/api/v1/search?q=sanct*+OR+minist*&facet=actor&facet=country&facet=institution&facet=person&facet=date&facet=source&facet_size=200&limit=50&sort=fresh"

const (
	excess        = 4  // times the capacity
	leastShare    = .8 // of the capacity is still answered
	fullWorkers   = 8
	rampUpSeconds = 2
)

// load counts what became of requests.
type load struct{ answered, refused, hintless, failed atomic.Int64 }

func (l *load) ask(over *conns) {
	status, retryAfter, err := over.get(heavy)
	switch {
	case err == nil && status == http.StatusOK:
		l.answered.Add(1)
	case err == nil && status == http.StatusTooManyRequests:
		l.refused.Add(1)
		if retryAfter == "" {
			l.hintless.Add(1)
		}
	default:
		l.failed.Add(1)
	}
}

// overload measures what the server can carry, then offers it four times as
// much.
func overload(ctx context.Context, set settings) ([]finding, error) {
	p, err := start(ctx, set)
	if err != nil {
		return nil, err
	}
	p.warm()
	over := &conns{host: strings.TrimPrefix(p.url, "http://")}
	defer over.close()
	capacity := capacityOver(ctx, over, set.seconds)
	var l load
	begun, used := time.Now(), processorTime()
	during := l.offer(ctx, over, excess*capacity, set.seconds)
	share := shareSince(begun, used)
	if _, err := p.terminate(); err != nil {
		return nil, err
	}
	return []finding{
		{what: "capacity", measured: fmt.Sprintf("%.0f a second", capacity), kept: capacity > 0},
		{what: "answered at 4 times that", measured: fmt.Sprintf("%.0f a second, %.0f %%", during, 100*during/capacity), limit: "80 %", kept: during >= leastShare*capacity, timed: true},
		share,
		{what: "refused with 429", measured: fmt.Sprintf("%d, %d of them without Retry-After", l.refused.Load(), l.hintless.Load()), limit: "0 without", kept: l.hintless.Load() == 0},
		{what: "neither answered nor refused", measured: fmt.Sprint(l.failed.Load()), limit: "0", kept: l.failed.Load() == 0},
	}, nil
}

// capacityOver is how many requests a second are answered when as many as
// there are workers are always waiting.
func capacityOver(ctx context.Context, over *conns, seconds int) float64 {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(seconds)*time.Second)
	defer cancel()
	var l load
	var working sync.WaitGroup
	begun := time.Now()
	for range fullWorkers {
		working.Go(func() {
			for ctx.Err() == nil {
				l.ask(over)
			}
		})
	}
	working.Wait()
	return float64(l.answered.Load()) / time.Since(begun).Seconds()
}

// offer sends so many requests a second, whether or not they are answered, and
// says how many a second were once the queue had filled.
func (l *load) offer(ctx context.Context, over *conns, rate float64, seconds int) float64 {
	tick := time.NewTicker(time.Duration(float64(time.Second) / rate))
	defer tick.Stop()
	begun, end := time.Now(), time.After(time.Duration(seconds+rampUpSeconds)*time.Second)
	var asking sync.WaitGroup
	answeredThen := int64(0)
	for full := false; ; {
		select {
		case <-end:
			n, took := l.answered.Load()-answeredThen, time.Since(begun)
			asking.Wait()
			return float64(n) / took.Seconds()
		case <-ctx.Done():
			return 0
		case <-tick.C:
			if !full && time.Since(begun) > rampUpSeconds*time.Second {
				full, begun, answeredThen = true, time.Now(), l.answered.Load()
			}
			asking.Go(func() { l.ask(over) })
		}
	}
}
