package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"despatch/corpus"
)

// flip changes single bits of the database. Each must be found when the
// corpus is opened and checked, or when what it harmed is read, or change
// nothing.
func flip(ctx context.Context, dir string, tries int) (result, error) {
	r := result{tries: tries}
	whole, ids, err := sample(ctx, filepath.Join(dir, "whole"))
	if err != nil {
		return r, err
	}
	atOpen, atRead := 0, 0
	for i := range tries {
		bit := rand.IntN(8 * len(whole))
		harmed := append([]byte(nil), whole...)
		harmed[bit/8] ^= 1 << (bit % 8)
		folder := filepath.Join(dir, fmt.Sprint(i))
		if err := lay(folder, map[string][]byte{corpus.FileName: harmed}); err != nil {
			return r, err
		}
		s, err := corpus.Open(ctx, folder)
		if err != nil {
			atOpen++
			continue
		}
		if damaged(ctx, s.Check) {
			atOpen++
		} else {
			missing, wrong, broken := inspect(ctx, s, ids)
			r.wrong += missing + wrong
			atRead += min(broken, 1)
		}
		if err := s.Close(); err != nil {
			return r, err
		}
		os.RemoveAll(folder)
	}
	r.note = fmt.Sprintf("%d kB; %d found on start, %d when read, %d without effect", len(whole)>>10, atOpen, atRead, tries-atOpen-atRead)
	return r, nil
}

// sample makes a corpus and returns its database and its articles.
func sample(ctx context.Context, folder string) ([]byte, []string, error) {
	s, err := corpus.Open(ctx, folder)
	if err != nil {
		return nil, nil, err
	}
	outcomes, err := s.Put(ctx, submissions("s", 150))
	if err != nil {
		return nil, nil, err
	}
	if err := s.Close(); err != nil {
		return nil, nil, err
	}
	var ids []string
	for _, o := range outcomes {
		ids = append(ids, o.ID)
	}
	whole, err := os.ReadFile(filepath.Join(folder, corpus.FileName))
	return whole, ids, err
}

// lay writes files into a new folder.
func lay(folder string, files map[string][]byte) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}
