package server

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"despatch/search"
)

// The costs of requests, in units of one plain search of a few words.
const (
	costCheap = 1
	costCount = 2
)

// How much may run and wait at once. Work beyond what the processors can do
// only makes every answer late, so more than a short queue is refused: the
// client is told when to come back.
const (
	roomPerProcessor = 8 // units of cost
	maxWaiting       = 512
	maxWait          = 5 * time.Second
	retrySeconds     = 1
	maxExports       = 256 // at once; each reads its pages between the others' searches, and holds one of them
)

// gate admits requests by their cost.
type gate struct {
	room     *semaphore.Weighted
	capacity int64
	waiting  atomic.Int64
	running  atomic.Int64
	exports  atomic.Int64
	arriving atomic.Int64
}

func newGate() *gate {
	capacity := int64(roomPerProcessor * runtime.GOMAXPROCS(0))
	return &gate{room: semaphore.NewWeighted(capacity), capacity: capacity}
}

// enter waits for room and returns how to leave it again.
func (g *gate) enter(ctx context.Context, cost int) (leave func(), err error) {
	n := min(int64(cost), g.capacity)
	if !g.room.TryAcquire(n) {
		if err := g.wait(ctx, n); err != nil {
			return nil, err
		}
	}
	g.running.Add(1)
	return func() {
		g.running.Add(-1)
		g.room.Release(n)
	}, nil
}

func (g *gate) wait(ctx context.Context, n int64) error {
	if g.waiting.Add(1) > maxWaiting {
		g.waiting.Add(-1)
		return &busyError{detail: "the server is busy and its queue is full", after: retrySeconds}
	}
	defer g.waiting.Add(-1)
	short, cancel := context.WithTimeout(ctx, maxWait)
	defer cancel()
	err := g.room.Acquire(short, n)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return &busyError{detail: "the server is busy; the request waited " + maxWait.String() + " in vain", after: retrySeconds}
	}
	return err
}

// export lets one more export begin and returns how to end it.
func (g *gate) export() (leave func(), err error) {
	if g.exports.Add(1) > maxExports {
		g.exports.Add(-1)
		return nil, &busyError{detail: "too many exports are running", after: 10 * retrySeconds}
	}
	return func() { g.exports.Add(-1) }, nil
}

// costOf estimates a search before it runs: what walks the dictionary or the
// positions of words costs more than what looks up a list.
func costOf(q search.Query) int {
	cost := costCheap + len(q.Facets)/4 + nodeCost(q.Match)
	if q.Timeline != nil {
		cost++
	}
	return cost
}

func nodeCost(n search.Node) int {
	cost := 0
	switch n := n.(type) {
	case search.And:
		for _, part := range n {
			cost += nodeCost(part)
		}
	case search.Or:
		for _, part := range n {
			cost += nodeCost(part)
		}
	case search.Not:
		cost = nodeCost(n.Node)
	case search.Wildcard, search.Fuzzy:
		cost = 3
	case search.Near:
		cost = 2 + nodeCost(n.A) + nodeCost(n.B)
	case search.Phrase:
		cost = 1
	}
	return cost
}
