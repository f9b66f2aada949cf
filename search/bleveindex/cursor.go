package bleveindex

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"despatch/search"

	"github.com/cespare/xxhash/v2"
)

// cursor says where a page ended: in which snapshot, after how many hits, and
// after which place in the order.
type cursor struct {
	Generation int    `json:"g"`
	Engine     uint64 `json:"e"`
	Snapshot   uint64 `json:"s"`
	Query      uint64 `json:"q"`
	Seen       int    `json:"n"`
	Key        int64  `json:"k"`
	ID         string `json:"i"`
	Scored     bool   `json:"r"`
}

func (c cursor) encode() string {
	b, _ := json.Marshal(c) // plain numbers and a string always can
	return base64.RawURLEncoding.EncodeToString(b)
}

func decodeCursor(s string) (cursor, error) {
	var c cursor
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil || c.Seen < 0 {
		return c, badCursor("the cursor is not one that was given out")
	}
	return c, nil
}

func badCursor(detail string) error {
	return &search.Error{Code: search.BadCursor, Param: "cursor", Detail: detail, Position: -1}
}

// fingerprint tells queries apart, but for the cursor and what is counted.
func fingerprint(q search.Query) uint64 {
	h := xxhash.New()
	fmt.Fprintf(h, "%#v|%#v|%q|%v|%v", q.Match, q.Filters, q.Visible, q.Sort, q.Collapse)
	return h.Sum64()
}

// seen is how many hits the pages before held; there is no cursor before the
// first page.
func (c *cursor) seen() int {
	if c == nil {
		return 0
	}
	return c.Seen
}

// cursorKept is how long the snapshot that a cursor names is kept.
const cursorKept = 60 * time.Second

// keptSnapshot is a snapshot that a cursor names.
type keptSnapshot struct {
	snap  *snapshot
	until time.Time
}

// cursorOf reads the cursor of a query, nil when it has none.
func (e *Engine) cursorOf(q search.Query) (*cursor, error) {
	if q.Cursor == "" {
		return nil, nil
	}
	c, err := decodeCursor(q.Cursor)
	if err != nil {
		return nil, err
	}
	if c.Query != fingerprint(q) {
		return nil, badCursor("the cursor belongs to another query")
	}
	return &c, nil
}

// cursorAfter makes the cursor of the page that follows and keeps the snapshot
// for it.
func (e *Engine) cursorAfter(p *plan, seen int, last mark) string {
	e.keepSnapshot(p.snap)
	return cursor{
		Generation: p.snap.gen.number, Engine: e.born, Snapshot: p.snap.number, Query: fingerprint(p.query),
		Seen: seen, Key: last.key, ID: last.id, Scored: scored(p.sortOf()),
	}.encode()
}

func (e *Engine) keepSnapshot(s *snapshot) {
	e.mu.Lock()
	defer e.mu.Unlock()
	until := time.Now().Add(cursorKept)
	for i := range e.kept {
		if e.kept[i].snap == s {
			e.kept[i].until = until
			return
		}
	}
	s.gen.addRef(s)
	e.kept = append(e.kept, keptSnapshot{s, until})
}

// dropKept releases the snapshots whose cursors have expired by now.
func (e *Engine) dropKept(now time.Time) {
	e.mu.Lock()
	var expired []*snapshot
	e.kept = slices.DeleteFunc(e.kept, func(k keptSnapshot) bool {
		old := now.After(k.until)
		if old {
			expired = append(expired, k.snap)
		}
		return old
	})
	e.mu.Unlock()
	for _, s := range expired {
		s.gen.release(s)
	}
}

// snapshotFor gives the snapshot that a cursor names, or the newest. Without
// its snapshot an order by score cannot be continued, one by date can.
func (e *Engine) snapshotFor(at *cursor) (*snapshot, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if at != nil {
		for _, k := range e.kept {
			if k.snap.number == at.Snapshot && k.snap.gen.number == at.Generation && e.born == at.Engine {
				k.snap.gen.addRef(k.snap)
				return k.snap, nil
			}
		}
		if at.Scored {
			return nil, &search.Error{
				Code: search.CursorExpired, Param: "cursor", Position: -1,
				Detail: "the cursor has expired; ask for the first page again",
			}
		}
	}
	if e.gen == nil {
		return nil, &search.Error{Code: search.Unavailable, Detail: "the index is closed", Position: -1}
	}
	return e.gen.acquire()
}
