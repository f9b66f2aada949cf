package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"despatch/corpus"
)

// full fills a small disk until ever more bytes are left, and writes to it:
// each write must say that the disk is full, or be kept; reading goes on; and
// once there is room, so does writing.
func full(ctx context.Context, dir string, tries int) (r result, err error) {
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=48m"); err != nil {
		return result{note: "not run: mounting a small disk needs root"}, nil
	}
	defer func() { err = errors.Join(err, syscall.Unmount(dir, 0)) }()
	s, err := corpus.Open(ctx, filepath.Join(dir, "data"))
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var ids []string
	refused := 0
	for i := range tries {
		added, err := r.fillAndPut(ctx, s, dir, i)
		if err != nil {
			return r, err
		}
		refused += 1 - min(len(added), 1)
		outcomes, err := s.Put(ctx, submissions(fmt.Sprint("room", i), 10))
		if err != nil {
			r.failed++ // it did not heal
		}
		for _, o := range outcomes {
			ids = append(ids, o.ID)
		}
		missing, wrong, broken := inspect(ctx, s, append(ids, added...))
		r.lost, r.wrong = r.lost+missing, r.wrong+wrong+broken
		ids = append(ids, added...)
	}
	if damaged(ctx, s.Verify) {
		r.failed++
	}
	r.tries, r.note = tries, fmt.Sprintf("%d writes refused, all healed", refused)
	return r, nil
}

// fillAndPut writes while all but some pages of the disk are full, and makes
// room again. A change of state is not held back by what the corpus keeps
// free, and so meets the end of the disk itself.
func (r *result) fillAndPut(ctx context.Context, s *corpus.Store, dir string, i int) (added []string, err error) {
	filler := filepath.Join(dir, "filler")
	defer os.Remove(filler)
	if err := fillDisk(dir, filler, int64(i)*4096); err != nil {
		return nil, err
	}
	outcomes, err := s.Put(ctx, submissions(fmt.Sprint("full", i), 10))
	if err != nil && !errors.Is(err, corpus.ErrDiskFull) {
		r.failed++
	}
	for _, o := range outcomes {
		added = append(added, o.ID)
	}
	entry := corpus.AuditEntry{Who: "torture", Act: "fill", On: make([]string, 200*i)}
	if err := s.Audit(ctx, entry); err != nil && !errors.Is(err, corpus.ErrDiskFull) {
		r.failed++
	}
	if _, err := s.AuditLog(ctx, 0, 10); err != nil {
		r.failed++ // reading must go on
	}
	return added, nil
}

func fillDisk(dir, filler string, leave int64) error {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return err
	}
	f, err := os.Create(filler)
	if err != nil {
		return err
	}
	return errors.Join(syscall.Fallocate(int(f.Fd()), 0, 0, max(1, int64(st.Bavail)*st.Bsize-leave)), f.Close())
}
