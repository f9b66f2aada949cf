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
	n      int    // articles
	newest string // segment
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
	v := &victim{s: s, d: s.on("sound"), n: 60, counts: map[string]map[string]int{}, r: r}
	// Some articles come later, change and go, so that there are several
	// segments and deletions in them.
	for i, part := range []struct{ from, below int }{{0, 40}, {40, 50}, {50, 55}} {
		file := filepath.Join(s.work, fmt.Sprintf("part%d.jsonl", i))
		if err := writeArticles(file, part.from, part.below); err != nil {
			return nil, err
		}
		if _, said, err := v.d.run(ctx, "add", file); err != nil {
			return nil, fmt.Errorf("add: %w: %s", err, said)
		}
	}
	if _, said, err := v.d.run(ctx, "delete", makeArticle(3, 1).ID, makeArticle(45, 1).ID); err != nil {
		return nil, fmt.Errorf("delete: %w: %s", err, said)
	}
	p, c, err := v.d.serve(ctx, time.Minute)
	if err != nil {
		return nil, err
	}
	defer c.close()
	for n := 55; n < v.n; n++ {
		if _, err := c.shows(ctx, n); err != nil {
			return nil, err
		}
	}
	if v.truth, err = c.answers(ctx); err != nil {
		return nil, err
	}
	p.kill() // which leaves the corpus's log in place, to be damaged too
	return v, nil
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
		if kind(rel) == "segment" {
			v.newest = rel // they are visited in order
		}
		return err
	})
	return list, err
}

// kind names what a file is for.
func kind(file string) string {
	switch base := filepath.Base(file); {
	case strings.HasSuffix(base, ".zap"):
		return "segment"
	case strings.HasPrefix(base, "corpus.db"):
		return base
	default:
		return base
	}
}

// try serves a copy of the folder in which one file was changed, and notes
// what came of it.
func (v *victim) try(ctx context.Context, file, what string, change func(path string) error) error {
	d := v.s.on("harmed")
	if err := copyData(v.d.data, d.data); err != nil {
		return err
	}
	if err := change(filepath.Join(d.data, file)); err != nil {
		return err
	}
	began := time.Now()
	outcome, why := v.outcome(ctx, d)
	v.slow = max(v.slow, time.Since(began))
	k := kind(file)
	if v.counts[k] == nil {
		v.counts[k] = map[string]int{}
		v.kinds = append(v.kinds, k)
	}
	v.counts[k][outcome]++
	if outcome == lied || outcome == died || outcome == hung {
		v.r.breach("%s, %s: %s: %s", file, what, outcome, why)
	}
	if outcome == harmless && file == v.newest { // older ones may be left over, and are then not read
		v.r.breach("%s, %s: not found", file, what)
	}
	v.tries++
	if v.tries%50 == 0 {
		fmt.Fprintf(os.Stderr, "%d damaged files, %d breaches\n", v.tries, len(v.r.broken))
	}
	return nil
}

// hangs is how long opening may take before it counts as hanging.
const hangs = 20 * time.Second

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
		if n == 3 || n == 45 {
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

func damageTable() *report {
	return table("file", "tries", "found and rebuilt", "refused by name", "no effect", "wrong answers", "deaths", "hangs")
}

func bitflip(ctx context.Context, s *setup) (*report, error) {
	r := damageTable()
	v, err := s.victim(ctx, r)
	if err != nil {
		return r, err
	}
	files, err := v.files()
	if err != nil {
		return r, err
	}
	random := s.random()
	for i := range s.times(60, 2000) {
		if s.over() {
			break
		}
		file := files[i%len(files)]
		if i%2 == 1 { // every second one hits a segment or the corpus
			file = big(files, random.IntN(1<<20))
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
			return r, err
		}
	}
	v.tell()
	return r, nil
}

// big picks a segment or the corpus.
func big(files []string, n int) string {
	var list []string
	for _, f := range files {
		if k := kind(f); k == "segment" || k == "corpus.db" {
			list = append(list, f)
		}
	}
	return list[n%len(list)]
}

func truncate(ctx context.Context, s *setup) (*report, error) {
	r := damageTable()
	v, err := s.victim(ctx, r)
	if err != nil {
		return r, err
	}
	files, err := v.files()
	if err != nil {
		return r, err
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".lock") || strings.HasSuffix(file, ".holder") {
			continue
		}
		info, err := os.Stat(filepath.Join(v.d.data, file))
		if err != nil {
			return r, err
		}
		for _, size := range []int64{0, 1, info.Size() / 2, info.Size() - 1, -1} {
			what := fmt.Sprintf("cut to %d of %d bytes", size, info.Size())
			err := v.try(ctx, file, what, func(path string) error {
				if size < 0 {
					return os.Remove(path)
				}
				return os.Truncate(path, size)
			})
			if err != nil {
				return r, err
			}
		}
	}
	v.tell()
	r.row("slowest", v.slow.Round(time.Millisecond))
	return r, nil
}
