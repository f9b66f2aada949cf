package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"despatch/corpus"
)

// builder gathers the rows of all tables into entities.
type builder struct {
	drafts   map[string]*draft
	amending bool      // the line adds to an entity
	user     bool      // the line is the user's own
	problems []Problem // what the user's lines speak of in vain
}

// draft is an entity in the making.
type draft struct {
	Entity
	keys []string // the folded Names, in their order
	body string   // what it is to its country
	was  []string // ids of old, which still lead to it
}

// noRefs is what all entities without references share; it is never written.
var noRefs = map[string][]string{}

func newBuilder(size int) *builder {
	return &builder{drafts: make(map[string]*draft, size)}
}

// apply adds the entities of the rows, then their additions, then what they
// take away, so that the order of the files does not matter.
func (b *builder) apply(rows []row) error {
	for _, r := range rows {
		if r.op != newEntity {
			continue
		}
		if b.drafts[r.id] != nil && !b.user {
			return r.errorf("two entities with the id %s", r.id)
		}
		if err := b.create(r); err != nil {
			return err
		}
	}
	for _, op := range [...]byte{addNames, takeAway} {
		for _, r := range rows {
			if r.op != op {
				continue
			}
			if err := b.amend(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.table, r.line, fmt.Sprintf(format, args...))
}

func (b *builder) create(r row) error {
	if known := b.drafts[r.id]; known != nil {
		r.op = addNames // the tables have learnt it since
		return b.amend(r)
	}
	d := &draft{Entity: r.entry}
	d.Refs = noRefs
	b.drafts[r.id] = d
	if err := b.fill(d, r); err != nil {
		return err
	}
	d.nameLabel(rowSource(r.cells))
	return nil
}

func (b *builder) amend(r row) error {
	d := b.drafts[r.id]
	if d == nil {
		if b.user {
			b.problems = append(b.problems, Problem{Table: r.table, Line: r.line, ID: r.id, Text: "no such entity"})
			return nil
		}
		return r.errorf("no entity %s", r.id)
	}
	if r.op == takeAway {
		b.take(d, r)
		return nil
	}
	b.amending = true
	defer func() { b.amending = false }()
	return b.fill(d, r)
}

// nameLabel makes the label a name of every language, whatever else the row
// says it is: Luxembourg is the country before it is the capital. An acronym
// stays one, as it is found only as it is written.
func (d *draft) nameLabel(source string) {
	key := Fold(d.Label)
	if i := d.has(key, "", d.Label); i >= 0 {
		d.Names[i].Text = d.Label
		if d.Names[i].Rule != RuleAcronym {
			d.Names[i].Rule = RuleName
		}
		return
	}
	d.Names = slices.Insert(d.Names, 0, Name{Text: d.Label, Rule: RuleName, Source: source})
	d.keys = slices.Insert(d.keys, 0, key)
}

func (b *builder) fill(d *draft, r row) error {
	source := rowSource(r.cells)
	for _, c := range r.cells {
		if nameRules[c.key] {
			b.addNames(d, c, source)
			continue
		}
		if err := d.set(c, source); err != nil {
			return r.errorf("%s: %v", r.id, err)
		}
	}
	return nil
}

func rowSource(cells []cell) string {
	for _, c := range cells {
		if c.key == keySource {
			return c.values[0]
		}
	}
	return ""
}

func (d *draft) set(c cell, source string) (err error) {
	value := c.values[0]
	switch c.key {
	case keyParent:
		d.Parent = value
	case keySeat:
		d.Seat = value
	case keyFrom:
		d.From = value
	case keyUntil:
		d.Until = value
	case keyBody:
		d.body = value
	case keyKind:
		d.Kind = value
	case keyCountry:
		d.Country, err = parseCountries(value)
	case keyWas:
		d.was = c.values
	case keyLabel:
		d.Label = value
		d.nameLabel(source)
	default:
		d.refer(c)
	}
	return err
}

func (d *draft) refer(c cell) {
	scheme, ok := strings.CutPrefix(c.key, keyRef)
	if !ok {
		return
	}
	if len(d.Refs) == 0 {
		d.Refs = map[string][]string{}
	}
	for _, value := range c.values {
		if !slices.Contains(d.Refs[scheme], value) {
			d.Refs[scheme] = append(d.Refs[scheme], value)
		}
	}
}

func (b *builder) addNames(d *draft, c cell, source string) {
	if c.source != "" {
		source = c.source
	}
	for _, text := range c.values {
		key := Fold(text)
		if key == "" {
			continue
		}
		if i := d.has(key, c.lang, text); i >= 0 {
			if b.amending && d.Names[i].Lang == c.lang {
				d.rule(i, c)
			}
			continue
		}
		d.Names = append(d.Names, Name{Text: text, Rule: c.key, Source: source, Lang: c.lang, Context: c.context})
		d.keys = append(d.keys, key)
	}
}

// rule lets a later line say better what a name is. The label stays a name,
// or becomes an acronym.
func (d *draft) rule(i int, c cell) {
	n := &d.Names[i]
	if n.Text != d.Label || c.key == RuleAcronym {
		n.Rule, n.Context = c.key, c.context
	} else if c.key == RuleName {
		n.Context = c.context
	}
}

// has finds a name of the same spelling in the same language, or in all of
// them.
func (d *draft) has(key, lang, text string) int {
	for i, k := range d.keys {
		n := &d.Names[i]
		if k == key && (n.Lang == lang || n.Lang == "") && spelling(n.Text) == spelling(text) {
			return i
		}
	}
	return -1
}

// spelling tells apart names that fold alike but that a reader of texts takes
// for different words: "HomeLand Justice", "Shadow Brokers" without its "The".
// A "the" in lower case is the sentence's own.
func spelling(name string) string {
	var b strings.Builder
	last := ' '
	for _, r := range strings.TrimPrefix(name, "the ") {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			r = ' '
		}
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		if r != ' ' || last != ' ' {
			b.WriteRune(unicode.ToLower(r))
		}
		last = r
	}
	return strings.TrimSpace(b.String())
}

// take removes names from an entity, or the entity where none are given.
func (b *builder) take(d *draft, r row) {
	if len(r.names) == 0 {
		delete(b.drafts, d.ID)
		return
	}
	for _, name := range r.names {
		key := Fold(name)
		if !slices.Contains(d.keys, key) && b.user {
			b.problems = append(b.problems, Problem{Table: r.table, Line: r.line, ID: r.id, Text: "has no name " + name})
		}
		for i := len(d.keys) - 1; i >= 0; i-- {
			if d.keys[i] == key {
				d.Names, d.keys = slices.Delete(d.Names, i, i+1), slices.Delete(d.keys, i, i+1)
			}
		}
	}
}

// markPlainWords marks the names of actors that are plain words.
func (b *builder) markPlainWords() {
	plain := map[string]bool{}
	for line := range strings.Lines(plainWords) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.SplitSeq(line, ",") {
			plain[Fold(word)] = true
		}
	}
	for _, d := range b.drafts {
		if d.Field != corpus.Actor {
			continue
		}
		for i, key := range d.keys {
			d.Names[i].Context = d.Names[i].Context || plain[key]
		}
	}
}

