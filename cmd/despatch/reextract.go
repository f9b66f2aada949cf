package main

import (
	"cmp"
	"context"

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
		if sub.Original.MediaType == extract.ItemType {
			continue // a piece of a feed, no document of its own
		}
		article, err := again(sub)
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
func again(sub corpus.Submission) (corpus.Article, error) {
	found, err := extract.Again(*sub.Original)
	if err != nil {
		return corpus.Article{}, err
	}
	found.ID, found.Collection = sub.ID, sub.Collection
	found.URL = cmp.Or(found.URL, sub.URL)
	found.Source = cmp.Or(found.Source, sub.Source)
	found.Title = cmp.Or(found.Title, sub.Title)
	found.Published = cmp.Or(found.Published, sub.Published)
	found.Updated = cmp.Or(found.Updated, sub.Updated)
	if len(found.Authors) == 0 {
		found.Authors = sub.Authors
	}
	if found.Extra == nil {
		found.Extra = sub.Extra
	}
	return found, nil
}
