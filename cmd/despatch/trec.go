package main

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"unicode"

	"despatch/search"
)

// runTag is the last column of a TREC run line: the name of the system.
const runTag = "despatch"

// trecBatch answers every query of a topics file in TREC run format.
func (a *app) trecBatch(ctx context.Context, asker *asker, o searchOptions) error {
	file, err := os.Open(o.queries)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		id, query, found := strings.Cut(line, "\t")
		if !found {
			return fmt.Errorf("%s line %d: want id<TAB>query", o.queries, n)
		}
		if err := a.trecRun(ctx, asker, o, id, anyWord(query)); err != nil {
			return fmt.Errorf("%s line %d: %w", o.queries, n, err)
		}
	}
	return lines.Err()
}

// trecRun writes the ranking of one query.
func (a *app) trecRun(ctx context.Context, asker *asker, o searchOptions, id, query string) error {
	if query == "" {
		return nil
	}
	v := url.Values{"q": {query}, "highlight": {"false"}}
	rank := 0
	out := bufio.NewWriter(a.stdout)
	err := asker.pages(ctx, v, o.limit, func(p *page) {
		for _, h := range p.Hits {
			rank++
			fmt.Fprintf(out, "%s Q0 %s %d %.6f %s\n", id, h.ID, rank, h.Score, runTag)
		}
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// anyWord makes of free text a query that matches any of its words, once each.
// Only letters and digits are kept, so that nothing in it is an operator.
func anyWord(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	seen := map[string]bool{}
	var kept []string
	for _, w := range words {
		if !seen[w] && len(kept) < search.MaxClauses {
			seen[w] = true
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " OR ")
}
