package gazetteer

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// UserTable is the user's own table, as read from its file and changed since.
// It keeps comments and the order of lines. Nothing is written before Save.
type UserTable struct {
	path  string
	lines []string
	base  *Gazetteer // the embedded tables
}

// userHead stands at the top of a new table.
const userHead = `# Your own entities and names, in the form of Despatch's tables:
#   id	field	kind	country	label	alias: name | name		a new entity
#   +id	alias: name | name								more names for an entity
#   -id	name | name										names taken away from it`

// OpenUserTable reads the table at path. One that does not exist is empty.
func OpenUserTable(path string) (*UserTable, error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		content, err = []byte(userHead), nil
	}
	if err != nil {
		return nil, fmt.Errorf("user's gazetteer: %w", err)
	}
	if _, err := readTable(path, string(content)); err != nil {
		return nil, err
	}
	base, err := Load()
	if err != nil {
		return nil, err
	}
	return &UserTable{path: path, lines: strings.Split(strings.TrimRight(string(content), "\n"), "\n"), base: base}, nil
}

// Gazetteer is what the embedded tables and this one, as it stands, amount to.
func (t *UserTable) Gazetteer() (*Gazetteer, error) {
	return LoadWith(strings.NewReader(t.text()))
}

// entity is one entity as the embedded tables and this one have it.
func (t *UserTable) entity(id string) (*Entity, bool) {
	b := newBuilder(1)
	b.user = true
	if e, ok := t.base.Entity(id); ok {
		b.drafts[id] = draftOf(e)
	}
	rows, err := readTable(FileName, t.text())
	if err != nil {
		return nil, false // what a change wrote was read before it was written
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.id != id })
	if err := b.apply(rows); err != nil || b.drafts[id] == nil {
		return nil, false
	}
	return &b.drafts[id].Entity, true
}

func draftOf(e *Entity) *draft {
	d := &draft{Entity: *e}
	d.Names, d.Refs = slices.Clone(e.Names), maps.Clone(e.Refs)
	for _, n := range e.Names {
		d.keys = append(d.keys, Fold(n.Text))
	}
	return d
}

func (t *UserTable) text() string { return strings.Join(t.lines, "\n") + "\n" }

// Add adds an entity. Of e it takes ID, Field, Kind, Country and Label, and
// the texts of Names as aliases. An id that is taken is an error.
func (t *UserTable) Add(e Entity) error {
	if known, ok := t.entity(e.ID); ok {
		return fmt.Errorf("%s is there already: %s", e.ID, known.Label)
	}
	country := "-"
	if len(e.Country) > 0 {
		country = strings.Join(e.Country, ",")
	}
	line := strings.Join([]string{e.ID, e.Field, e.Kind, country, e.Label}, "\t")
	for _, cell := range nameCells(texts(e.Names)) {
		line += "\t" + cell
	}
	if err := errors.Join(checkTexts(append(texts(e.Names), e.Label)), checkKnown(t.base, e)); err != nil {
		return err
	}
	if _, err := parseRow(line); err != nil {
		return err
	}
	t.drop(takeAway, e.ID)
	t.lines = append(t.lines, line)
	return nil
}

// nameCells are the cells of new names. Short names all in capitals are
// acronyms, which are found only as they are written.
func nameCells(names []string) []string {
	acronym := func(name string) bool { return len(name) < 6 && name == strings.ToUpper(name) }
	short := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !acronym(name) })
	long := slices.DeleteFunc(slices.Clone(names), acronym)
	var cells []string
	if len(short) > 0 {
		cells = append(cells, RuleAcronym+": "+strings.Join(short, " | "))
	}
	if len(long) > 0 {
		cells = append(cells, RuleAlias+": "+strings.Join(long, " | "))
	}
	return cells
}

// checkKnown refuses an entity of a kind or country that does not exist.
func checkKnown(g *Gazetteer, e Entity) error {
	for _, text := range slices.Concat(checkKind(&e), g.checkReferences(&e)) {
		return fmt.Errorf("%s: %s", e.ID, text)
	}
	return nil
}

func texts(names []Name) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = n.Text
	}
	return all
}

