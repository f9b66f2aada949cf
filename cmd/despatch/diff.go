package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"despatch/indexer"
	"despatch/search"
	"despatch/search/bleveindex"
)

// diffFile is where the difference that a generation made is kept, as JSON
// Lines: an article a line.
func diffFile(data string, generation int) string {
	return filepath.Join(indexDir(data), fmt.Sprintf("diff-%06d.jsonl", generation))
}

// diffsKept is how many are kept: a reindex that follows at once must not take
// the one before away from under whoever waits for it.
const diffsKept = 3

// writeDiff writes the difference under the generation's name. It closes c.
func writeDiff(ctx context.Context, c *bleveindex.Comparison, data string, generation int) (err error) {
	defer func() { err = errors.Join(err, c.Close()) }()
	path := diffFile(data, generation)
	older, err := filepath.Glob(filepath.Join(indexDir(data), "diff-*"))
	if err != nil {
		return err
	}
	for _, o := range older[:max(0, len(older)-diffsKept+1)] {
		if err := os.Remove(o); err != nil {
			return err
		}
	}
	f, err := os.OpenFile(path+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	err = c.Each(ctx, func(before, after search.Document) error {
		if d := indexer.NewReread(&before, &after); !d.Empty() {
			return lines.Encode(d)
		}
		return nil
	})
	if err := errors.Join(err, out.Flush(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path+".part"))
	}
	return os.Rename(path+".part", path)
}

// tellDiff says what a reindex changed: counts, and a few examples. All of it
// goes into the file named to, where one is.
func (a *app) tellDiff(data string, generation int, to string) error {
	f, err := os.Open(diffFile(data, generation))
	if err != nil {
		return fmt.Errorf("what has changed: %w", err)
	}
	defer f.Close()
	if to != "" {
		if err := copyDiff(f, to); err != nil {
			return fmt.Errorf("what has changed: %w", err)
		}
	}
	sum := changeSummary{gained: map[string]int{}, lost: map[string]int{}}
	for lines := json.NewDecoder(f); ; {
		var d indexer.Reread
		err := lines.Decode(&d)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("what has changed: %w", err)
		}
		sum.add(&d)
	}
	sum.print(a.stderr)
	return nil
}

// canWrite makes sure of a file for what has changed before the long work that
// finds it out; no path is none wanted.
func canWrite(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	return f.Close()
}

// copyDiff copies f and goes back to its beginning.
func copyDiff(f *os.File, to string) error {
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	if err := errors.Join(err, out.Close()); err != nil {
		return err
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// changeSummary counts differences.
type changeSummary struct {
	articles                 int
	gained, lost             map[string]int // articles by entity
	gainedClaims, lostClaims int
	examples                 []string
}

// How much of a difference a person is shown.
const (
	diffEntities = 8
	diffExamples = 5
)

func (s *changeSummary) add(d *indexer.Reread) {
	s.articles++
	for _, e := range d.GainedEntities {
		s.gained[e]++
	}
	for _, e := range d.LostEntities {
		s.lost[e]++
	}
	s.gainedClaims += len(d.GainedClaims)
	s.lostClaims += len(d.LostClaims)
	if len(s.examples) >= diffExamples {
		return
	}
	words := []string{d.ID + ":"}
	for _, e := range d.GainedEntities {
		words = append(words, "+"+e)
	}
	for _, e := range d.LostEntities {
		words = append(words, "-"+e)
	}
	if n, m := len(d.GainedClaims), len(d.LostClaims); n+m > 0 {
		words = append(words, fmt.Sprintf("claims +%d -%d", n, m))
	}
	s.examples = append(s.examples, strings.Join(words, " "))
}

func (s *changeSummary) print(w io.Writer) {
	if s.articles == 0 {
		fmt.Fprintln(w, "no article gained or lost an entity or a claim")
		return
	}
	fmt.Fprintf(w, "%d articles gained or lost entities or claims; claims gained %d, lost %d\n", s.articles, s.gainedClaims, s.lostClaims)
	for _, side := range []struct {
		sign   string
		counts map[string]int
	}{{"+", s.gained}, {"-", s.lost}} {
		most := slices.SortedFunc(maps.Keys(side.counts), func(a, b string) int {
			return cmp.Or(side.counts[b]-side.counts[a], strings.Compare(a, b))
		})
		for _, e := range most[:min(len(most), diffEntities)] {
			fmt.Fprintf(w, "  %s%s in %d articles\n", side.sign, e, side.counts[e])
		}
	}
	for _, e := range s.examples {
		fmt.Fprintf(w, "  for example %s\n", e)
	}
}

// awaitDiff waits until the owner of the index has written what a generation
// changed.
func awaitDiff(ctx context.Context, data string, generation int) error {
	for until := time.Now().Add(adoption); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		_, err := os.Stat(diffFile(data, generation))
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return fmt.Errorf("what generation %d changed is not known yet", generation)
}
