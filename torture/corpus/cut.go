package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"despatch/corpus"
)

// tooLong is when an answer counts as a hang.
const tooLong = 5 * time.Second

// cut takes the files of a corpus as a crash leaves them, its log full of
// acknowledged transactions, and deletes each of them, or cuts it to nothing,
// a byte, a half, all but a byte, or a random length. The corpus must open with
// all that it had, or say that it is damaged.
func cut(ctx context.Context, dir string, tries int) (result, error) {
	var r result
	files, ids, err := crashed(ctx, filepath.Join(dir, "whole"))
	if err != nil {
		return r, err
	}
	said := 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		size := len(files[name])
		sizes := []int{-1, 0, 1, size / 2, size - 1}
		for range tries {
			sizes = append(sizes, rand.IntN(size))
		}
		for _, n := range sizes {
			left := maps.Clone(files)
			delete(left, name)
			if n >= 0 {
				left[name] = files[name][:n]
			}
			refused, err := r.reopen(ctx, filepath.Join(dir, fmt.Sprint(name, n)), left, ids)
			if err != nil {
				return r, err
			}
			if refused {
				said++
			}
		}
	}
	r.note = fmt.Sprintf("%d said to be damaged, the others whole", said)
	return r, nil
}

func (r *result) reopen(ctx context.Context, folder string, files map[string][]byte, ids []string) (refused bool, err error) {
	if err := lay(folder, files); err != nil {
		return false, err
	}
	r.tries++
	began := time.Now()
	s, err := corpus.Open(ctx, folder)
	if time.Since(began) > tooLong {
		r.failed++
	}
	if err != nil {
		return true, nil
	}
	defer s.Close()
	if damaged(ctx, s.Check) {
		return true, nil
	}
	missing, wrong, broken := inspect(ctx, s, ids)
	r.lost, r.wrong = r.lost+missing, r.wrong+wrong
	return broken > 0, nil
}

// crashed reads the files of an open corpus.
func crashed(ctx context.Context, folder string) (map[string][]byte, []string, error) {
	s, err := corpus.Open(ctx, folder)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	var ids []string
	for i := range 20 {
		outcomes, err := s.Put(ctx, submissions(fmt.Sprint("c", i), 10))
		if err != nil {
			return nil, nil, err
		}
		for _, o := range outcomes {
			ids = append(ids, o.ID)
		}
	}
	names, err := os.ReadDir(folder)
	if err != nil {
		return nil, nil, err
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[name.Name()], err = os.ReadFile(filepath.Join(folder, name.Name())); err != nil {
			return nil, nil, err
		}
	}
	return files, ids, nil
}
