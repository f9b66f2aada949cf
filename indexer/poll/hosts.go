package poll

import (
	"context"
	"strings"
	"sync"
	"time"
)

// defaultGap is the time between two requests to one host.
const defaultGap = time.Second

// longestWait is how long a request waits for its host's turn before it is
// put off to the next poll.
const longestWait = 2 * time.Minute

// errResting is the reason for not asking a host that wants to be left alone.
type errResting struct{ until time.Time }

func (e errResting) Error() string {
	return "the server asked to be left alone until " + e.until.UTC().Format("2006-01-02 15:04 UTC")
}

// hosts gives each host its requests one after the other, with a gap between
// them.
type hosts struct {
	gap time.Duration
	mu  sync.Mutex
	all map[string]*host
}

type host struct {
	busy  chan struct{} // holds one token: whoever has it may ask the host
	mu    sync.Mutex
	next  time.Time // of the earliest request
	until time.Time // the end of a pause that the host asked for
	gap   time.Duration
}

func newHosts(gap time.Duration) *hosts { return &hosts{gap: gap, all: map[string]*host{}} }

func (h *hosts) host(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	name = strings.ToLower(name)
	one := h.all[name]
	if one == nil {
		one = &host{busy: make(chan struct{}, 1), gap: h.gap}
		h.all[name] = one
	}
	return one
}

// turn waits until the host may be asked, and gives the function that ends
// the turn.
func (h *hosts) turn(ctx context.Context, name string) (release func(), err error) {
	one := h.host(name)
	select {
	case one.busy <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	wait, until := one.wait()
	if until.After(time.Now().Add(longestWait)) {
		<-one.busy
		return nil, errResting{until}
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		<-one.busy
		return nil, ctx.Err()
	}
	return func() {
		one.mu.Lock()
		one.next = time.Now().Add(one.gap)
		one.mu.Unlock()
		<-one.busy
	}, nil
}

// wait is the time until the host's next turn, and when that is.
func (h *host) wait() (time.Duration, time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := h.next
	if h.until.After(at) {
		at = h.until
	}
	return max(0, time.Until(at)), at
}

// rest leaves a host alone for a while.
func (h *hosts) rest(name string, d time.Duration) {
	one := h.host(name)
	one.mu.Lock()
	defer one.mu.Unlock()
	one.until = time.Now().Add(d)
}

// widen makes the gap between requests to a host longer, up to half a minute.
func (h *hosts) widen(name string, gap time.Duration) {
	one := h.host(name)
	one.mu.Lock()
	defer one.mu.Unlock()
	one.gap = max(one.gap, min(gap, 30*time.Second))
}
