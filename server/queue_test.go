package server

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestQueueRefusesWhoWouldWaitInVain(t *testing.T) {
	ctx := context.Background()
	var busy *busyError
	q := newQueue(1, 2, time.Minute)
	if err := q.enter(ctx, time.Minute); err != nil {
		t.Fatal(err)
	}
	if err := q.enter(ctx, time.Millisecond); !errors.As(err, &busy) || busy.after == 0 {
		t.Errorf("after its patience: %v", err)
	}
	waits := make(chan error)
	for range 2 {
		go func() { waits <- q.enter(ctx, time.Minute) }()
	}
	for q.waiting.Load() < 2 {
		time.Sleep(time.Millisecond)
	}
	if err := q.enter(ctx, time.Minute); !errors.As(err, &busy) {
		t.Errorf("beyond the longest queue: %v", err)
	}
	q.leave(time.Hour) // of late, stays are long
	if err := <-waits; err != nil {
		t.Error(err)
	}
	if err := q.enter(ctx, time.Minute); !errors.As(err, &busy) {
		t.Errorf("behind one who will wait for an hour: %v", err)
	}
	q.leave(0)
	if err := <-waits; err != nil {
		t.Error(err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := q.enter(gone, time.Minute); !errors.Is(err, context.Canceled) {
		t.Errorf("whose caller has gone: %v", err)
	}
	q.leave(0)
	if in, waiting := q.inside.Load(), q.waiting.Load(); in != 0 || waiting != 0 {
		t.Errorf("%d inside and %d waiting in the end", in, waiting)
	}
}
