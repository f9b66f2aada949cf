package bleveindex

// seen is what a query's caller may see of a snapshot: the articles, and the
// statistics that scores are made of. Weights taken from all articles would
// tell of those that are hidden.
type seen struct {
	sets      []bitset // by segment; nil for callers who see everything
	docs      int
	avgLength float64
	newest    int64
}

// seen works out, once for a query, what its caller may see.
func (r *run) seen() (*seen, error) {
	if r.view != nil {
		return r.view, nil
	}
	v := &seen{docs: r.snap.docs, avgLength: r.snap.avgLength, newest: r.snap.newest}
	if r.collections != nil {
		v.docs, v.newest = 0, unknownOrder
		if err := r.measureSeen(v); err != nil {
			return nil, err
		}
	}
	r.view = v
	return v, nil
}

func (r *run) measureSeen(v *seen) error {
	var words int64
	var docs []uint32
	for i, seg := range r.snap.segments {
		set, err := r.visible(i, seg)
		if err != nil {
			return err
		}
		docs = set.list(docs[:0])
		for _, d := range docs {
			words += int64(seg.rows.length[d])
			v.newest = max(v.newest, seg.rows.order[d])
		}
		v.sets, v.docs = append(v.sets, set), v.docs+len(docs)
	}
	v.avgLength = float64(words) / float64(max(v.docs, 1))
	return nil
}

// count says how many of a segment's articles, some of them deleted, the caller
// may see.
func (v *seen) count(i int, seg *segment, docs docset) int {
	switch {
	case v.sets != nil:
		return docs.countIn(v.sets[i])
	case seg.live != nil:
		return docs.countIn(seg.live)
	}
	return docs.len()
}
