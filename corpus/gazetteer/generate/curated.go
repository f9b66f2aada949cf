package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// known is what the curated tables say already, so that the generated ones
// need not say it again.
type known struct {
	ids    map[string]bool
	bodies map[string]bool   // "de parliament"
	names  map[string]string // country and folded name -> id
}

func (k known) body(country, body string) bool { return k.bodies[country+" "+body] }

func (k known) named(country, name string) bool { return k.names[country+" "+fold(name)] != "" }

// add makes one more body known.
func (k known) add(id, country, name string) {
	k.ids[id] = true
	k.names[country+" "+fold(name)] = id
}

// knows says whether a person of that country is known who is called by one
// of the names.
func (k known) knows(country string, called []string) bool {
	for name := range k.names {
		for _, word := range called {
			if strings.HasPrefix(name, country+" ") && strings.Contains(name[3:], fold(word)) {
				return true
			}
		}
	}
	return false
}

// readCurated reads the institutions of the curated tables.
func readCurated(folder string) (known, error) { return readKnown(folder, "institution") }

// readPersons reads the persons of the curated tables.
func readPersons(folder string) (known, error) { return readKnown(folder, "person") }

func readKnown(folder, field string) (known, error) {
	k := known{map[string]bool{}, map[string]bool{}, map[string]string{}}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".tsv" {
			return err
		}
		content, err := os.ReadFile(path)
		for text := range strings.Lines(string(content)) {
			k.line(strings.TrimSpace(text), field)
		}
		return err
	})
	return k, err
}

func (k known) line(text, field string) {
	columns := strings.Split(text, "\t")
	if len(columns) < 5 || columns[1] != field {
		return
	}
	id, country := columns[0], columns[3]
	k.add(id, country, columns[4])
	for _, cell := range columns[5:] {
		key, values, _ := strings.Cut(cell, ":")
		switch strings.Trim(key, "?") {
		case "body":
			k.bodies[country+" "+strings.TrimSpace(values)] = true
		case "alias", "acronym", "former", "generic":
			for name := range strings.SplitSeq(values, "|") {
				k.add(id, country, name)
			}
		}
	}
}
