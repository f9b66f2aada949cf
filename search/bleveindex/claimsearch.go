package bleveindex

import (
	"context"

	"despatch/search"
)

// Claims answers a query for claims.
func (e *Engine) Claims(ctx context.Context, q search.ClaimQuery) (res search.ClaimResults, err error) {
	defer e.boundary("claims", &err)
	q.Query.Sort, q.Query.Collapse, q.Query.Facets, q.Query.Timeline = search.Newest, false, nil, nil
	at, err := claimCursor(q)
	if err != nil {
		return res, err
	}
	snap, err := e.snapshotFor(at)
	if err != nil {
		return res, err
	}
	defer snap.gen.release(snap)
	r := &run{engine: e, ctx: ctx, snap: snap, collections: q.Visible}
	p, err := r.plan(q.Query)
	if err != nil {
		return res, err
	}
	c := &claimRun{plan: p, query: q, at: at, parts: groupOf(partsOf(q)), counts: newClaimCounts(q.Count)}
	return c.answer()
}

func partsOf(q search.ClaimQuery) search.ClaimMatch {
	if q.Parts == nil {
		return search.ClaimMatch{}
	}
	return *q.Parts
}

// claimCursor reads the cursor; its Seen is how many claims of the article at
// its place were shown.
func claimCursor(q search.ClaimQuery) (*cursor, error) {
	if q.Cursor == "" {
		return nil, nil
	}
	c, err := decodeCursor(q.Cursor)
	if err != nil {
		return nil, err
	}
	if c.Query != claimFingerprint(q) {
		return nil, badCursor("the cursor belongs to another query")
	}
	return &c, nil
}

func claimFingerprint(q search.ClaimQuery) uint64 {
	return fingerprint(search.Query{Match: search.And{q.Match, partsOf(q)}, Filters: q.Filters, Visible: q.Visible})
}

// claimRun is one query for claims on its way.
type claimRun struct {
	*plan
	query  search.ClaimQuery
	at     *cursor
	parts  *claimGroup
	counts *claimCounts
}

func (c *claimRun) answer() (res search.ClaimResults, err error) {
	k := &keep{snap: c.snap, limit: c.query.Limit}
	if c.at != nil {
		k.after = &mark{key: c.at.Key, id: c.at.ID, again: true}
		k.limit++
	}
	for i, seg := range c.snap.segments {
		found, err := c.find(i, seg, nil)
		if err != nil {
			return res, err
		}
		k.byKey(i, c.countSegment(i, seg, found.all.list(nil)), search.Newest)
	}
	res.Claims, res.Articles = c.counts.claims, c.counts.articles
	res.Index = search.Position{Generation: c.snap.gen.number, Checkpoint: c.snap.checkpoint}
	if res.Facets, err = c.facets(); err != nil {
		return res, err
	}
	res.Hits, res.Next, err = c.page(k)
	return res, err
}

// countSegment counts the claims of articles and returns the articles that
// have one that holds.
func (c *claimRun) countSegment(i int, seg *segment, docs []uint32) []uint32 {
	parts := tuplesOf(seg.claims, c.parts.constraints)
	kept := docs[:0]
	var held []uint32
	for _, d := range docs {
		set := c.tuplesFor(i, -1, d)
		held = held[:0]
		for _, t := range seg.claims.made.of(d) {
			if set.has(t) && parts.has(t) {
				held = append(held, t)
			}
		}
		if len(held) > 0 {
			c.counts.add(seg, held)
			kept = append(kept, d)
		}
	}
	return kept
}

// page reads the claims of the articles kept until the page is full.
func (c *claimRun) page(k *keep) ([]search.ClaimHit, string, error) {
	skip := c.at.seen()
	var hits []search.ClaimHit
	for n, cand := range k.sorted() {
		if err := c.stopped(); err != nil {
			return nil, "", err
		}
		list, err := c.claimsOf(cand.address)
		if err != nil {
			return nil, "", err
		}
		if n > 0 || c.at == nil || k.id(cand) != c.at.ID {
			skip = 0
		}
		list = list[min(skip, len(list)):]
		room := c.query.Limit - len(hits)
		if len(list) > room {
			return append(hits, list[:room]...), c.next(cand, k.id(cand), skip+room), nil
		}
		hits = append(hits, list...)
		if len(hits) == c.query.Limit && n+1 < k.rest {
			return hits, c.next(cand, k.id(cand), skip+len(list)), nil
		}
	}
	return hits, "", nil
}

func (c *claimRun) next(at candidate, id string, shown int) string {
	c.engine.keepSnapshot(c.snap)
	return cursor{
		Generation: c.snap.gen.number, Engine: c.engine.born, Snapshot: c.snap.number,
		Query: claimFingerprint(c.query), Seen: shown, Key: at.key, ID: id,
	}.encode()
}

// claimsOf reads the claims of an article that hold, in the order it makes
// them.
func (c *claimRun) claimsOf(at address) ([]search.ClaimHit, error) {
	doc, err := c.snap.document(at)
	if err != nil {
		return nil, err
	}
	all := doc.Annotation.Claims
	parsed := make([]tuple, len(all))
	for i := range all {
		parsed[i] = parseTuple(tupleTerm(&all[i], doc.Kinds))
	}
	columns := &claimColumns{}
	columns.number(parsed)
	met := metByMissing(c.snap.segments[at.segment], c.claims.without(-1), at.doc)
	held := append(unmet(c.claims.without(-1), met), c.parts.constraints...)
	set := tuplesOf(columns, held)
	var hits []search.ClaimHit
	for i := range all {
		if set.has(uint32(i)) {
			hits = append(hits, search.ClaimHit{Article: doc.ID, Version: doc.Version, Published: doc.Published, Claim: all[i]})
		}
	}
	return hits, nil
}
