package gazetteer

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A table is tab-separated text, one entity a line:
//
//	id	field	kind	country	label	KEY: value | value	KEY: value ...
//
// country is a comma-separated list of ISO 3166-1 alpha-2 codes in lower case,
// or "-" for none. A KEY is a name rule (alias, acronym, former, demonym,
// adjective, capital, metonym, place, generic ...), with "@fr" for a name of
// one language, "<site" for its source and "?" at the end for names that are
// plain words and need their surroundings; or one of the attributes below.
//
// A line "+id	KEY: value ..." adds to an entity of any table, and the line
// "-id	name | name" takes names away from it; "-id" alone takes the entity
// away. Empty lines and lines that start with "#" say nothing.

// The keys of a cell that are not name rules.
const (
	keyParent  = "parent"
	keySeat    = "seat"
	keyFrom    = "from"
	keyUntil   = "until"
	keySource  = "source"  // where the names of this line come from
	keyBody    = "body"    // what the institution is to its country: foreign-ministry
	keyKind    = "kind"    // in a "+" line: a better kind
	keyCountry = "country" // in a "+" line: a better country
	keyLabel   = "label"   // in a "+" line: a better label
	keyWas     = "was"     // ids that the entity had before
	keyRef     = "ref."    // ref.mitre: G0128
)

// The rules that a name may have. A mention found by a name has its rule.
const (
	RuleName      = "name"
	RuleAlias     = "alias"
	RuleAcronym   = "acronym"
	RuleFormer    = "former"
	RuleDemonym   = "demonym"
	RuleAdjective = "adjective"
	RuleCapital   = "capital"
	RuleMetonym   = "metonym"
	RulePlace     = "place"
	// RuleGeneric is a name that several countries' bodies share ("Ministry of
	// Justice"): it counts only where the country is clear.
	RuleGeneric = "generic"
	// RuleNot is a name that contains one of the entity's names and is not the
	// entity: "New Jersey" for Jersey. It is never a name of the entity.
	RuleNot = "not"
)

var nameRules = map[string]bool{
	RuleName: true, RuleAlias: true, RuleAcronym: true, RuleFormer: true, RuleDemonym: true, RuleAdjective: true,
	RuleCapital: true, RuleMetonym: true, RulePlace: true, RuleGeneric: true, RuleNot: true,
}

const (
	newEntity = 0
	addNames  = '+'
	takeAway  = '-'
)

// row is one line of a table.
type row struct {
	op    byte // newEntity, addNames or takeAway
	id    string
	entry Entity // of a new entity: field, kind, country, label
	cells []cell
	names []string // of a takeAway row
	line  int
	table string
}

// cell is one "KEY: value | value" of a row.
type cell struct {
	key     string // rule or attribute
	lang    string
	source  string
	context bool
	values  []string
}

// readTable parses a whole table. An error names the line and what is wrong
// with it.
func readTable(name, content string) ([]row, error) {
	if !utf8.ValidString(content) {
		return nil, fmt.Errorf("%s: not UTF-8", name)
	}
	content = strings.TrimPrefix(content, "\ufeff")
	rows := make([]row, 0, strings.Count(content, "\n")+1)
	n := 0
	for text := range strings.Lines(content) {
		n++
		text = strings.TrimRight(text, "\n\r\t ")
		if text == "" || text[0] == '#' {
			continue
		}
		parsed, err := parseRow(text)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		parsed.table, parsed.line = name, n
		rows = append(rows, parsed)
	}
	return rows, nil
}

func parseRow(text string) (row, error) {
	columns := strings.Split(text, "\t")
	id := columns[0]
	if id == "" {
		return row{}, errors.New("the line begins with a tab: want an id first")
	}
	switch id[0] {
	case takeAway:
		return parseTakeAway(id[1:], columns[1:])
	case addNames:
		r := row{op: addNames, id: id[1:]}
		return r.withCells(columns[1:])
	}
	if len(columns) < 5 {
		return row{}, fmt.Errorf("%d columns: want id, field, kind, country, label", len(columns))
	}
	country, err := parseCountries(columns[3])
	if err != nil {
		return row{}, err
	}
	r := row{id: id, entry: Entity{ID: id, Field: columns[1], Kind: columns[2], Country: country, Label: columns[4]}}
	if !knownField(r.entry.Field) {
		return row{}, fmt.Errorf("field %q: want actor, country, institution or person", r.entry.Field)
	}
	if r.entry.Label == "" {
		return row{}, fmt.Errorf("%s has no label", id)
	}
	return r.withCells(columns[5:])
}

func parseTakeAway(id string, columns []string) (row, error) {
	r := row{op: takeAway, id: id}
	if err := checkID(id); err != nil {
		return row{}, err
	}
	for _, column := range columns {
		r.names = append(r.names, splitValues(column)...)
	}
	return r, nil
}

func (r row) withCells(columns []string) (row, error) {
	if err := checkID(r.id); err != nil {
		return row{}, err
	}
	for _, column := range columns {
		if strings.TrimSpace(column) == "" {
			continue
		}
		c, err := parseCell(column)
		if err != nil {
			return row{}, fmt.Errorf("%s: %w", r.id, err)
		}
		r.cells = append(r.cells, c)
	}
	return r, nil
}

// parseCell reads "rule@lang<source?: value | value".
func parseCell(text string) (cell, error) {
	key, rest, ok := strings.Cut(text, ":")
	if !ok {
		return cell{}, fmt.Errorf("%q: want KEY: value", text)
	}
	c := cell{values: splitValues(rest)}
	key, c.context = strings.CutSuffix(strings.TrimSpace(key), "?")
	key, c.source, _ = strings.Cut(key, "<")
	c.key, c.lang, _ = strings.Cut(key, "@")
	if !nameRules[c.key] && !isAttribute(c.key) {
		return cell{}, fmt.Errorf("unknown key %q", c.key)
	}
	if len(c.values) == 0 {
		return cell{}, fmt.Errorf("key %q has no value", c.key)
	}
	return c, nil
}

func isAttribute(key string) bool {
	switch key {
	case keyParent, keySeat, keyFrom, keyUntil, keySource, keyBody, keyKind, keyCountry, keyLabel, keyWas:
		return true
	}
	return strings.HasPrefix(key, keyRef) && len(key) > len(keyRef)
}

func splitValues(text string) []string {
	values := make([]string, 0, 1+strings.Count(text, "|"))
	for value := range strings.SplitSeq(text, "|") {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return values
}

func parseCountries(text string) ([]string, error) {
	if text == "" || text == "-" {
		return nil, nil
	}
	codes := strings.Split(text, ",")
	for _, code := range codes {
		if len(code) != 2 || strings.ToLower(code) != code {
			return nil, fmt.Errorf("country %q: want ISO 3166-1 alpha-2 in lower case, such as gb", code)
		}
	}
	return codes, nil
}

// checkID holds ids to what fits in a URL, a query and a pair term.
func checkID(id string) error {
	if id == "" {
		return fmt.Errorf("empty id")
	}
	for _, r := range id {
		if r != '-' && (r > unicode.MaxASCII || !unicode.IsLower(r) && !unicode.IsDigit(r)) {
			return fmt.Errorf("id %q: want lower-case letters, digits and hyphens", id)
		}
	}
	return nil
}
