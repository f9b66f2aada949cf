package bleveindex

import (
	"despatch/corpus"
	"despatch/search"
)

// claimGroup is a set of conditions that must hold in one claim.
type claimGroup struct{ constraints []constraint }

// constraint asks a part of a claim for one of some values. An article that
// has no value of the role at all meets it too where missing is set.
type constraint struct {
	col     int // of the role, -1 where none is meant
	part    int
	acts    []string // that the claim must be of; nil is any
	values  []string
	missing bool
	// param says that the condition is a parameter, which its own facet is
	// counted without.
	param bool
	// from and to bound days of which the claim gives one, 0 is open; ranged says
	// that this is what the condition is about.
	ranged   bool
	from, to int32
	// empty accepts a claim in which the part is empty.
	empty bool
	// any accepts every claim.
	any bool
}

func (g *claimGroup) add(f search.Filter, param bool) {
	c := constraint{col: columnOf(f.Field), param: param}
	c.part, c.acts = rolePart(c.col)
	for _, v := range f.Values {
		if v == search.Missing {
			c.missing = true
		} else {
			c.values = append(c.values, v)
		}
	}
	g.constraints = append(g.constraints, c)
}

// claimMatch matches articles with one claim in which all parts hold.
func (r *run) claimMatch(m search.ClaimMatch) matcher {
	group := groupOf(m)
	return func(_ int, seg *segment) (bitset, error) { return group.articles(seg, -1), nil }
}

func groupOf(m search.ClaimMatch) *claimGroup {
	g := &claimGroup{}
	for part, values := range [partCount][]string{m.Act, m.Status, m.By, m.Accused, m.Target} {
		if len(values) > 0 {
			g.addPart(part, values)
		}
	}
	g.addTime(m.From, m.To)
	if len(g.constraints) == 0 {
		g.constraints = []constraint{{col: -1, any: true}}
	}
	return g
}

func (g *claimGroup) addPart(part int, values []string) {
	c := constraint{col: -1, part: part}
	for _, v := range values {
		if v == search.Missing {
			c.empty = true
		} else {
			c.values = append(c.values, v)
		}
	}
	g.constraints = append(g.constraints, c)
}

func (g *claimGroup) addTime(from, to corpus.Date) {
	if from == "" && to == "" {
		return
	}
	c := constraint{col: -1, ranged: true}
	c.from, _ = dateSpan(from)
	_, c.to = dateSpan(to)
	g.constraints = append(g.constraints, c)
}

// without are the constraints that count for the facet of a column: all but
// the parameters of its own field. -1 leaves none out.
func (g *claimGroup) without(col int) []constraint {
	var list []constraint
	for _, c := range g.constraints {
		if !c.param || c.col != col {
			list = append(list, c)
		}
	}
	return list
}

// articles are those with a claim in which all constraints hold, but for the
// parameters of a column.
func (g *claimGroup) articles(seg *segment, without int) bitset {
	constraints := g.without(without)
	set := newBitset(seg.n)
	eachChoice(constraints, func(held []constraint, missing []int) {
		part := articlesOf(seg, held)
		for _, col := range missing {
			none := newBitset(seg.n)
			markMissing(none, seg.claims.roles[col-plainColumns].offs)
			part.and(none)
		}
		set.or(part)
	})
	return set
}

// eachChoice goes through the ways to meet constraints of which some may also
// be met by having no value: held are those to be met by a claim, missing the
// columns to have no value.
func eachChoice(constraints []constraint, visit func(held []constraint, missing []int)) {
	var optional []int
	for i, c := range constraints {
		if c.missing {
			optional = append(optional, i)
		}
	}
	for choice := range 1 << len(optional) {
		var held []constraint
		var missing []int
		next := 0
		for i, c := range constraints {
			if next < len(optional) && optional[next] == i {
				next++
				if choice&(1<<(next-1)) != 0 {
					missing = append(missing, c.col)
					continue
				}
			}
			held = append(held, c)
		}
		visit(held, missing)
	}
}

// articlesOf are those with a claim in which all constraints hold; all when
// there are none.
func articlesOf(seg *segment, held []constraint) bitset {
	if len(held) == 0 {
		return fullBitset(seg.n)
	}
	set := newBitset(seg.n)
	for _, t := range tuplesOf(seg.claims, held).list(nil) {
		set.setAll(seg.claims.makers.of(t))
	}
	return set
}

// tuplesOf are the claims in which all constraints hold.
func tuplesOf(c *claimColumns, held []constraint) bitset {
	set := fullBitset(len(c.tuples))
	for i := range held {
		set.and(held[i].tuples(c))
	}
	return set
}

func (k *constraint) tuples(c *claimColumns) bitset {
	if k.any {
		return fullBitset(len(c.tuples))
	}
	set := newBitset(len(c.tuples))
	if k.ranged {
		for t := range c.tuples {
			if tu := &c.tuples[t]; tu.first != 0 && tu.last >= k.from && (k.to == 0 || tu.first <= k.to) {
				set.set(uint32(t))
			}
		}
		return set
	}
	for _, v := range k.values {
		if n, ok := c.find(v); ok {
			set.setAll(c.found[k.part].of(n))
		}
	}
	if k.empty {
		for t := range c.tuples {
			if len(c.tuples[t].parts[k.part]) == 0 {
				set.set(uint32(t))
			}
		}
	}
	if k.acts != nil {
		set.and(c.actsOf(k.acts))
	}
	return set
}
