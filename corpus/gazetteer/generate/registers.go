package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// registers are the public registers of federal agencies of the United States
// and of central government organisations of the United Kingdom.
func registers(facts string) ([]line, error) {
	curated, err := readCurated(curatedFolder)
	if err != nil {
		return nil, err
	}
	american, err := column(facts, "dotgov-agencies.csv", ',', 0, -1)
	if err != nil {
		return nil, err
	}
	british, err := column(facts, "ukgov-organisations.tsv", '\t', 1, 4)
	if err != nil {
		return nil, err
	}
	taken := ids{}
	for id := range curated.ids {
		taken[id] = true
	}
	lines := register(curated, taken, "us", "dotgov", american)
	return append(lines, register(curated, taken, "gb", "ukgov", british)...), nil
}

// column is one column of a table, each value once and in order, without the
// rows that have something in the column gone.
func column(facts, name string, comma rune, wanted, gone int) ([]string, error) {
	f, err := os.Open(filepath.Join(facts, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	records, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var values []string
	for _, record := range records[1:] {
		if len(record) <= wanted || gone >= 0 && len(record) > gone && record[gone] != "" {
			continue
		}
		if value := clean(strings.TrimPrefix(record[wanted], "The ")); value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return values, nil
}

var (
	// telling are words by which a name says whose the body is.
	telling = regexp.MustCompile(`(?i)\b(UK|United Kingdom|British|Britain|England|Scotland|Wales|Northern Ireland|HM|Royal|United States|American|Federal|U\.S\.|Of(com|sted|gem|qual|wat)|BBC)\b`)
	// passing are bodies too small or too general to be looked for by name.
	passing = regexp.MustCompile(`(?i)(committee|panel|working group|\(x\d+\)|trust fund|program$|tribunal rules|museum|gallery|review body|ombudsman)`)
)

func register(curated known, taken ids, country, source string, all []string) []line {
	var lines []line
	for _, name := range all {
		if curated.named(country, name) || passing.MatchString(name) || len(name) > 70 || len(fold(name)) < 4 {
			continue
		}
		columns := []string{"institution", authorityKind(name), country, name}
		if !telling.MatchString(name) {
			columns = append(columns, names("generic?", []string{name})...)
		}
		lines = append(lines, line{taken.of(prefix(country) + " " + name), append(columns, "source: "+source)})
	}
	return lines
}
