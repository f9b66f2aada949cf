package bleveindex

import (
	"maps"
	"slices"
	"strings"

	"despatch/search"

	bleve "github.com/blevesearch/scorch_segment_api/v2"
)

// claimColumns hold the claims of one segment: each distinct tuple once, the
// articles that make it, and the roles that follow.
type claimColumns struct {
	// values are those of all parts, sorted, kinds among them.
	values []string
	isKind []bool
	tuples []claimTuple
	// found lists, by part and value, the tuples that have the value there.
	found [partCount]lists
	// made lists by article the tuples of its claims, one as often as it is
	// claimed; makers lists the articles by tuple.
	made, makers lists
	// roles are the distinct values of each role by article, kinds left out.
	roles [allColumns - plainColumns]lists
}

// claimTuple is a tuple with values numbered.
type claimTuple struct {
	parts       [partCount][]uint32
	from, to    numbered // the time it gives
	first, last int32    // its days, 0 when it gives none
}

// lists are numbers by number.
type lists struct{ offs, vals []uint32 }

func (l *lists) of(i uint32) []uint32 { return l.vals[l.offs[i]:l.offs[i+1]] }

func (c *claimColumns) bytes() int64 {
	n := len(c.made.offs) + len(c.made.vals) + len(c.makers.offs) + len(c.makers.vals)
	for _, l := range c.found {
		n += len(l.offs) + len(l.vals)
	}
	for _, l := range c.roles {
		n += len(l.offs) + len(l.vals)
	}
	b := int64(n)*4 + int64(len(c.tuples))*(partCount*24+8)
	for _, v := range c.values {
		b += int64(len(v)) + 16
	}
	return b
}

func loadClaims(seg bleve.Segment, n int) (*claimColumns, error) {
	postings, err := newPostingsReader(seg, fieldClaim)
	if err != nil {
		return nil, err
	}
	c := &claimColumns{}
	var parsed []tuple
	var docs, docEnds, repeated, ends []uint32
	err = postings.walk(nil, nil, func(term string) error {
		if err := postings.open([]byte(term), true, false); err != nil {
			return err
		}
		for {
			p, err := postings.it.Next()
			if err != nil {
				return err
			}
			if p == nil {
				break
			}
			docs = append(docs, uint32(p.Number()))
			for range max(1, p.Frequency()) {
				repeated = append(repeated, uint32(p.Number()))
			}
		}
		parsed = append(parsed, parseTuple(term))
		docEnds, ends = append(docEnds, uint32(len(docs))), append(ends, uint32(len(repeated)))
		return nil
	})
	if err != nil {
		return nil, err
	}
	c.number(parsed)
	c.made.offs, c.made.vals = invert(n, repeated, ends)
	c.makers = lists{append([]uint32{0}, docEnds...), docs}
	for i := range c.roles {
		c.roles[i] = c.role(plainColumns+i, n)
	}
	return c, nil
}

// number gives the values of all tuples numbers.
func (c *claimColumns) number(parsed []tuple) {
	numbers, all := numbering{}, 0
	for i := range parsed {
		for _, part := range parsed[i].parts {
			numbers.add(part)
			all += len(part)
		}
	}
	c.values = slices.Sorted(maps.Keys(numbers))
	for i, v := range c.values {
		numbers[v] = uint32(i)
		c.isKind = append(c.isKind, strings.HasPrefix(v, search.KindPrefix))
	}
	c.tuples = make([]claimTuple, len(parsed))
	used := make([]uint32, 0, all) // by all parts of all tuples
	for i := range parsed {
		ct := &c.tuples[i]
		ct.from, ct.to = readWhen(parsed[i].when)
		ct.first, _ = span(ct.from.day, ct.from.month)
		_, ct.last = span(ct.to.day, ct.to.month)
		for p, part := range parsed[i].parts {
			start := len(used)
			used = numbers.appendOf(used, part)
			ct.parts[p] = used[start:len(used):len(used)]
		}
	}
	for p := range c.found {
		c.found[p] = c.invertPart(p)
	}
}

// numbering gives values numbers.
type numbering map[string]uint32

func (n numbering) add(values []string) {
	for _, v := range values {
		if _, known := n[v]; !known {
			n[strings.Clone(v)] = 0 // v would keep its whole tuple's term
		}
	}
}

func (n numbering) appendOf(numbers []uint32, values []string) []uint32 {
	for _, v := range values {
		numbers = append(numbers, n[v])
	}
	return numbers
}

func (c *claimColumns) invertPart(part int) lists {
	l := lists{offs: make([]uint32, len(c.values)+1)}
	for i := range c.tuples {
		for _, v := range c.tuples[i].parts[part] {
			l.offs[v+1]++
		}
	}
	for i := range c.values {
		l.offs[i+1] += l.offs[i]
	}
	l.vals = make([]uint32, l.offs[len(c.values)])
	next := append([]uint32(nil), l.offs...)
	for i := range c.tuples {
		for _, v := range c.tuples[i].parts[part] {
			l.vals[next[v]] = uint32(i)
			next[v]++
		}
	}
	return l
}

// find numbers a value, false when no claim has it.
func (c *claimColumns) find(value string) (uint32, bool) {
	i, ok := slices.BinarySearch(c.values, value)
	return uint32(i), ok
}

// actsOf is the set of tuples whose act is one of acts; nil is all.
func (c *claimColumns) actsOf(acts []string) bitset {
	if acts == nil {
		return fullBitset(len(c.tuples))
	}
	set := newBitset(len(c.tuples))
	for _, a := range acts {
		if v, ok := c.find(a); ok {
			set.setAll(c.found[partAct].of(v))
		}
	}
	return set
}

// role lists by article the distinct values of a role.
func (c *claimColumns) role(col, n int) lists {
	part, acts := rolePart(col)
	tuples := c.actsOf(acts)
	l := lists{offs: make([]uint32, n+1)}
	for d := range uint32(n) {
		start := len(l.vals)
		for _, t := range c.made.of(d) {
			if tuples.has(t) {
				l.vals = append(l.vals, c.tuples[t].parts[part]...)
			}
		}
		found := slices.DeleteFunc(l.vals[start:], func(v uint32) bool { return c.isKind[v] })
		slices.Sort(found)
		l.vals = l.vals[:start+len(slices.Compact(found))]
		l.offs[d+1] = uint32(len(l.vals))
	}
	return l
}
