package gazetteer

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"despatch/corpus"
)

//go:generate go run ./generate -facts ../../../shared/facts -out tables/generated

//go:embed tables
var tables embed.FS

// UserTable is the name of the user's own table in the data folder.
const UserTable = "gazetteer.tsv"

// Load reads the embedded tables.
func Load() (*Gazetteer, error) {
	return LoadWith(bytes.NewReader(nil))
}

// LoadFile reads the embedded tables and the user's table at path, which need
// not exist.
func LoadFile(path string) (*Gazetteer, error) {
	own, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("user's gazetteer: %w", err)
	}
	return LoadWith(bytes.NewReader(own))
}

// LoadWith reads the embedded tables, then the user's own, whose lines may add
// to any entity and take names or entities away. A line that speaks of an
// entity which the tables no longer have is passed over: Check tells of it.
func LoadWith(user io.Reader) (*Gazetteer, error) {
	sum := sha256.New()
	rows, err := embeddedRows(sum)
	if err != nil {
		return nil, err
	}
	own, err := readTable(UserTable, io.TeeReader(user, sum))
	if err != nil {
		return nil, err
	}
	b := newBuilder()
	if err := b.apply(rows, true); err != nil {
		return nil, err
	}
	b.markPlainWords()
	if err := b.apply(own, false); err != nil {
		return nil, err
	}
	g := b.gazetteer()
	g.version = hex.EncodeToString(sum.Sum(nil))[:12]
	return g, nil
}

func embeddedRows(sum hash.Hash) ([]row, error) {
	var rows []row
	err := fs.WalkDir(tables, "tables", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := tables.ReadFile(path)
		if err != nil {
			return err
		}
		sum.Write(content)
		if filepath.Ext(path) != ".tsv" {
			return nil
		}
		part, err := readTable(path, bytes.NewReader(content))
		rows = append(rows, part...)
		return err
	})
	return rows, err
}

//go:embed tables/curated/actors/plain-words.txt
var plainWords string

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
	for _, e := range b.entities {
		if e.Field != corpus.Actor {
			continue
		}
		for i := range e.Names {
			if plain[Fold(e.Names[i].Text)] {
				e.Names[i].Context = true
			}
		}
	}
}

// builder gathers the rows of all tables into entities.
type builder struct {
	entities map[string]*Entity
	seen     map[string]map[string]bool // id -> folded names it has
	body     map[string]string          // id -> what it is to its country
	amending bool                       // the line adds to an entity
}

func newBuilder() *builder {
	return &builder{entities: map[string]*Entity{}, seen: map[string]map[string]bool{}, body: map[string]string{}}
}

