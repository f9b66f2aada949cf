package corpus

import (
	"context"
	"crypto/sha256"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// prepared is a submission with all that can be computed without the
// database.
type prepared struct {
	article  Article
	rejected error // a *Rejection
	identity []byte
	hash     []byte
	body     []byte
	shingles []uint64
	bands    [bands]int64
	original []byte // SHA-256, nil without an original
	packed   []byte // the original, compressed
}

// prepare works on all processors: hashing and compressing take longer than
// writing.
func (s *Store) prepare(ctx context.Context, submissions []Submission) ([]prepared, error) {
	all := make([]prepared, len(submissions))
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	const share = 32
	for start := 0; start < len(all); start += share {
		workers.Go(func() error {
			for i := start; i < min(start+share, len(all)); i++ {
				all[i] = s.prepareOne(submissions[i])
			}
			return ctx.Err()
		})
	}
	return all, workers.Wait()
}

func (s *Store) prepareOne(sub Submission) prepared {
	a, err := Validate(sub.Article)
	if err == nil && sub.Original != nil && len(sub.Original.Bytes) > MaxOriginal {
		err = ErrOriginal
	}
	if err != nil {
		return prepared{article: sub.Article, rejected: err}
	}
	p := prepared{article: a, identity: identity(&a)}
	if p.hash, err = contentHash(&a); err != nil {
		return prepared{article: a, rejected: err}
	}
	f := fields{Article: plain(a)}
	if o := sub.Original; o != nil {
		sum := sha256.Sum256(o.Bytes)
		p.original, p.packed = sum[:], s.codec.enc.EncodeAll(o.Bytes, nil)
		f.Origin = &origin{From: o.From, Got: o.Got.UTC(), MediaType: o.MediaType}
	}
	f.Article.ID, f.Article.Collection = "", ""
	if p.body, err = s.codec.body(f, a.Text); err != nil {
		return prepared{article: a, rejected: ErrBadExtra.because(err.Error())}
	}
	p.shingles = shingles(a.Text)
	p.bands = bandHashes(a.Collection, p.shingles)
	return p
}
