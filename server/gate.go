package server

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"despatch/search"
)

// How much may run and wait at once. Work beyond what the processors can do
// only makes every answer late, so what would wait longer than its caller has
// patience for is refused: the client is told when to come back.
const (
	roomPerProcessor = 4 // requests at work at once
	maxWaiting       = 512
	maxWait          = 2 * time.Second
	maxWaitingLong   = 16 // each holds what it has worked out so far
	maxWaitLong      = 300 * time.Millisecond
	maxWriting       = 4 // at once; the corpus takes one after another
	retrySeconds     = 1
	maxExports       = 256 // at once; each holds one page
)

// When work counts as long. A request that has been at work for shortWork
// leaves the room to the others and goes on in the lane for long work, in
// which few go at a time, so that it keeps nobody waiting. So does one that is
// about to read so much that it will take that long, before it has the memory
// for it. What is looked at
// too seldom to tell work from waiting for a processor counts as longestStep.
const (
	shortWork   = 25 * time.Millisecond
	longestStep = 2 * time.Millisecond
)

// gate admits requests: all into the room, long ones on into the lane.
type gate struct {
	room     *queue
	lane     *queue
	writes   *queue
	exports  atomic.Int64
	arriving atomic.Int64
	// closing is set when the server stops: what is inside then is finished,
	// however long it has to wait.
	closing atomic.Bool
}

func newGate() *gate {
	processors := int64(runtime.GOMAXPROCS(0))
	return &gate{
		room:   newQueue(roomPerProcessor*processors, maxWaiting, maxWait),
		lane:   newQueue(max(1, processors-1), maxWaitingLong, maxWaitLong),
		writes: newQueue(maxWriting, maxWaiting, maxWait),
	}
}

// pass is the way of one request through the gate. It is for one goroutine.
type pass struct {
	gate    *gate
	ctx     context.Context
	patient bool // waits for as long as it may work
	in      *queue
	since   time.Time // in there
	looked  time.Time
	worked  time.Duration
	refused error
}

// enter waits for a place in one of the gate's queues. The work must be done
// under the context that it returns, and leave be called in the end.
func (g *gate) enter(ctx context.Context, q *queue) (context.Context, *pass, error) {
	p := &pass{gate: g, ctx: ctx, patient: accessOf(ctx).Name == localName || g.closing.Load()}
	if err := p.wait(q); err != nil {
		return ctx, p, err
	}
	return p.under(ctx), p, nil
}

type passKey struct{}

// under paces the work under the context.
func (p *pass) under(ctx context.Context) context.Context {
	return search.WithPace(context.WithValue(ctx, passKey{}, p), p.step)
}

// expect lets a request go on as a long one before it begins, where its search
// is sure to be one.
func expect(ctx context.Context, q search.Query) error {
	p, ok := ctx.Value(passKey{}).(*pass)
	if !ok || p.in != p.gate.room || costOf(q) < costLong {
		return nil
	}
	return p.long()
}

func (p *pass) wait(q *queue) error {
	patience := q.patience
	if p.patient {
		patience = requestDeadline
	}
	if p.refused = q.enter(p.ctx, patience); p.refused != nil {
		return p.refused
	}
	p.in, p.since = q, time.Now()
	p.looked = p.since
	return nil
}

// leave gives the place up.
func (p *pass) leave() {
	if p.in != nil {
		p.in.leave(time.Since(p.since))
		p.in = nil
	}
}

// step is called while the request is at work. See search.WithPace.
func (p *pass) step(ahead time.Duration) error {
	now := time.Now()
	p.worked += min(now.Sub(p.looked), longestStep)
	p.looked = now
	if p.refused != nil {
		return p.refused
	}
	if err := p.ctx.Err(); err != nil {
		return err
	}
	if p.in == p.gate.room && p.worked+ahead > shortWork {
		return p.long()
	}
	return nil
}

// long lets the request go on as one that takes long.
func (p *pass) long() error {
	p.leave()
	return p.wait(p.gate.lane)
}

// enterPage waits for the turn of one page of an export, which shares the lane
// with what else takes long and has all the time that there is.
func (g *gate) enterPage(ctx context.Context) (context.Context, *pass, error) {
	p := &pass{gate: g, ctx: ctx, patient: true}
	if err := p.wait(g.lane); err != nil {
		return ctx, p, err
	}
	return p.under(ctx), p, nil
}

func (g *gate) running() int64 {
	return g.room.inside.Load() + g.lane.inside.Load() + g.writes.inside.Load()
}

func (g *gate) waiting() int64 {
	return g.room.waiting.Load() + g.lane.waiting.Load() + g.writes.waiting.Load()
}

// export lets one more export begin and returns how to end it.
func (g *gate) export() (leave func(), err error) {
	if g.exports.Add(1) > maxExports {
		g.exports.Add(-1)
		return nil, &busyError{detail: "too many exports are running", after: 10 * retrySeconds}
	}
	return func() { g.exports.Add(-1) }, nil
}
