package bleveindex

import (
	"math"
	"slices"

	"despatch/search"
)

// candidate is an article with what it is ordered by: the higher the key the
// better, then the lower the id.
type candidate struct {
	key int64
	address
}

// keep collects the best candidates of a query.
type keep struct {
	snap  *snapshot
	limit int
	list  []candidate // a heap, the worst on top
	after *mark       // only what comes after it is wanted
	rest  int         // how many came after it, kept or not
	order []candidate // what was kept, where it was known beforehand
	// best is the best candidate of each group of copies, where groups are
	// shown as one.
	best map[uint32]candidate
}

// mark is a place in the order of hits; with again, what stands there comes
// once more.
type mark struct {
	key   int64
	id    string
	again bool
}

func (k *keep) id(c candidate) string { return k.snap.segments[c.segment].ids[c.doc] }

// before says whether a is better than b.
func (k *keep) before(a, b candidate) bool {
	if a.key != b.key {
		return a.key > b.key
	}
	return k.id(a) < k.id(b)
}

// rise brings the last of the heap to its place. The heap is one of our own
// since container/heap takes three times as long for what is done most.
func (k *keep) rise() {
	i := len(k.list) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if k.before(k.list[i], k.list[parent]) {
			return
		}
		k.list[i], k.list[parent] = k.list[parent], k.list[i]
		i = parent
	}
}

// sink brings the first of the heap to its place.
func (k *keep) sink() {
	i, c := 0, k.list[0]
	for {
		child := 2*i + 1
		if child >= len(k.list) {
			break
		}
		if r := child + 1; r < len(k.list) && k.before(k.list[child], k.list[r]) {
			child = r
		}
		if k.before(k.list[child], c) {
			break
		}
		k.list[i] = k.list[child]
		i = child
	}
	k.list[i] = c
}

// least is the key below which candidates need only be counted, as long as
// nothing more is offered.
func (k *keep) least() int64 {
	if k.after != nil || k.best != nil || k.limit == 0 || len(k.list) < k.limit {
		return math.MinInt64
	}
	return k.list[0].key
}

// offer takes a candidate in if it is good enough.
func (k *keep) offer(c candidate) {
	if k.best != nil {
		seg := k.snap.segments[c.segment]
		if seg.group != nil && seg.group[c.doc] != 0 {
			g := seg.group[c.doc]
			if old, ok := k.best[g]; !ok || k.before(c, old) {
				k.best[g] = c
			}
			return
		}
	}
	k.take(c)
}

func (k *keep) take(c candidate) {
	if k.after != nil && !k.isAfter(c) {
		return
	}
	k.rest++
	if k.limit == 0 {
		return
	}
	if len(k.list) < k.limit {
		k.list = append(k.list, c)
		k.rise()
		return
	}
	if c.key < k.list[0].key || !k.before(c, k.list[0]) {
		return
	}
	k.list[0] = c
	k.sink()
}

func (k *keep) isAfter(c candidate) bool {
	if c.key != k.after.key {
		return c.key < k.after.key
	}
	id := k.id(c)
	return id > k.after.id || k.after.again && id == k.after.id
}

// sorted gives what was kept, the best first.
func (k *keep) sorted() []candidate {
	if k.order != nil {
		return k.order
	}
	for _, c := range k.best {
		k.take(c)
	}
	k.best = nil
	k.sort(k.list)
	return k.list
}

func (k *keep) sort(list []candidate) {
	slices.SortFunc(list, func(a, b candidate) int {
		if k.before(a, b) {
			return -1
		}
		return 1
	})
}

// sortOf is the order a query is answered in: without words nothing is more
// relevant than another, and the newest come first.
func (p *plan) sortOf() search.Sort {
	s := p.query.Sort
	if s == "" {
		s = search.ByRelevance
	}
	if len(p.leaves) == 0 && (s == search.ByRelevance || s == search.Fresh) {
		return search.Newest
	}
	return s
}

// byKey offers articles by a column.
func (k *keep) byKey(segIndex int, docs []uint32, sort search.Sort) {
	rows := &k.snap.segments[segIndex].rows
	for _, d := range docs {
		var key int64
		switch sort {
		case search.Oldest:
			key = oldestKey(rows.order[d])
		case search.LastAdded:
			key = rows.added[d]
		default:
			key = rows.order[d]
		}
		k.offer(candidate{key, address{segIndex, d}})
	}
}

// oldestKey turns the order round; an unknown date stays last.
func oldestKey(order int64) int64 {
	if order == unknownOrder {
		return unknownOrder
	}
	return -order
}

// scoreKey orders scores, which are not negative, as whole numbers.
func scoreKey(score float32) int64 { return int64(math.Float32bits(score)) }

func keyScore(key int64) float32 { return math.Float32frombits(uint32(key)) }

// known fills in what the snapshot knows beforehand: the first page of all
// articles, newest first.
func (k *keep) known(sort search.Sort) bool {
	if sort != search.Newest || k.after != nil || k.best != nil || k.limit > latestKept {
		return false
	}
	k.order, k.rest = k.snap.latest[:min(k.limit, len(k.snap.latest))], k.snap.docs
	return true
}

// latestKept is how many of the newest articles a snapshot knows beforehand.
const latestKept = 500

// findLatest orders the newest articles of all.
func (s *snapshot) findLatest() []candidate {
	k := &keep{snap: s, limit: latestKept}
	for i, seg := range s.segments {
		k.byKey(i, seg.all().list(nil), search.Newest)
	}
	return k.sorted()
}
