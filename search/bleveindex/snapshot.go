package bleveindex

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/scorch_segment_api/v2"
)

// snapshot is the immutable state of the index that one query sees.
type snapshot struct {
	number     uint64
	gen        *generation
	reader     *scorch.IndexSnapshot
	refs       int // guarded by gen.mu
	checkpoint int64
	segments   []*segment
	docs       int
	avgLength  float64
	newest     int64 // the order of the newest article, unknownOrder without one
	// terms are the values of each column over all segments, sorted. The
	// columns of roles share one list.
	terms  [plainColumns][]string
	roles  []string
	isKind []bool
	// members are the articles of each group of copies, group 1 first.
	members [][]address
	totals  *tally
	// latest are the first hits of the query that asks for everything.
	latest []candidate
}

// segment is one segment as a snapshot sees it.
type segment struct {
	*columns
	bleve bleve.Segment
	live  bitset // nil when all are
	nlive int
	// global numbers the values of each column over all segments; nil when
	// they are the segment's own numbers.
	global [plainColumns][]uint32
	roles  []uint32
	// group numbers the group of copies of each article, 0 for one alone; nil
	// when all are alone.
	group []uint32
}

// valueOf numbers a value of a plain column over all segments.
func (s *segment) valueOf(col int, v uint32) uint32 {
	if g := s.global[col]; g != nil {
		return g[v]
	}
	return v
}

// roleOf numbers a value of claims over all segments.
func (s *segment) roleOf(v uint32) uint32 {
	if s.roles != nil {
		return s.roles[v]
	}
	return v
}

// acquire gives the newest snapshot; release it in the end.
func (g *generation) acquire() (*snapshot, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.current == nil {
		return nil, fmt.Errorf("index generation %d is closed", g.number)
	}
	g.current.refs++
	return g.current, nil
}

// addRef holds a snapshot that is held already.
func (g *generation) addRef(s *snapshot) {
	g.mu.Lock()
	s.refs++
	g.mu.Unlock()
}

func (g *generation) release(s *snapshot) {
	g.mu.Lock()
	s.refs--
	done := s.refs == 0
	g.mu.Unlock()
	if done {
		_ = s.reader.Close() // only counts references down
	}
}

// refresh makes the newest state of the index the one that queries see.
func (g *generation) refresh(ctx context.Context) error {
	g.building.Lock()
	defer g.building.Unlock()
	if g.closed {
		return fmt.Errorf("index generation %d is closed", g.number)
	}
	if g.store == nil {
		return nil // suspended: there is nothing newer
	}
	reader, err := g.reader()
	if err != nil {
		return err
	}
	g.mu.Lock()
	same := g.current != nil && g.current.reader == reader
	g.mu.Unlock()
	if same {
		return reader.Close()
	}
	s, err := g.build(ctx, reader)
	if err != nil {
		_ = reader.Close()
		return fmt.Errorf("read index generation %d: %w", g.number, err)
	}
	g.mu.Lock()
	old := g.current
	g.current = s
	g.mu.Unlock()
	if old != nil {
		g.release(old)
	}
	g.forget(s)
	g.cache.fit(s.docs)
	return nil
}

// forget drops the columns and cached terms of segments that are gone.
func (g *generation) forget(s *snapshot) {
	kept := map[*columns]bool{}
	for _, seg := range s.segments {
		kept[seg.columns] = true
	}
	for id, c := range g.loaded {
		if !kept[c] {
			delete(g.loaded, id)
			g.cache.drop(c)
		}
	}
}

func (g *generation) build(ctx context.Context, reader *scorch.IndexSnapshot) (s *snapshot, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a segment is damaged: %v", p)
		}
	}()
	g.made++
	s = &snapshot{number: g.made, gen: g, reader: reader, refs: 1, newest: unknownOrder}
	at, err := stateOf(reader)
	if err != nil {
		return nil, err
	}
	s.checkpoint = at.checkpoint
	if err := g.load(ctx, reader.Segments()); err != nil {
		return nil, err
	}
	for _, ss := range reader.Segments() {
		s.segments = append(s.segments, newSegment(g.loaded[ss.Id()], ss))
	}
	s.measure()
	s.numberValues()
	s.groupCopies()
	s.totals = s.countAll()
	s.latest = s.findLatest()
	return s, nil
}

func newSegment(c *columns, ss *scorch.SegmentSnapshot) *segment {
	seg := &segment{columns: c, bleve: ss.Segment(), nlive: c.n}
	if deleted := ss.Deleted(); deleted != nil && !deleted.IsEmpty() {
		seg.live = fullBitset(c.n)
		for it := deleted.Iterator(); it.HasNext(); {
			d := it.Next()
			seg.live[d>>6] &^= 1 << (d & 63)
		}
		seg.nlive = seg.live.count()
	}
	return seg
}

// all is the set of live articles, the caller's own.
func (s *segment) all() bitset {
	if s.live != nil {
		return s.live.clone()
	}
	return fullBitset(s.n)
}

func (s *segment) alive(d uint32) bool { return s.live == nil || s.live.has(d) }

// measure counts articles and words.
func (s *snapshot) measure() {
	var words int64
	for _, seg := range s.segments {
		s.docs += seg.nlive
		for d, n := range seg.rows.length {
			if !seg.alive(uint32(d)) {
				continue
			}
			words += int64(n)
			s.newest = max(s.newest, seg.rows.order[d])
		}
	}
	if s.docs > 0 {
		s.avgLength = float64(words) / float64(s.docs)
	}
}
