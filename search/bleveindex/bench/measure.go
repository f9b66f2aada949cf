package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"despatch/search"
)

// figures are the times of one class on one engine.
type figures struct {
	times []time.Duration
	hits  int // all together
}

func (f *figures) at(share float64) time.Duration {
	if len(f.times) == 0 {
		return 0
	}
	slices.Sort(f.times)
	return f.times[min(len(f.times)-1, int(share*float64(len(f.times))))]
}

// row is one class of queries, bare or with facets.
type row struct {
	class  string
	facets bool
	first  map[string]*figures // by engine, at first use
	again  map[string]*figures // repeated
}

// engines opens all that are compared.
func (c *config) engines(ctx context.Context, docs []search.Document) ([]engine, error) {
	o, err := openOurs(ctx, ourFolder(c))
	if err != nil || c.alone {
		return []engine{o}, err
	}
	s, err := openStock(stockFolder(c))
	if err != nil {
		return nil, err
	}
	if !c.reuse {
		log.Print("indexing: SQLite FTS5")
		if err := buildFTS(ctx, ftsFile(c), docs); err != nil {
			return nil, err
		}
	}
	f, err := openFTS(ftsFile(c))
	return []engine{o, s, f}, err
}

// search measures every class on one engine.
func (r *report) search(ctx context.Context, e engine, classes []class) error {
	if r.config.profile != "" && e.name() == "Despatch" {
		stop, err := profile(r.config.profile)
		if err != nil {
			return err
		}
		defer stop()
	}
	for _, facets := range []bool{false, true} {
		if err := e.forget(); err != nil {
			return err
		}
		for _, c := range classes {
			if !strings.Contains(c.name, r.config.only) {
				continue
			}
			row := r.row(c.name, facets)
			first, err := r.times(ctx, e, c, facets)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			again, err := r.times(ctx, e, c, facets)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			row.first[e.name()], row.again[e.name()] = first, again
			log.Printf("  %-24s facets %-5v  first %8.3f ms  repeated %8.3f ms  (%d queries, %d hits each)", c.name, facets,
				ms(first.at(.5)), ms(again.at(.5)), len(again.times), again.hits/max(1, len(again.times)))
		}
	}
	return nil
}

// atLeast is how often a class of one query is asked.
const atLeast = 20

// times asks every query of a class once, or the few there are several times,
// until patience ends.
func (r *report) times(ctx context.Context, e engine, c class, facets bool) (*figures, error) {
	f := &figures{}
	if c.name == "fuzzy" && e.name() == "SQLite FTS5" {
		return f, nil // it has none
	}
	deadline := time.Now().Add(r.config.patience)
	for i := 0; i < max(len(c.queries), atLeast); i++ {
		q := c.queries[i%len(c.queries)]
		began := time.Now()
		total, err := e.answer(ctx, q, facets)
		if err != nil {
			return nil, fmt.Errorf("%+v: %w", q, err)
		}
		f.times = append(f.times, time.Since(began))
		f.hits += total
		if time.Now().After(deadline) {
			break
		}
	}
	return f, nil
}

func profile(path string) (stop func(), err error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close() // a profile cut short is seen when it is read
	}, nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
