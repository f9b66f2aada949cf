package main

import (
	"context"
	"time"
)

// A try that fails comes again after healPause, and then ever later, at most
// after mostPause: each costs as much as opening or building an index.
const (
	healPause = 2 * time.Second
	mostPause = 16 * time.Second
)

// backoff spaces tries that keep failing. It is for one goroutine.
type backoff struct {
	pause time.Duration
	until time.Time
}

// waits tells whether it is too early for another try.
func (b *backoff) waits() bool { return time.Now().Before(b.until) }

// told hears how a try ended.
func (b *backoff) told(err error) {
	if err == nil {
		*b = backoff{}
		return
	}
	b.pause = min(mostPause, max(healPause, 2*b.pause))
	b.until = time.Now().Add(b.pause)
}

// rest waits until the next try is due, or ctx ends.
func (b *backoff) rest(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Until(b.until)):
	}
}
