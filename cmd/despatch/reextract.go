package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"despatch/corpus"
	"despatch/corpus/extract"
)

// extractAgain reads every original anew, by the rules of today, and puts what
// differs as the next version of its article.
func (a *app) extractAgain(ctx context.Context, store *corpus.Store) error {
	im := &importer{app: a, store: store, bar: newProgress(a.stderr, "extracting", -1), counts: map[corpus.Status]int{}}
	for sub, err := range store.Originals(ctx) {
		if err != nil {
			return err
		}
		article, err := again(ctx, sub)
		if err != nil {
			im.reject(sub.ID+" from "+sub.Original.From, err)
			continue
		}
		if err := im.submit(ctx, corpus.Submission{Article: article, Original: sub.Original}, sub.ID); err != nil {
			return err
		}
	}
	if err := im.flush(ctx); err != nil {
		return err
	}
	im.finish()
	return nil
}

// again extracts an article from its original once more. What the original
// does not say, the article keeps.
func again(ctx context.Context, sub corpus.Submission) (corpus.Article, error) {
	found, err := extractOriginal(ctx, sub)
	if err != nil {
		return corpus.Article{}, err
	}
	found.ID, found.Collection = sub.ID, sub.Collection
	found.URL = cmp.Or(found.URL, sub.URL)
	found.Source = cmp.Or(found.Source, sub.Source)
	if found.Extra == nil {
		found.Extra = sub.Extra
	}
	return found, nil
}

func extractOriginal(ctx context.Context, sub corpus.Submission) (corpus.Article, error) {
	o := sub.Original
	if strings.HasPrefix(o.From, "http://") || strings.HasPrefix(o.From, "https://") {
		return extract.Page(o.Bytes, o.From, o.MediaType)
	}
	var found []corpus.Article
	var rejected error
	err := extract.Content(ctx, o.From, o.Bytes, func(item extract.Item) error {
		rejected = cmp.Or(rejected, item.Rejected)
		found = append(found, item.Article)
		return nil
	})
	switch {
	case err != nil:
		return corpus.Article{}, err
	case rejected != nil:
		return corpus.Article{}, rejected
	case len(found) != 1:
		return corpus.Article{}, fmt.Errorf("the original holds %d articles now", len(found))
	}
	return found[0], nil
}
