package server

import (
	"context"
	"errors"

	"despatch/corpus"
	"despatch/search"
)

// Corpus is what the server asks of the corpus.
type Corpus interface {
	Get(ctx context.Context, id string) (corpus.Record, error)
	GetMany(ctx context.Context, ids []string) (map[string]corpus.Record, error)
	Version(ctx context.Context, id string, n int) (corpus.Record, error)
	Versions(ctx context.Context, id string) ([]corpus.Edition, error)
	Original(ctx context.Context, id string) (corpus.Original, error)
	Copies(ctx context.Context, id string) ([]corpus.Record, error)
	Put(ctx context.Context, submissions []corpus.Submission) ([]corpus.Outcome, error)
	Delete(ctx context.Context, ids ...string) (deleted []string, err error)
	Last(ctx context.Context) (int64, error)
	Stats(ctx context.Context) (corpus.Stats, error)
}

// codedCorpus gives the failures of the corpus their codes, nil for those
// that nobody but the operator can mend.
func codedCorpus(err error) *search.Error {
	var rejection *corpus.Rejection
	switch {
	case errors.As(err, &rejection):
		return failure(codeBadArticle, "%s", rejection.Error())
	case errors.Is(err, corpus.ErrNotFound):
		return failure(search.NotFound, "there is no such article here")
	case errors.Is(err, corpus.ErrDiskFull):
		return failure(codeDiskFull, "the disk is full; nothing was stored, and reading goes on")
	case errors.Is(err, corpus.ErrDisk):
		return failure(search.Unavailable, "the disk fails; nothing was stored, and reading goes on as far as it can")
	case errors.Is(err, corpus.ErrReadOnly):
		return failure(codeForbidden, "the corpus cannot be written here")
	case errors.Is(err, corpus.ErrBusy):
		return failure(search.Unavailable, "another process is writing; nothing was stored")
	}
	return nil
}

func isGone(err error) bool {
	var e *search.Error
	return errors.Is(err, corpus.ErrNotFound) || errors.As(err, &e) && e.Code == search.NotFound
}

// visible is the article if the caller may see it; one in another collection
// is not found, as if it were not there at all.
func (s *Server) visible(ctx context.Context, id string) (corpus.Record, error) {
	record, err := s.Corpus.Get(ctx, id)
	if err != nil {
		return record, err
	}
	if !accessOf(ctx).sees(record.Collection) {
		return corpus.Record{}, corpus.ErrNotFound
	}
	return record, nil
}

// at names one version of one article.
type at struct {
	id      string
	version int
}

// text is one version of an article, nil where it is not there any more or
// the caller may not see it.
func (s *Server) text(ctx context.Context, where at) (*corpus.Article, error) {
	record, err := s.Corpus.Version(ctx, where.id, where.version)
	if isGone(err) || record.Deleted {
		return nil, nil
	}
	if err != nil || !accessOf(ctx).sees(record.Collection) {
		return nil, err
	}
	return &record.Article, nil
}

// texts fetches the versions that claims were read in; most are the present
// ones, which come in one go.
func (s *Server) texts(ctx context.Context, found []search.ClaimHit) (map[at]*corpus.Article, error) {
	var ids []string
	for _, h := range found {
		ids = append(ids, h.Article)
	}
	records, err := s.Corpus.GetMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	texts := map[at]*corpus.Article{}
	for _, h := range found {
		where := at{h.Article, h.Version}
		record, ok := records[h.Article]
		if _, have := texts[where]; have || !ok || !accessOf(ctx).sees(record.Collection) {
			continue
		}
		if record.Version == h.Version {
			texts[where] = &record.Article
			continue
		}
		if texts[where], err = s.text(ctx, where); err != nil {
			return nil, err
		}
	}
	return texts, nil
}
