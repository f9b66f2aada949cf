package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"

	"despatch/search/eval"
	"despatch/search/query"
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
		if err := a.trecRun(ctx, asker, o, q.ID, query.AnyWord(q.Text)); err != nil {
			return fmt.Errorf("query %s: %w", q.ID, err)
		}
	}
	return nil
}

// trecRun writes the ranking of one query.
func (a *app) trecRun(ctx context.Context, asker *asker, o searchOptions, id, text string) error {
	ids, err := asker.ranking(ctx, text, o.limit)
	out := bufio.NewWriter(a.stdout)
	for i, article := range ids {
		err = errors.Join(err, eval.WriteRank(out, id, article, i+1, runTag))
	}
	return errors.Join(err, out.Flush())
}

// ranking is the ids of the best articles for a query, at most limit.
func (k *asker) ranking(ctx context.Context, text string, limit int) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	var ids []string
	v := url.Values{"q": {text}, "highlight": {"false"}}
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
