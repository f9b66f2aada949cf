// Guard tries to hurt a running Despatch and prints what it withstood: abusive
// queries, slow connections, a stop with everything in flight, more load than
// it can carry. It starts the binary itself, on a port of its own.
//
//	go run ./guard [--binary bin/despatch] [--data DIR] [--long] [abuse slow stop overload]
//
// Without --data it tries the sample articles in a folder that it removes
// again. It exits with 1 when a limit is not kept. The limits are for a machine
// that does nothing else, and for a data folder whose index is up to date: one
// that is being rebuilt behind shares processor and memory with the trial. With
// --busy, how long things take is shown and not judged.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"text/tabwriter"
)

// settings are how hard the trials are.
type settings struct {
	binary, data string
	seed         uint64
	abusive      int // generated queries
	slow         int // connections
	seconds      int // of each phase of the overload
	busy         bool
}

// finding is one line of the table.
type finding struct {
	trial, what, measured, limit string
	kept                         bool
	timed                        bool // hangs on what else the machine does
}

// trials in the order in which they are run, each with a server of its own.
var trials = []struct {
	name string
	run  func(ctx context.Context, set settings) ([]finding, error)
}{{"abuse", abuse}, {"slow", slow}, {"stop", stop}, {"overload", overload}}

func main() {
	set := settings{slow: 500, seconds: 8}
	flag.StringVar(&set.binary, "binary", "bin/despatch", "the program to try")
	flag.StringVar(&set.data, "data", "", "a data folder that nobody serves (default: the sample articles)")
	flag.Uint64Var(&set.seed, "seed", 1, "of the generated queries")
	flag.IntVar(&set.abusive, "queries", 1000, "how many abusive queries are generated")
	flag.BoolVar(&set.busy, "busy", false, "the machine does other things too: do not judge times")
	long := flag.Bool("long", false, "10,000 queries, 2,000 slow connections")
	flag.Parse()
	if *long {
		set.abusive, set.slow, set.seconds = 10_000, 2000, 20
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if err := run(ctx, set, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "guard:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, set settings, only []string) error {
	if set.data == "" {
		dir, err := sampleData(ctx, set.binary)
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		set.data = dir
	}
	var all []finding
	for _, t := range trials {
		if len(only) > 0 && !slices.Contains(only, t.name) {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s ...\n", t.name)
		found, err := t.run(ctx, set)
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		for i := range found {
			found[i].trial = t.name
		}
		all = append(all, found...)
	}
	return printed(all, set.busy)
}

func printed(all []finding, busy bool) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "trial\twhat\tmeasured\tlimit\t")
	broken := 0
	for _, f := range all {
		verdict := "ok"
		switch {
		case busy && f.timed:
			verdict = "not judged"
		case !f.kept:
			verdict, broken = "NOT KEPT", broken+1
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", f.trial, f.what, f.measured, f.limit, verdict)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if broken > 0 {
		return fmt.Errorf("%d limits are not kept", broken)
	}
	return nil
}
