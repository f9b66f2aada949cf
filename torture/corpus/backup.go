package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"despatch/corpus"
)

// backup makes backups while articles are put, restores each elsewhere and
// compares: it must be the corpus as it was after one of its changes.
func backup(ctx context.Context, dir string, tries int) (result, error) {
	r := result{tries: tries}
	s, err := corpus.Open(ctx, filepath.Join(dir, "live"))
	if err != nil {
		return r, err
	}
	defer s.Close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	group, loading := errgroup.WithContext(ctx)
	group.Go(func() error {
		for i := 0; ctx.Err() == nil; i++ {
			if _, err := s.Put(context.WithoutCancel(loading), submissions(fmt.Sprint("b", i), 50)); err != nil {
				return err
			}
		}
		return nil
	})
	last := int64(0)
	for i := range tries {
		if err := s.Wait(loading, last+200); err != nil {
			return r, err
		}
		if last, err = r.compareBackup(loading, s, filepath.Join(dir, fmt.Sprint(i))); err != nil {
			return r, err
		}
	}
	stop()
	r.note = fmt.Sprintf("the last of %d changes, all of them identical", last)
	return r, group.Wait()
}

func (r *result) compareBackup(ctx context.Context, s *corpus.Store, folder string) (int64, error) {
	file := folder + ".backup"
	if err := s.Backup(ctx, file); err != nil {
		return 0, err
	}
	if err := corpus.Restore(ctx, file, folder); err != nil {
		r.failed++
		return 0, nil
	}
	restored, err := corpus.Open(ctx, folder)
	if err != nil {
		return 0, err
	}
	defer restored.Close()
	got, err := restored.Changes(ctx, 0, 1<<30)
	if err != nil {
		return 0, err
	}
	want, err := s.Changes(ctx, 0, len(got))
	if err != nil {
		return 0, err
	}
	if !slices.Equal(got, want) {
		r.wrong++
	}
	var ids []string
	for _, c := range got {
		ids = append(ids, c.ID)
	}
	missing, wrong, broken := inspect(ctx, restored, ids)
	r.lost, r.wrong = r.lost+missing, r.wrong+wrong+broken
	return int64(len(got)), nil
}
