package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"unicode"

	"despatch/search"
	"despatch/search/eval"
)

// runTag is the last column of a TREC run line: the name of the system.
const runTag = "despatch"

// trecBatch answers every query of a topics file in TREC run format.
func (a *app) trecBatch(ctx context.Context, asker *asker, o searchOptions) error {
	queries, err := readQueries(o.queries)
	if err != nil {
		return err
	}
	for _, q := range queries {
		if err := a.trecRun(ctx, asker, o, q.ID, anyWord(q.Text)); err != nil {
			return fmt.Errorf("query %s: %w", q.ID, err)
		}
	}
	return nil
}

// trecRun writes the ranking of one query.
func (a *app) trecRun(ctx context.Context, asker *asker, o searchOptions, id, query string) error {
	ids, err := asker.ranking(ctx, query, o.limit)
	out := bufio.NewWriter(a.stdout)
	for i, article := range ids {
		err = errors.Join(err, eval.WriteRank(out, id, article, i+1, runTag))
	}
	return errors.Join(err, out.Flush())
}

// ranking is the ids of the best articles for a query, at most limit.
func (k *asker) ranking(ctx context.Context, query string, limit int) ([]string, error) {
	if query == "" {
		return nil, nil
	}
	var ids []string
	v := url.Values{"q": {query}, "highlight": {"false"}}
	err := k.pages(ctx, v, limit, func(p *page) {
		for _, h := range p.Hits {
			ids = append(ids, h.ID)
		}
	})
	return ids, err
}

func readQueries(path string) ([]eval.Query, error) { return readFile(path, eval.ReadQueries) }

// readFile reads a file of a TREC format and names it in errors.
func readFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	file, err := os.Open(path)
	if err != nil {
		return none, err
	}
	defer file.Close()
	content, err := read(file)
	if err != nil {
		return none, fmt.Errorf("%s: %w", path, err)
	}
	return content, nil
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
