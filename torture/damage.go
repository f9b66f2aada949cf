package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// victim is a sound data folder that damaged copies are made of, with what it
// answers.
type victim struct {
	s      *setup
	d      *despatch
	n      int             // articles
	gone   map[int]bool    // of them were deleted
	used   map[string]bool // segments that are read; others are left over
	tries  int
	truth  []string
	counts map[string]map[string]int // outcomes by kind of file
	kinds  []string
	slow   time.Duration
	r      *report
}

// The outcomes of serving a damaged folder.
const (
	harmless = "no effect"
	said     = "said, served from a whole index" // found, and set right before an answer
	refused  = "refused with its name"
	lied     = "WRONG ANSWER"
	died     = "DIED"
	hung     = "HUNG"
)

func (s *setup) victim(ctx context.Context, r *report) (*victim, error) {
	v := &victim{
		s: s, d: s.on("sound"), n: 60, gone: map[int]bool{3: true, 45: true}, used: map[string]bool{},
		counts: map[string]map[string]int{}, r: r,
	}
	if s.long {
		v.n = 200
	}
	if err := v.fill(ctx); err != nil {
		return nil, err
	}
	p, c, err := v.d.serve(ctx, time.Minute)
	if err != nil {
		return nil, err
	}
	defer c.close()
	for n := v.n - 5; n < v.n; n++ {
		if _, err := c.shows(ctx, n); err != nil {
			return nil, err
		}
	}
	if v.truth, err = c.answers(ctx); err != nil {
		return nil, err
	}
	p.kill() // which leaves the corpus's log in place, to be damaged too
	return v, v.findUsed(ctx)
}

// fill adds some articles later than others and deletes a few, so that there
// are several segments and deletions in them.
func (v *victim) fill(ctx context.Context) error {
	ends := []int{v.n * 2 / 3, v.n * 5 / 6, v.n - 5}
	from := 0
	for i, below := range ends {
		file := filepath.Join(v.s.work, fmt.Sprintf("part%d.jsonl", i))
		if err := writeArticles(file, from, below); err != nil {
			return err
		}
		if _, said, err := v.d.run(ctx, "add", file); err != nil {
			return fmt.Errorf("add: %w: %s", err, said)
		}
		from = below
	}
	for n := range v.gone {
		if _, said, err := v.d.run(ctx, "delete", makeArticle(n, 1).ID); err != nil {
			return fmt.Errorf("delete: %w: %s", err, said)
		}
	}
	return nil
}

// findUsed learns which segments are read, by taking one away after the other.
func (v *victim) findUsed(ctx context.Context) error {
	files, err := v.files()
	if err != nil {
		return err
	}
	for _, file := range files {
		if filepath.Ext(file) != ".zap" {
			continue
		}
		d, err := v.harmed(file, os.Remove)
		if err != nil {
			return err
		}
		outcome, _ := v.outcome(ctx, d)
		v.used[file] = outcome != harmless
	}
	if len(v.used) == 0 {
		return errors.New("there are no segments")
	}
	return nil
}

// files lists what may be damaged, by path in the data folder.
func (v *victim) files() (list []string, err error) {
	err = filepath.WalkDir(v.d.data, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		if info, err := e.Info(); err != nil || info.Size() == 0 {
			return err
		}
		rel, err := filepath.Rel(v.d.data, path)
		list = append(list, rel)
		return err
	})
	return list, err
}

// kind names what a file is for.
func (v *victim) kind(file string) string {
	switch {
	case filepath.Ext(file) != ".zap":
		return filepath.Base(file)
	case v.used[file]:
		return segmentInUse
	}
	return "segment left over"
}

const segmentInUse = "segment in use"

// harmed copies the folder and changes one file of the copy.
func (v *victim) harmed(file string, change func(path string) error) (*despatch, error) {
	d := v.s.on("harmed")
	if err := copyData(v.d.data, d.data); err != nil {
		return nil, err
	}
	return d, change(filepath.Join(d.data, file))
}

// try serves a copy of the folder in which one file was changed, and notes
// what came of it.
func (v *victim) try(ctx context.Context, file, what string, change func(path string) error) error {
	d, err := v.harmed(file, change)
	if err != nil {
		return err
	}
	began := time.Now()
	outcome, why := v.outcome(ctx, d)
	if ctx.Err() != nil {
		return nil // it was ended, and did not end by itself
	}
	v.slow = max(v.slow, time.Since(began))
	k := v.kind(file)
	if v.counts[k] == nil {
		v.counts[k] = map[string]int{}
		v.kinds = append(v.kinds, k)
	}
	v.counts[k][outcome]++
	if outcome == lied || outcome == died || outcome == hung {
		v.r.breach("%s, %s: %s: %s", file, what, outcome, why)
	}
	if outcome == harmless && k == segmentInUse {
		v.r.breach("%s, %s: not found", file, what)
	}
	v.tries++
	if v.tries%50 == 0 {
		fmt.Fprintf(os.Stderr, "%d damaged files, %d breaches\n", v.tries, len(v.r.broken))
	}
	return nil
}

