package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"

	"despatch/corpus"
)

// article is made from its id alone, so that what comes back can be held
// against what was put without remembering it.
func article(id string) corpus.Article {
	h := fnv.New32a()
	h.Write([]byte(id))
	text := strings.Repeat("The "+id+" affair came before the "+id+" committee again. ", 5+int(h.Sum32()%40))
	return corpus.Article{ID: id, Source: "torture", Title: "On " + id, Text: text}
}

func submissions(prefix string, n int) []corpus.Submission {
	batch := make([]corpus.Submission, n)
	for i := range batch {
		batch[i].Article = article(fmt.Sprintf("%s-%d", prefix, i))
	}
	return batch
}

// inspect asks for every id and counts what is missing and what is not as it
// was put. An answer that says "damaged" is neither.
func inspect(ctx context.Context, s *corpus.Store, ids []string) (missing, wrong, damaged int) {
	for _, id := range ids {
		rec, err := s.Get(ctx, id)
		want := article(id)
		switch {
		case errors.Is(err, corpus.ErrDamaged):
			damaged++
		case errors.Is(err, corpus.ErrNotFound):
			missing++
		case err != nil || rec.Text != want.Text || rec.Title != want.Title || rec.Version != 1 || rec.CopyOf != "":
			wrong++
		}
	}
	return missing, wrong, damaged
}

// damaged tells whether a check of everything finds a fault.
func damaged(ctx context.Context, check func(context.Context, func(error)) error) bool {
	faults := 0
	err := check(ctx, func(error) { faults++ })
	return err != nil || faults > 0
}
