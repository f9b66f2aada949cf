package bleveindex

import (
	"context"

	"despatch/search"
)

// Among answers many standing queries of a few articles: which of them does
// each query find? All answers come from one snapshot, and only the segments
// that hold the articles are looked at, which for fresh ones are small.
func (e *Engine) Among(ctx context.Context, queries []search.Query, ids []string) (found []search.Standing, at search.Position, err error) {
	defer e.boundary("standing queries", &err)
	snap, err := e.snapshotFor(nil)
	if err != nil {
		return nil, at, err
	}
	at = search.Position{Generation: snap.gen.number, Checkpoint: snap.checkpoint}
	defer snap.gen.release(snap)
	places, err := snap.places(ids)
	if err != nil {
		return nil, at, err
	}
	found = make([]search.Standing, len(queries))
	for i, q := range queries {
		if ctx.Err() != nil {
			return nil, at, ctx.Err()
		}
		r := &run{engine: e, ctx: ctx, snap: snap, collections: q.Visible}
		found[i].IDs, found[i].Err = r.among(q, places)
	}
	return found, at, nil
}

// places are where the articles that exist stand, by segment.
func (s *snapshot) places(ids []string) ([][]arrival, error) {
	places := make([][]arrival, len(s.segments))
	for _, id := range ids {
		at, ok, err := s.lookUp(id)
		if err != nil {
			return nil, err
		}
		if ok {
			places[at.segment] = append(places[at.segment], arrival{at.doc, id})
		}
	}
	return places, nil
}

// arrival is where in a segment an article stands.
type arrival struct {
	doc uint32
	id  string
}

func (r *run) among(q search.Query, places [][]arrival) (ids []string, err error) {
	p, err := r.plan(q)
	if err != nil {
		return nil, err
	}
	for i, list := range places {
		if len(list) == 0 {
			continue
		}
		found, err := p.find(i, r.snap.segments[i], nil)
		if err != nil {
			return nil, err
		}
		for _, at := range list {
			if found.all.has(at.doc) {
				ids = append(ids, at.id)
			}
		}
	}
	return ids, nil
}