// Alias gives an entity more names, and gives back those that were taken away
// from it.
func (t *UserTable) Alias(id string, names ...string) error {
	if _, ok := t.entity(id); !ok {
		return fmt.Errorf("there is no entity %s", id)
	}
	if err := checkTexts(names); err != nil {
		return err
	}
	t.remove(takeAway, id, names)
	e, _ := t.entity(id)
	names = slices.DeleteFunc(slices.Clone(names), e.bears)
	if len(names) > 0 {
		t.lines = append(t.lines, "+"+id+"\t"+strings.Join(nameCells(names), "\t"))
	}
	return nil
}

// Forget takes names away from an entity, or the entity itself where none are
// given. Its label cannot be taken away.
func (t *UserTable) Forget(id string, names ...string) error {
	e, ok := t.entity(id)
	if !ok {
		return fmt.Errorf("there is no entity %s", id)
	}
	if len(names) == 0 {
		t.forgetEntity(id)
		return nil
	}
	for _, name := range names {
		if !e.bears(name) {
			return fmt.Errorf("%s has no name %q", id, name)
		}
		if Fold(name) == Fold(e.Label) {
			return fmt.Errorf("%q is the label of %s: forget the entity, or choose another name", name, id)
		}
	}
	t.remove(addNames, id, names)
	t.remove(newEntity, id, names)
	e, _ = t.entity(id)
	if still := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !e.bears(name) }); len(still) > 0 {
		t.lines = append(t.lines, "-"+id+"\t"+strings.Join(still, " | "))
	}
	return nil
}

func (t *UserTable) forgetEntity(id string) {
	for _, op := range [...]byte{newEntity, addNames, takeAway} {
		t.drop(op, id)
	}
	if _, ok := t.entity(id); ok {
		t.lines = append(t.lines, "-"+id)
	}
}

// bears says whether the entity has the name.
func (e *Entity) bears(name string) bool {
	key := Fold(name)
	return slices.ContainsFunc(e.Names, func(n Name) bool { return n.Rule != RuleNot && Fold(n.Text) == key })
}

// drop takes out the lines that do op to an entity.
func (t *UserTable) drop(op byte, id string) {
	t.lines = slices.DeleteFunc(t.lines, func(line string) bool { return lineDoes(line, op, id) })
}

func lineDoes(line string, op byte, id string) bool {
	first, _, _ := strings.Cut(strings.TrimRight(line, "\r\t "), "\t")
	if op == newEntity {
		return first == id
	}
	return first == string(op)+id
}

// remove takes names out of the lines that do op to an entity, and lines that
// are empty then.
func (t *UserTable) remove(op byte, id string, names []string) {
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = Fold(name)
	}
	kept := t.lines[:0]
	for _, line := range t.lines {
		if !lineDoes(line, op, id) {
			kept = append(kept, line)
			continue
		}
		if line = withoutNames(line, op, keys); line != "" {
			kept = append(kept, line)
		}
	}
	t.lines = kept
}

// withoutNames is a line without the names, empty if nothing is left of it.
func withoutNames(line string, op byte, keys []string) string {
	columns := strings.Split(strings.TrimRight(line, "\r\t "), "\t")
	first := 1
	if op == newEntity {
		first = 5
	}
	kept := slices.Clone(columns[:first])
	for _, column := range columns[first:] {
		key, values := "", column
		if op != takeAway {
			key, values, _ = strings.Cut(column, ":")
			key += ": "
		}
		left := slices.DeleteFunc(splitValues(values), func(value string) bool { return slices.Contains(keys, Fold(value)) })
		if len(left) > 0 {
			kept = append(kept, key+strings.Join(left, " | "))
		}
	}
	if len(kept) == 1 && len(columns) > 1 {
		return ""
	}
	return strings.Join(kept, "\t")
}

// checkTexts refuses names that a table cannot hold or that nothing could be
// found by.
func checkTexts(names []string) error {
	for _, name := range names {
		if strings.ContainsAny(name, "\t\n\r|") {
			return fmt.Errorf("name %q: a tab, a line end and | cannot stand in a name", name)
		}
		if len([]rune(Fold(name))) < 2 {
			return fmt.Errorf("name %q is too short", name)
		}
	}
	return nil
}

// Save writes the table: wholly, or not at all.
func (t *UserTable) Save() error {
	f, err := os.CreateTemp(filepath.Dir(t.path), FileName+".*")
	if err != nil {
		return fmt.Errorf("save the gazetteer: %w", err)
	}
	_, err = f.WriteString(t.text())
	err = errors.Join(err, f.Chmod(0o600), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), t.path)
	}
	if err != nil {
		return fmt.Errorf("save the gazetteer: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
