package bleveindex

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The pointer names the published generation. It is replaced by a rename, so
// that it names a whole generation at any moment.
const (
	pointerFile      = "CURRENT"
	generationPrefix = "gen-"
)

func generationFolder(dir string, number int) string {
	return filepath.Join(dir, fmt.Sprintf("%s%06d", generationPrefix, number))
}

// Published reads which generation is published, 0 when none was yet.
func Published(dir string) (int, error) {
	b, err := os.ReadFile(filepath.Join(dir, pointerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read which index is published: %w", err)
	}
	n, ok := generationNumber(strings.TrimSpace(string(b)))
	if !ok {
		return 0, fmt.Errorf("%w: %s does not name a generation: %.40q", ErrDamaged, filepath.Join(dir, pointerFile), b)
	}
	return n, nil
}

func generationNumber(name string) (int, bool) {
	digits, ok := strings.CutPrefix(name, generationPrefix)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n > 0
}

// point makes the pointer name a generation, durably.
func point(dir string, number int) error {
	name := filepath.Base(generationFolder(dir, number))
	return replaceFile(filepath.Join(dir, pointerFile), []byte(name+"\n"))
}

// replaceFile writes a file durably under another name and renames it.
func replaceFile(path string, content []byte) error {
	next := path + ".next"
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(next, path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("make %s durable: %w", dir, err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("make %s durable: %w", dir, err)
	}
	return nil
}

// publishEmpty makes an empty generation and points to it. The index is begun
// under another name, since one whose making was cut short may never open.
func publishEmpty(dir string, number int) error {
	folder := generationFolder(dir, number)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the index's folder: %w", err)
	}
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("clear away an unfinished index: %w", err)
	}
	g, err := openGeneration(folder, number, Options{}, newTermCache(0))
	if err != nil {
		return err
	}
	if err := g.close(); err != nil {
		return fmt.Errorf("begin index generation %d: %w", number, err)
	}
	if err := syncFolder(folder); err != nil {
		return err
	}
	return point(dir, number)
}

// generations lists the numbers of the generations on disk, unfinished ones
// too.
func generations(dir string) ([]int, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list index generations: %w", err)
	}
	var numbers []int
	for _, e := range entries {
		if n, ok := generationNumber(e.Name()); ok && e.IsDir() {
			numbers = append(numbers, n)
		}
	}
	return numbers, nil
}

// collectOrphans removes generations that nothing will ever open: all before
// the one that is kept to roll back to. Those after the published one may be
// in the making; their builder, or the next, removes them.
func collectOrphans(dir string, number int, log *slog.Logger) {
	numbers, err := generations(dir)
	if err != nil {
		log.Warn("old index generations cannot be listed", "error", err)
		return
	}
	previous := 0
	for _, n := range numbers {
		if n < number && !isSetAside(generationFolder(dir, n)) {
			previous = max(previous, n)
		}
	}
	for _, n := range numbers {
		if n >= number || n == previous {
			continue
		}
		if err := os.RemoveAll(generationFolder(dir, n)); err != nil {
			log.Warn("an old index generation cannot be removed", "generation", n, "error", err)
		}
	}
}

func folderBytes(dir string) int64 {
	var n int64
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a file may go while segments are merged
		}
		if info, err := d.Info(); err == nil {
			n += info.Size()
		}
		return nil
	})
	return n
}
