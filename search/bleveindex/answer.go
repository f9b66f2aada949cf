package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"despatch/search"
)

// Search answers a query.
func (e *Engine) Search(ctx context.Context, q search.Query) (res search.Results, err error) {
	defer e.boundary("search", &err)
	at, err := e.cursorOf(q)
	if err != nil {
		return res, err
	}
	snap, err := e.snapshotFor(at)
	if err != nil {
		return res, err
	}
	defer snap.gen.release(snap)
	r := &run{engine: e, ctx: ctx, snap: snap, collections: q.Visible}
	p, err := r.plan(q)
	if err != nil {
		return res, err
	}
	return p.answer(at)
}

// boundary keeps a panic, which damage on disk can cause anywhere below, from
// ending the process.
func (e *Engine) boundary(what string, err *error) {
	if p := recover(); p != nil {
		e.opts.Log.Error("the engine broke", "in", what, "panic", p, "stack", string(debug.Stack()))
		*err = &search.Error{Code: search.Unavailable, Detail: fmt.Sprintf("the index broke: %v", p), Position: -1}
	}
	if errors.Is(*err, context.DeadlineExceeded) {
		*err = &search.Error{Code: search.TimedOut, Detail: "the query took too long", Position: -1}
	}
}

// answer runs the plan.
func (p *plan) answer(at *cursor) (res search.Results, err error) {
	if err := p.weigh(); err != nil {
		return res, err
	}
	count := p.newCounter()
	k := p.newKeep(at)
	if err := p.walk(count, k); err != nil {
		return res, err
	}
	res.Plan = p.name
	res.Index = search.Position{Generation: p.snap.gen.number, Checkpoint: p.snap.checkpoint}
	res.Total = search.Total{Articles: count.main.total, Distinct: count.main.distinctTotal()}
	if res.Hits, res.Next, err = p.page(k, at); err != nil {
		return res, err
	}
	if res.Facets, err = count.facets(); err != nil {
		return res, err
	}
	res.Timeline, err = p.timeline(count)
	return res, err
}

// walk goes through the segments once, ranking and counting.
func (p *plan) walk(count *counter, k *keep) error {
	columns := count.columns()
	if p.name == planTotals {
		count.main = p.snap.totals
		if k.known(p.sortOf()) {
			return nil
		}
	}
	scores := p.newScorer()
	for i, seg := range p.snap.segments {
		found, err := p.find(i, seg, columns)
		if err != nil {
			return err
		}
		docs := found.all.list(scores.docs[:0])
		if err := p.rank(i, found.all, docs, scores, k); err != nil {
			return err
		}
		if count.main != p.snap.totals {
			count.main.add(i, found.all, docs)
		}
		if count.split != nil {
			count.split.add(i, found.all, docs)
		}
		for _, col := range columns {
			count.aside[col].add(i, found.aside[col], found.aside[col].list(docs[:0]))
		}
	}
	if count.main != p.snap.totals {
		count.finish()
	}
	p.engine.scratch.Put(scores.scratch) // after an error it is not all zero
	return nil
}

func (p *plan) rank(i int, set bitset, docs []uint32, scores *scorer, k *keep) error {
	sort := p.sortOf()
	if sort == search.ByRelevance || sort == search.Fresh {
		return scores.segment(i, set, docs, k)
	}
	k.byKey(i, docs, sort)
	return nil
}

// newKeep sets up what has to be kept for the page wanted.
func (p *plan) newKeep(at *cursor) *keep {
	k := &keep{snap: p.snap, limit: p.query.Limit}
	if p.query.Collapse {
		k.best = map[uint32]candidate{}
	}
	if p.rescores() && at.seen() <= rescored {
		if k.limit > 0 {
			k.limit = max(rescored, at.seen()+p.query.Limit)
		}
		return k
	}
	if at != nil {
		k.after = &mark{key: at.Key, id: at.ID}
	}
	return k
}

// rescores says whether closeness changes the order of the best.
func (p *plan) rescores() bool {
	sort := p.sortOf()
	return (sort == search.ByRelevance || sort == search.Fresh) && len(p.proximityWords()) > 1
}

// page takes the page wanted from what was kept. The best are ordered anew by
// closeness as a whole, so that pages among them neither lose nor repeat; from
// there on the order is that of the scores.
func (p *plan) page(k *keep, at *cursor) ([]search.Hit, string, error) {
	list := k.sorted()
	skip := 0
	if p.rescores() && k.after == nil && p.query.Limit > 0 {
		skip = at.seen()
		if err := p.closeness(list, skip+p.query.Limit); err != nil {
			return nil, "", err
		}
	}
	more := k.rest > skip+p.query.Limit
	list = list[min(skip, len(list)):]
	list = list[:min(p.query.Limit, len(list))]
	hits := make([]search.Hit, len(list))
	for i, c := range list {
		hits[i] = p.hit(c)
	}
	if !more || len(list) == 0 {
		return hits, "", nil
	}
	last := list[len(list)-1]
	return hits, p.engine.cursorAfter(p, at.seen()+len(list), mark{key: last.key, id: k.id(last)}), nil
}