// apply adds the entities of the rows, then their additions, then what they
// take away, so that the order of the files does not matter. Strict refuses
// lines that speak of no entity.
func (b *builder) apply(rows []row, strict bool) error {
	for _, r := range rows {
		if r.op != newEntity {
			continue
		}
		if b.entities[r.id] != nil && strict {
			return fmt.Errorf("two entities with the id %s", r.id)
		}
		b.create(r)
	}
	for _, op := range [...]byte{addNames, takeAway} {
		for _, r := range rows {
			if r.op != op {
				continue
			}
			if b.entities[r.id] == nil {
				if strict {
					return fmt.Errorf("%s:%d speaks of %s, which is no entity", r.table, r.line, r.id)
				}
				continue
			}
			if err := b.amend(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) create(r row) {
	e := r.entry
	e.Refs = map[string][]string{}
	b.entities[r.id] = &e
	b.seen[r.id] = map[string]bool{}
	b.fill(&e, r.cells)
	b.nameLabel(&e, r.cells)
}

func (b *builder) amend(r row) error {
	e := b.entities[r.id]
	if r.op == takeAway {
		b.take(e, r.names)
		return nil
	}
	b.amending = true
	b.fill(e, r.cells)
	b.amending = false
	for _, c := range r.cells {
		switch c.key {
		case keyKind:
			e.Kind = c.values[0]
		case keyLabel:
			e.Label = c.values[0]
			b.nameLabel(e, r.cells)
		case keyCountry:
			codes, err := parseCountries(c.values[0])
			if err != nil {
				return fmt.Errorf("%s:%d: %w", r.table, r.line, err)
			}
			e.Country = codes
		}
	}
	return nil
}

// nameLabel makes the label a name, unless the row names it under a rule of
// its own.
func (b *builder) nameLabel(e *Entity, cells []cell) {
	label := cell{key: RuleName, values: []string{e.Label}, source: rowSource(cells)}
	b.addNames(e, label, label.source)
}

func (b *builder) fill(e *Entity, cells []cell) {
	source := rowSource(cells)
	for _, c := range cells {
		if nameRules[c.key] {
			b.addNames(e, c, source)
			continue
		}
		b.setAttribute(e, c)
	}
}

func rowSource(cells []cell) string {
	for _, c := range cells {
		if c.key == keySource {
			return c.values[0]
		}
	}
	return ""
}

func (b *builder) setAttribute(e *Entity, c cell) {
	switch c.key {
	case keyParent:
		e.Parent = c.values[0]
	case keySeat:
		e.Seat = c.values[0]
	case keyFrom:
		e.From = c.values[0]
	case keyUntil:
		e.Until = c.values[0]
	case keyBody:
		b.body[e.ID] = c.values[0]
	}
	if len(c.key) > len(keyRef) && c.key[:len(keyRef)] == keyRef {
		scheme := c.key[len(keyRef):]
		e.Refs[scheme] = slices.Compact(append(e.Refs[scheme], c.values...))
	}
}

func (b *builder) addNames(e *Entity, c cell, source string) {
	if c.source != "" {
		source = c.source
	}
	seen := b.seen[e.ID]
	for _, text := range c.values {
		key := Fold(text)
		if key == "" || seen[key+"@"+c.lang] || seen[key+"@"] {
			b.rename(e, text, c)
			continue
		}
		seen[key+"@"+c.lang] = true
		e.Names = append(e.Names, Name{Text: text, Rule: c.key, Source: source, Lang: c.lang, Context: c.context})
	}
}

// rename lets a later line say better what a name is: an addition's rule and
// context count, a repetition in the entity's own line does not.
func (b *builder) rename(e *Entity, text string, c cell) {
	if !b.amending {
		return
	}
	for i := range e.Names {
		if n := &e.Names[i]; n.Lang == c.lang && Fold(n.Text) == Fold(text) {
			n.Rule, n.Context = c.key, c.context
		}
	}
}

// take removes names from an entity, or the entity where none are given.
func (b *builder) take(e *Entity, names []string) {
	if len(names) == 0 {
		delete(b.entities, e.ID)
		return
	}
	for _, name := range names {
		key := Fold(name)
		e.Names = slices.DeleteFunc(e.Names, func(n Name) bool { return Fold(n.Text) == key })
	}
}

func (b *builder) gazetteer() *Gazetteer {
	g := &Gazetteer{
		entities: make([]Entity, 0, len(b.entities)),
		byID:     make(map[string]int, len(b.entities)),
		byName:   make(map[string][]int, 4*len(b.entities)),
		bodies:   map[string]int{},
	}
	for _, e := range b.entities {
		g.entities = append(g.entities, *e)
	}
	slices.SortFunc(g.entities, byFieldAndID)
	for i := range g.entities {
		g.index(i)
		if what, e := b.body[g.entities[i].ID], &g.entities[i]; what != "" {
			for _, country := range e.Country {
				g.bodies[country+" "+what] = i
			}
		}
	}
	return g
}

func (g *Gazetteer) index(i int) {
	e := &g.entities[i]
	g.byID[e.ID] = i
	g.own(Fold(e.ID), i)
	for _, name := range e.Names {
		if name.Rule != RuleNot {
			g.own(Fold(name.Text), i)
		}
	}
}

func (g *Gazetteer) own(key string, i int) {
	owners := g.byName[key]
	if len(owners) == 0 || owners[len(owners)-1] != i {
		g.byName[key] = append(owners, i)
	}
}
