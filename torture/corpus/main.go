// Command corpus breaks the corpus on purpose and prints what came of it:
// writers killed, bits flipped, files cut and deleted, disks filled, backups
// made under load. It exits with 1 when something acknowledged was lost, a
// wrong answer was given, or a sound corpus could not be opened.
//
//	go run ./torture/corpus                 the short form, about a minute
//	TORTURE=long go run ./torture/corpus    the long form
package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"
	"time"
)

// result is one row of the table.
type result struct {
	tries int
	// lost counts acknowledged articles, wrong answers that were not the
	// truth and did not say so, failed what should have worked.
	lost, wrong, failed int
	note                string
}

func (r result) bad() bool { return r.lost+r.wrong+r.failed > 0 }

type experiment struct {
	name        string
	short, long int // tries
	run         func(ctx context.Context, dir string, tries int) (result, error)
}

var experiments = []experiment{
	{"kill -9 while writing", 40, 200, crash},
	{"one bit flipped", 100, 2000, flip},
	{"file cut or deleted", 1, 5, cut},
	{"disk full", 10, 50, full},
	{"backup under load", 3, 20, backup},
}

func main() {
	if len(os.Args) == 4 && os.Args[1] == "write" {
		os.Exit(write(os.Args[2], os.Args[3]))
	}
	ok, err := run(context.Background(), os.Getenv("TORTURE") == "long")
	if err != nil {
		fmt.Fprintln(os.Stderr, "torture:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func run(ctx context.Context, long bool) (ok bool, err error) {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer table.Flush()
	fmt.Fprintln(table, "experiment\ttries\tlost\twrong\tfailed\tseconds\t  \tremarks")
	ok = true
	for _, e := range experiments {
		tries := e.short
		if long {
			tries = e.long
		}
		r, took, err := inFolder(ctx, e, tries)
		if err != nil {
			return false, fmt.Errorf("%s: %w", e.name, err)
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%.1f\t  \t%s\n", e.name, r.tries, r.lost, r.wrong, r.failed, took.Seconds(), r.note)
		ok = ok && !r.bad()
	}
	return ok, nil
}

func inFolder(ctx context.Context, e experiment, tries int) (result, time.Duration, error) {
	dir, err := os.MkdirTemp("", "torture-")
	if err != nil {
		return result{}, 0, err
	}
	defer os.RemoveAll(dir)
	began := time.Now()
	r, err := e.run(ctx, dir, tries)
	return r, time.Since(began), err
}
