package extract

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"despatch/corpus"
)

// Walk reads files and folders, folders to the bottom in the order of their
// names and without hidden files, and calls each for every article found and
// for everything rejected. What is wrong with one thing never stops the rest;
// an error of each does, and so does the end of ctx: these are what Walk
// returns.
func Walk(ctx context.Context, paths []string, each func(Item) error) error {
	w := &walker{ctx: ctx, each: each, got: time.Now()}
	for _, p := range paths {
		if err := w.path(p); err != nil {
			return err
		}
	}
	return nil
}

// walker carries what one walk needs everywhere.
type walker struct {
	ctx  context.Context
	each func(Item) error
	got  time.Time
	file string // the file on disk that is being read
}

// stop marks an error that ends the walk, apart from those of single files.
type stop struct{ error }

func (s stop) Unwrap() error { return s.error }

func (w *walker) path(root string) error {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		if err != nil {
			return w.reject(path, plainIO(err))
		}
		if hidden := strings.HasPrefix(d.Name(), ".") && path != root; hidden {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		return w.onDisk(path)
	})
	if s := (stop{}); errors.As(err, &s) {
		return s.error
	}
	return err
}

// onDisk reads one file. Only regular files are opened: a pipe or a device
// would block or never end.
func (w *walker) onDisk(path string) error {
	w.file = path
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return w.reject(path, plainIO(err))
	case info.IsDir():
		return nil // a link to a folder: followed, it could lead round in circles
	case !info.Mode().IsRegular():
		return w.reject(path, because(ErrKind, "not a regular file"))
	case info.Size() == 0:
		return w.reject(path, ErrEmpty)
	}
	f, err := os.Open(path)
	if err != nil {
		return w.reject(path, plainIO(err))
	}
	defer f.Close()
	return w.settle(path, w.read(path, f))
}

// settle rejects a place for an error that is its own, and passes on one that
// ends the walk.
func (w *walker) settle(where string, err error) error {
	if s := (stop{}); err == nil || errors.As(err, &s) {
		return err
	}
	if w.ctx.Err() != nil {
		return stop{w.ctx.Err()}
	}
	return w.reject(where, err)
}

func (w *walker) reject(where string, reason error) error {
	file := w.file
	if file == "" {
		file = where
	}
	return w.yield(Item{File: file, Where: where, Rejected: reason})
}

func (w *walker) accept(where, mediaType string, original []byte, a corpus.Article) error {
	return w.yield(Item{
		File:     w.file,
		Where:    where,
		Article:  a,
		Original: corpus.NewOriginal(where, mediaType, original, w.got),
	})
}

func (w *walker) yield(item Item) error {
	if err := w.ctx.Err(); err != nil {
		return stop{err}
	}
	if err := w.each(item); err != nil {
		return stop{err}
	}
	return nil
}

// plainIO says what the operating system refused, without repeating the path
// that is printed beside it.
func plainIO(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return because(ErrFile, "cannot %s: %v", p.Op, p.Err)
	}
	return err
}

// readAll reads r whole, refusing more than limit bytes.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, because(corpus.ErrTooLarge, "more than %d MB", limit>>20)
	}
	return b, nil
}
