package bleveindex

import (
	"fmt"
	"math/bits"

	bleve "github.com/blevesearch/scorch_segment_api/v2"
)

// column is a facet field of one segment: for each article the numbers of its
// values. The values of article d are vals[offs[d]:offs[d+1]], indexes into
// terms, ascending.
type column struct {
	terms []string
	offs  []uint32
	vals  []uint32
	any   bitset // the articles that have a value
}

// count counts the values of articles and returns how many have none. It goes
// through those alone that have some: of most columns few do.
func (c *column) count(counts []uint32, set bitset) (missing int) {
	offs, vals := c.offs, c.vals
	for i, w := range set {
		missing += bits.OnesCount64(w &^ c.any[i])
		for w &= c.any[i]; w != 0; w &= w - 1 {
			d := i<<6 + bits.TrailingZeros64(w)
			from, to := offs[d], offs[d+1]
			counts[vals[from]]++
			for _, v := range vals[from+1 : to] {
				counts[v]++
			}
		}
	}
	return missing
}

func (c *column) of(doc uint32) []uint32 { return c.vals[c.offs[doc]:c.offs[doc+1]] }

func (c *column) bytes() int64 {
	n := int64(len(c.offs)+len(c.vals))*4 + int64(len(c.any))*8
	for _, t := range c.terms {
		n += int64(len(t)) + 16
	}
	return n
}

// columns are all that is kept in memory of one immutable segment. They are
// shared by the snapshots that contain the segment.
type columns struct {
	n      int // articles, deleted ones too
	ids    []string
	rows   rowColumns
	plain  [plainColumns]*column
	copies *column
	claims *claimColumns
	labels labelTerms
	bytes  int64
}

// rowColumns are the numbers of the rows, by article.
type rowColumns struct {
	order   []int64
	added   []int64
	day     []int32
	month   []int32
	length  []uint32
	version []uint32
}

func loadColumns(seg bleve.Segment) (*columns, error) {
	c := &columns{n: int(seg.Count())}
	if err := c.loadIDs(seg); err != nil {
		return nil, err
	}
	if err := c.loadRows(seg); err != nil {
		return nil, err
	}
	for i := range c.plain {
		var err error
		if c.plain[i], err = loadColumn(seg, columnFields[i], c.n); err != nil {
			return nil, err
		}
		c.bytes += c.plain[i].bytes()
	}
	var err error
	if c.copies, err = loadColumn(seg, fieldCopy, c.n); err != nil {
		return nil, err
	}
	if c.claims, err = loadClaims(seg, c.n); err != nil {
		return nil, err
	}
	c.bytes += c.copies.bytes() + c.claims.bytes() + int64(c.n)*(32+16)
	return c, nil
}

func (c *columns) loadIDs(seg bleve.Segment) error {
	c.ids = make([]string, c.n)
	for i := range c.ids {
		id, err := seg.DocID(uint64(i))
		if err != nil {
			return fmt.Errorf("read the id of article %d: %w", i, err)
		}
		c.ids[i] = string(id)
		c.bytes += int64(len(id))
	}
	return nil
}

func (c *columns) loadRows(seg bleve.Segment) error {
	r := &c.rows
	r.order, r.added = make([]int64, c.n), make([]int64, c.n)
	r.day, r.month = make([]int32, c.n), make([]int32, c.n)
	r.length, r.version = make([]uint32, c.n), make([]uint32, c.n)
	postings, err := newPostingsReader(seg, fieldRow)
	if err != nil {
		return err
	}
	var docs []uint32
	return postings.walk(nil, nil, func(term string) error {
		row, err := decodeRow(term)
		if err != nil {
			return err
		}
		if docs, err = postings.docs([]byte(term), docs[:0]); err != nil {
			return err
		}
		for _, d := range docs {
			r.order[d], r.added[d], r.day[d], r.month[d] = row.order, row.added, row.day, row.month
			r.length[d], r.version[d] = row.length, row.version
		}
		return nil
	})
}

// loadColumn reads a column from the postings of a keyword field.
func loadColumn(seg bleve.Segment, field string, n int) (*column, error) {
	postings, err := newPostingsReader(seg, field)
	if err != nil {
		return nil, err
	}
	c := &column{}
	var docs, ends []uint32
	err = postings.walk(nil, nil, func(term string) error {
		var err error
		if docs, err = postings.docs([]byte(term), docs); err != nil {
			return err
		}
		c.terms = append(c.terms, term)
		ends = append(ends, uint32(len(docs)))
		return nil
	})
	c.offs, c.vals = invert(n, docs, ends)
	c.any = newBitset(n)
	c.any.setAll(docs)
	return c, err
}

// invert turns lists of articles by value, the list of value v ending at
// ends[v], into lists of values by article.
func invert(n int, docs, ends []uint32) (offs, vals []uint32) {
	offs = make([]uint32, n+1)
	for _, d := range docs {
		offs[d+1]++
	}
	for i := range n {
		offs[i+1] += offs[i]
	}
	vals = make([]uint32, len(docs))
	next := append([]uint32(nil), offs...)
	start := uint32(0)
	for v, end := range ends {
		for _, d := range docs[start:end] {
			vals[next[d]] = uint32(v)
			next[d]++
		}
		start = end
	}
	return offs, vals
}