func (b *builder) gazetteer() *Gazetteer {
	drafts := make([]*draft, 0, len(b.drafts))
	for _, d := range b.drafts {
		drafts = append(drafts, d)
	}
	slices.SortFunc(drafts, func(x, y *draft) int { return byFieldAndID(x.Entity, y.Entity) })
	g := &Gazetteer{
		entities: make([]Entity, len(drafts)),
		byID:     make(map[string]int, len(drafts)),
		byName:   make(map[string][]int32, 4*len(drafts)),
		owners:   make([]int32, 0, 4*len(drafts)),
		bodies:   map[string]int{},
		problems: b.problems,
	}
	for i, d := range drafts {
		g.entities[i] = d.Entity
		g.index(i, d)
	}
	for i, d := range drafts {
		for _, id := range append(d.was, d.ID) {
			g.byID[id] = i
		}
	}
	return g
}

func (g *Gazetteer) index(i int, d *draft) {
	g.own(Fold(d.ID), i)
	for _, id := range d.Refs["mitre"] {
		g.own(Fold(id), i)
	}
	for n, key := range d.keys {
		if d.Names[n].Rule != RuleNot {
			g.own(key, i)
		}
	}
	if d.body == "" {
		return
	}
	for _, country := range d.Country {
		g.bodies[country+" "+d.body] = i
	}
}

func (g *Gazetteer) own(key string, i int) {
	owners := g.byName[key]
	switch {
	case len(owners) == 0: // most names have one owner: these share one array
		g.owners = append(g.owners, int32(i))
		last := len(g.owners)
		g.byName[key] = g.owners[last-1 : last : last]
	case owners[len(owners)-1] != int32(i):
		g.byName[key] = append(owners, int32(i))
	}
}
