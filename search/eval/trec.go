// Package eval measures how good rankings are against human judgments, with
// the file formats and the measures of TREC, the Text REtrieval Conference
// (https://trec.nist.gov). It imports nothing of Despatch.
package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Query is one line of a file of queries: an id, a tab, the text.
type Query struct {
	ID, Text string
}

// Judgments holds grades of relevance by query and article, 0 or less being
// not relevant.
type Judgments map[string]map[string]int

// Run holds a ranking of article ids for each query, the best first.
type Run map[string][]string

// ReadQueries reads "id<TAB>text" lines; empty lines are passed over.
func ReadQueries(r io.Reader) ([]Query, error) {
	var queries []Query
	seen := map[string]bool{}
	err := eachLine(r, func(line string) error {
		id, text, ok := strings.Cut(line, "\t")
		id, text = strings.TrimSpace(id), strings.TrimSpace(text)
		if !ok || id == "" || strings.ContainsAny(id, " ") {
			return fmt.Errorf("want an id, a tab and a query, not %q", line)
		}
		if seen[id] {
			return fmt.Errorf("query %s stands here twice", id)
		}
		seen[id] = true
		queries = append(queries, Query{id, text})
		return nil
	})
	return queries, err
}

// ReadJudgments reads a qrels file: query, iteration (ignored), article, grade.
func ReadJudgments(r io.Reader) (Judgments, error) {
	judgments := Judgments{}
	err := eachLine(r, func(line string) error {
		f := strings.Fields(line)
		if len(f) != 4 {
			return fmt.Errorf("want query, iteration, article and grade, not %q", line)
		}
		grade, err := strconv.Atoi(f[3])
		if err != nil {
			return fmt.Errorf("the grade %q is no whole number", f[3])
		}
		if judgments[f[0]] == nil {
			judgments[f[0]] = map[string]int{}
		}
		judgments[f[0]][f[2]] = grade
		return nil
	})
	return judgments, err
}

// scored is one line of a run.
type scored struct {
	article string
	score   float64
}

// ReadRun reads a run file: query, Q0, article, rank, score, tag. As trec_eval
// does, it orders by score, equal scores by article id backwards, and does not
// look at the rank.
func ReadRun(r io.Reader) (Run, error) {
	lists := map[string][]scored{}
	seen := map[[2]string]bool{}
	err := eachLine(r, func(line string) error {
		f := strings.Fields(line)
		if len(f) != 6 {
			return fmt.Errorf("want query, Q0, article, rank, score and tag, not %q", line)
		}
		score, err := strconv.ParseFloat(f[4], 64)
		if err != nil || score != score {
			return fmt.Errorf("the score %q is no number", f[4])
		}
		if key := [2]string{f[0], f[2]}; seen[key] {
			return fmt.Errorf("article %s stands twice under query %s", f[2], f[0])
		} else {
			seen[key] = true
		}
		lists[f[0]] = append(lists[f[0]], scored{f[2], score})
		return nil
	})
	run := make(Run, len(lists))
	for query, list := range lists {
		slices.SortFunc(list, func(a, b scored) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.article, a.article))
		})
		for _, s := range list {
			run[query] = append(run[query], s.article)
		}
	}
	return run, err
}

// WriteRank writes one line of a run file. Ranks begin at 1. The score that is
// written falls with the rank, so that whoever reads the file sees the order
// that was meant even where scores are equal.
func WriteRank(w io.Writer, query, article string, rank int, tag string) error {
	_, err := fmt.Fprintf(w, "%s Q0 %s %d %d %s\n", query, article, rank, 1_000_000-rank, tag)
	return err
}

// eachLine gives the lines that are not empty, and says which one an error is
// about.
func eachLine(r io.Reader, read func(string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimPrefix(lines.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := read(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return lines.Err()
}
