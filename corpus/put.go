package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
)

// Submission is an article to be put, with the bytes it was extracted from
// where there are any.
type Submission struct {
	Article
	Original *Original
}

// Status is what became of a submission.
type Status string

// The statuses of an Outcome.
const (
	Added     Status = "added"
	Updated   Status = "updated"   // the next version of a known article
	Unchanged Status = "unchanged" // nothing was written
	Rejected  Status = "rejected"
)

// Outcome tells what became of one submission.
type Outcome struct {
	// ID is the article's, also where the submission named none or a known
	// article was found by its URL. For a rejected one it is as submitted.
	ID string
	// Version counts from 1.
	Version int
	Status  Status
	// CopyOf is the id of the earlier article that this one repeats.
	CopyOf string
	// Reason is a *Rejection where Status is Rejected, else nil.
	Reason error
}

// Put stores the submissions in one transaction and returns an outcome for
// each, in their order. When it returns without an error, the articles are on
// the disk: acknowledged. A rejected submission does not stop the others; an
// error means that none was stored: ErrDiskFull, ErrReadOnly, ErrBusy, ErrDisk,
// ErrDamaged or that of ctx.
//
// A known article is found by its canonical URL, else by the id given, else
// by source and content, within its collection, which it never leaves. Other content makes its next
// version, the same none; a deleted article that comes again is a new
// version. Hashing is done before the transaction begins: calls of about a
// thousand articles, two at a time, are fastest.
func (s *Store) Put(ctx context.Context, submissions []Submission) ([]Outcome, error) {
	all, err := s.prepare(ctx, submissions)
	if err != nil {
		return nil, err
	}
	if err := s.room(all); err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(all))
	err = s.update(ctx, func(b *batch) error {
		for i := range all {
			if outcomes[i], err = b.put(&all[i]); err != nil {
				return fmt.Errorf("article %d (%s): %w", i+1, all[i].article.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("put: %w", failure(err))
	}
	return outcomes, nil
}

// What writing leaves free on the disk, so that the transaction at hand, the
// log and a checkpoint always fit, and the index can be closed in good order:
// a twentieth of the disk within these bounds.
const (
	leastFree = 8 << 20
	mostFree  = 64 << 20
)

// room refuses a batch that the disk can hardly take: the log and the
// database each get a copy of it.
func (s *Store) room(all []prepared) error {
	size := 0
	for i := range all {
		size += len(all[i].body) + len(all[i].packed)
	}
	return s.Room(3 * uint64(size))
}

// Room fails with ErrDiskFull where n more bytes on the corpus's disk would
// take of what is kept free.
func (s *Store) Room(n uint64) error {
	free, total, err := space(filepath.Dir(s.path))
	if err != nil {
		return fmt.Errorf("free space: %w", failure(err))
	}
	floor := min(mostFree, max(leastFree, total/20))
	if free < floor+n {
		return fmt.Errorf("%w: %d MB are free, %d MB are kept free", ErrDiskFull, free>>20, floor>>20)
	}
	return nil
}

func (b *batch) put(p *prepared) (Outcome, error) {
	err := p.rejected
	var have *articleRow
	if err == nil {
		have, err = b.find(p)
	}
	var o Outcome
	switch {
	case err != nil:
	case have == nil:
		o, err = b.add(p)
	default:
		o, err = b.change(have, p)
	}
	if r, ok := errors.AsType[*Rejection](err); ok {
		return Outcome{ID: p.article.ID, Status: Rejected, Reason: r}, nil
	}
	return o, err
}

// add and change reject, where they do, before they write.
func (b *batch) add(p *prepared) (Outcome, error) {
	id, err := b.newID(p)
	if err != nil {
		return Outcome{}, err
	}
	row := articleRow{n: b.n + 1, id: id, version: 1, added: b.now}
	if err := b.place(&row, p); err != nil {
		return Outcome{}, err
	}
	b.n++
	if err := b.write(&row, p); err != nil {
		return Outcome{}, err
	}
	return outcome(&row, Added), b.list(&row, p.bands)
}

func (b *batch) change(have *articleRow, p *prepared) (Outcome, error) {
	hash, text, err := b.content(have)
	if err != nil {
		return Outcome{}, err
	}
	if bytes.Equal(hash, p.hash) && !have.deleted {
		return outcome(have, Unchanged), nil
	}
	row := *have
	row.version++
	row.deleted = false
	if text == p.article.Text && !have.deleted {
		row.identity, err = b.freeIdentity(p, row.n)
		if err != nil {
			return Outcome{}, err
		}
		return outcome(&row, Updated), b.write(&row, p)
	}
	if err := b.unlist(have, text); err != nil {
		return Outcome{}, err
	}
	if err := b.place(&row, p); err != nil {
		return Outcome{}, err
	}
	if err := b.write(&row, p); err != nil {
		return Outcome{}, err
	}
	if err := b.list(&row, p.bands); err != nil {
		return Outcome{}, err
	}
	return outcome(&row, Updated), b.regroup(have.id)
}

// place decides what depends on the other articles.
func (b *batch) place(row *articleRow, p *prepared) (err error) {
	row.collection = p.article.Collection
	if row.identity, err = b.freeIdentity(p, row.n); err != nil {
		return err
	}
	row.copyOf, err = b.earlier(row.n, p.shingles, p.bands)
	return err
}

func outcome(row *articleRow, status Status) Outcome {
	return Outcome{ID: row.id, Version: row.version, Status: status, CopyOf: row.copyOf}
}
