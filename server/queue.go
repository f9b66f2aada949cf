package server

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

// queue lets some requests at a time through, in the order in which they come.
type queue struct {
	places   *semaphore.Weighted
	size     int64
	longest  int64         // how many may wait
	patience time.Duration // for how long
	waiting  atomic.Int64
	inside   atomic.Int64
	stay     atomic.Int64 // inside, of late and on average, in nanoseconds
}

func newQueue(size, longest int64, patience time.Duration) *queue {
	return &queue{places: semaphore.NewWeighted(size), size: size, longest: longest, patience: patience}
}

// enter waits for a place, at most for as long as patience. Who would wait
// longer than that, going by how long the others stay, is refused at once.
func (q *queue) enter(ctx context.Context, patience time.Duration) error {
	if !q.places.TryAcquire(1) {
		if err := q.wait(ctx, patience); err != nil {
			return err
		}
	}
	q.inside.Add(1)
	return nil
}

func (q *queue) wait(ctx context.Context, patience time.Duration) error {
	defer q.waiting.Add(-1)
	if before := q.waiting.Add(1) - 1; before >= q.longest || time.Duration(before*q.stay.Load()/q.size) > patience {
		return &busyError{detail: "the server is busy and its queue is full", after: retrySeconds}
	}
	short, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := q.places.Acquire(short, 1)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return &busyError{detail: "the server is busy; the request waited " + patience.String() + " in vain", after: retrySeconds}
	}
	return err
}

// stayShare is how much one stay moves the average: it follows a change within
// a few dozen requests.
const stayShare = 16

// leave gives the place back after a stay.
func (q *queue) leave(stay time.Duration) {
	old := q.stay.Load()
	q.stay.Store(old + (int64(stay)-old)/stayShare) // one of two at once may be lost
	q.inside.Add(-1)
	q.places.Release(1)
}
