// Command torture breaks the whole of Despatch on purpose, by driving the real
// binary, and prints what came of it in a table. It exits with 1 when anything
// that RELIABILITY.md promises did not hold.
//
//	go run ./torture                  every program, short: a few minutes in all
//	go run ./torture -long            the long form (or DESPATCH_LONG=1)
//	go run ./torture crash bitflip    some programs alone
//
// The corpus alone is tortured, within one process, by ./torture/corpus.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// setup is what every program works with.
type setup struct {
	binary string // the despatch that is tortured
	work   string // a folder of the program's own
	long   bool
	seed   uint64
	until  time.Time // when no more tries begin; zero: never
	tries  int       // overrides how often something is tried, 0 for the program's own
}

// times picks how often something is done.
func (s *setup) times(short, long int) int {
	if s.tries > 0 {
		return s.tries
	}
	if s.long {
		return long
	}
	return short
}

// over tells whether no more tries begin.
func (s *setup) over(ctx context.Context) bool {
	return ctx.Err() != nil || !s.until.IsZero() && time.Now().After(s.until)
}

type program struct {
	name, about string
	run         func(ctx context.Context, s *setup) (*report, error)
}

var programs = []program{
	{"crash", "kill -9 at random points of add, follow, reindex and first start", crash},
	{"bitflip", "one bit flipped in one file, then served", bitflip},
	{"truncate", "every file cut to 0, 1, half, all but 1 bytes, or deleted, then served", truncate},
	{"diskfull", "a full disk at many offsets, under a server", diskfull},
	{"sick", "a disk that turns read-only or takes no more, under a server", sick},
	{"vanish", "rm -rf of the index under load", vanish},
	{"reindex", "reindexes under load", reindex},
	{"backup", "backup under load, restored elsewhere", backup},
	{"renew", "a gazetteer change: the diff, and back again", renew},
	{"soak", "a steady load with ingest", soak},
}

func main() {
	s := setup{}
	flag.BoolVar(&s.long, "long", os.Getenv("DESPATCH_LONG") != "", "the long form")
	flag.StringVar(&s.binary, "binary", "", "the despatch to torture (default: built from the source here)")
	flag.Uint64Var(&s.seed, "seed", uint64(time.Now().UnixNano()), "seed of everything random")
	flag.IntVar(&s.tries, "tries", 0, "how often, in the place of the program's own number")
	work := flag.String("work", "", "folder to work in (default: a temporary one)")
	most := flag.Duration("for", 0, "begin no more tries of crash and bitflip after this long")
	flag.Parse()
	if *most > 0 {
		s.until = time.Now().Add(*most)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	held, err := torture(ctx, s, *work, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "torture:", err)
	}
	if err != nil || !held {
		stop()
		os.Exit(1)
	}
}

func torture(ctx context.Context, s setup, work string, names []string) (held bool, err error) {
	for _, n := range names {
		if !slices.ContainsFunc(programs, func(p program) bool { return p.name == n }) {
			return false, fmt.Errorf("there is no program %q", n)
		}
	}
	if work == "" {
		if work, err = os.MkdirTemp("", "torture"); err != nil {
			return false, err
		}
		defer os.RemoveAll(work)
	}
	if s.binary == "" {
		s.binary = filepath.Join(work, "despatch")
		if err := build(ctx, s.binary); err != nil {
			return false, err
		}
	}
	held = true
	for _, p := range programs {
		if len(names) > 0 && !slices.Contains(names, p.name) {
			continue
		}
		own := s
		own.work = filepath.Join(work, p.name)
		ok, err := p.in(ctx, &own)
		if err != nil {
			return false, fmt.Errorf("%s: %w", p.name, err)
		}
		held = held && ok
	}
	return held, nil
}

func (p program) in(ctx context.Context, s *setup) (ok bool, err error) {
	if err := os.MkdirAll(s.work, 0o700); err != nil {
		return false, err
	}
	began := time.Now()
	fmt.Printf("\n%s: %s (seed %d)\n", p.name, p.about, s.seed)
	r, err := p.run(ctx, s)
	if r != nil {
		r.print(os.Stdout)
	}
	if err != nil {
		return false, err
	}
	ok = len(r.broken) == 0
	verdict := "held"
	if !ok {
		verdict = "BROKEN: " + strings.Join(r.broken[:min(len(r.broken), 10)], "\n  ")
	}
	fmt.Printf("%s, in %s\n", verdict, time.Since(began).Round(time.Second))
	if ok {
		err = os.RemoveAll(s.work)
	}
	return ok, err
}