// hangs is how long opening may take before it counts as hanging.
const hangs = 30 * time.Second

// outcome serves a folder, asks everything and reads every article.
func (v *victim) outcome(ctx context.Context, d *despatch) (outcome, why string) {
	p, c, err := d.serve(ctx, hangs)
	if p == nil {
		return died, fmt.Sprint(err)
	}
	defer c.close()
	defer p.kill()
	if dead, is := p.died(); is {
		return died, dead
	}
	if errors.Is(err, errNotReady) {
		if strings.Contains(err.Error(), " 503 ") || strings.HasPrefix(err.Error(), "not ready in time: 503") {
			return refused, err.Error()
		}
		return hung, err.Error()
	}
	if err != nil {
		return refused, err.Error()
	}
	outcome, why = v.ask(ctx, c)
	if dead, is := p.died(); is || p.over() {
		return died, dead + p.err.String()
	}
	if outcome == harmless && strings.Contains(p.err.String(), " is damaged") {
		outcome = said
	}
	return outcome, why
}

func (v *victim) ask(ctx context.Context, c *client) (outcome, why string) {
	got, err := c.answers(ctx)
	if err != nil {
		return refused, err.Error()
	}
	if d := differs(v.truth, got); d != "" {
		return lied, d
	}
	outcome = harmless
	for n := range v.n {
		if v.gone[n] {
			continue
		}
		err := c.holds(ctx, makeArticle(n, 1))
		if errors.Is(err, errOtherText) {
			return lied, err.Error()
		}
		if err != nil {
			outcome, why = refused, err.Error()
		}
	}
	return outcome, why
}

func (v *victim) tell() {
	for _, k := range v.kinds {
		c := v.counts[k]
		tries := 0
		for _, n := range c {
			tries += n
		}
		v.r.row(k, tries, c[said], c[refused], c[harmless], c[lied], c[died], c[hung])
	}
}

// damaging prepares a data folder, has do damage its files, and tells what
// came of each.
func (s *setup) damaging(ctx context.Context, do func(v *victim, files []string) error) (*report, error) {
	r := table("file", "tries", "found and rebuilt", "refused by name", "no effect", "wrong answers", "deaths", "hangs")
	v, err := s.victim(ctx, r)
	if err != nil {
		return r, err
	}
	files, err := v.files()
	if err != nil {
		return r, err
	}
	if err := do(v, files); err != nil {
		return r, err
	}
	v.tell()
	r.row("slowest", v.slow.Round(time.Millisecond))
	return r, nil
}

func bitflip(ctx context.Context, s *setup) (*report, error) {
	return s.damaging(ctx, func(v *victim, files []string) error { return v.flipBits(ctx, s, files) })
}

func (v *victim) flipBits(ctx context.Context, s *setup, files []string) error {
	random := s.random()
	for i := range s.times(40, 2000) {
		if s.over(ctx) {
			break
		}
		file := files[i%len(files)]
		if i%2 == 1 { // every second one hits a segment or the corpus
			file = v.big(files, random.IntN(1<<20))
		}
		err := v.try(ctx, file, "one bit", func(path string) error {
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			b[random.IntN(len(b))] ^= 1 << random.IntN(8)
			return os.WriteFile(path, b, 0o600)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// big picks a segment or the corpus.
func (v *victim) big(files []string, n int) string {
	var list []string
	for _, f := range files {
		if k := v.kind(f); k == segmentInUse || k == "corpus.db" {
			list = append(list, f)
		}
	}
	return list[n%len(list)]
}

func truncate(ctx context.Context, s *setup) (*report, error) {
	return s.damaging(ctx, func(v *victim, files []string) error { return v.cutFiles(ctx, s, files) })
}

func (v *victim) cutFiles(ctx context.Context, s *setup, files []string) error {
	for _, file := range files {
		if strings.HasSuffix(file, ".lock") || strings.HasSuffix(file, ".holder") {
			continue
		}
		info, err := os.Stat(filepath.Join(v.d.data, file))
		if err != nil {
			return err
		}
		sizes := []int64{0, info.Size() / 2, -1}
		if s.long {
			sizes = append(sizes, 1, info.Size()-1)
		}
		for _, size := range sizes {
			what := fmt.Sprintf("cut to %d of %d bytes", size, info.Size())
			err := v.try(ctx, file, what, func(path string) error {
				if size < 0 {
					return os.Remove(path)
				}
				return os.Truncate(path, size)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
