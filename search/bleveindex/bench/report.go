package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// report gathers what is measured.
type report struct {
	config   *config
	text     int64
	indexing []string
	rows     []*row
	ranking  []string
	growth   []string
	found    []string
	http     []string
}

func newReport(c *config) *report { return &report{config: c} }

func (r *report) row(class string, facets bool) *row {
	for _, x := range r.rows {
		if x.class == class && x.facets == facets {
			return x
		}
	}
	x := &row{class, facets, map[string]*figures{}, map[string]*figures{}}
	r.rows = append(r.rows, x)
	return x
}

const preface = `# Benchmarks

Written by

    make bench

on %s, %d cores (%s), %s. %d articles, %.0f MB of text, annotated with the whole gazetteer. All engines answer
in the same run, on the same articles; times are milliseconds and mean little on another machine, ratios mean more.

Each class has up to %d distinct queries, asked once after the index was opened (first use) and once more
(repeated). No engine keeps results. Ours keeps decoded postings, 48 MB of them, or 400 bytes an article where that is more, and the places of words
in the articles in which they were looked up: a query asked again finds both, a new one of the same words mostly the postings alone. Every answer
has ten hits and the exact total. "Facets" adds four facets (actor, country, institution, source) and a timeline of months, all
exact.

Stock Bleve is the same library with its own English analyzer, facets and scores; SQLite FTS5 stems with Porter's
rules and counts facets in SQL. "Times faster" is how often our median fits into theirs.

## Searching

`

const searchHead = `| query | hits | first p50 | p99 | repeated p50 | p99 | stock Bleve p50 | times faster | first use | SQLite FTS5 p50 | times faster |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
`

const indexHead = `
## Indexing

Batches of 2,000 on two goroutines, one process for each row. Articles are read and annotated before the clock starts, but for
the last but one row, which goes from the compressed file to the index. Processor seconds and peak memory are those of
the whole process, reading and annotating included.

| way | articles/s | MB/s | processor s | peak MB | index / text |
|---|--:|--:|--:|--:|--:|
`

func (r *report) write(path string) error {
	var b strings.Builder
	fmt.Fprintf(&b, preface, time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), runtime.GOARCH, runtime.Version(),
		r.config.limit, float64(r.text)/1e6, r.config.queries)
	b.WriteString(searchHead)
	for _, x := range r.rows {
		b.WriteString(x.line())
	}
	if len(r.ranking) > 0 {
		fmt.Fprintf(&b, qualityHead, knownItems)
		b.WriteString(strings.Join(r.ranking, ""))
	}
	b.WriteString(indexHead)
	for _, line := range r.indexing {
		b.WriteString(line + "\n")
	}
	for _, part := range []struct {
		head  string
		lines []string
	}{{discoverHead, r.found}, {httpHead, r.http}, {growthHead, r.growth}} {
		if len(part.lines) > 0 {
			b.WriteString(part.head + strings.Join(part.lines, ""))
		}
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

func (x *row) line() string {
	name := x.class
	if x.facets {
		name += " + facets"
	}
	first, again := x.first["Despatch"], x.again["Despatch"]
	line := fmt.Sprintf("| %s | %d | %.3f | %.3f | %.3f | %.3f |", name, again.hits/max(1, len(again.times)),
		ms(first.at(.5)), ms(first.at(.99)), ms(again.at(.5)), ms(again.at(.99)))
	stock := x.again["stock Bleve"]
	line += times(stock, again) + ratio(x.first["stock Bleve"], first)
	return line + times(x.again["SQLite FTS5"], again) + "\n"
}

// times are another engine's median and how often ours fits into it.
func times(other, ours *figures) string {
	if other == nil || len(other.times) == 0 {
		return " – | – |"
	}
	return fmt.Sprintf(" %.3f |", ms(other.at(.5))) + ratio(other, ours)
}

func ratio(other, ours *figures) string {
	if other == nil || len(other.times) == 0 {
		return " – |"
	}
	return fmt.Sprintf(" %.1f |", float64(other.at(.5))/float64(max(ours.at(.5), 1)))
}
