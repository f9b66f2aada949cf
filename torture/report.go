package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// report is a table, and what was promised and did not hold.
type report struct {
	rows   [][]string
	broken []string
}

func table(head ...string) *report { return &report{rows: [][]string{head}} }

func (r *report) row(cells ...any) {
	var row []string
	for _, c := range cells {
		row = append(row, fmt.Sprint(c))
	}
	r.rows = append(r.rows, row)
}

// breach notes a promise that did not hold.
func (r *report) breach(format string, args ...any) {
	r.broken = append(r.broken, fmt.Sprintf(format, args...))
}

// must notes a breach unless ok.
func (r *report) must(ok bool, format string, args ...any) {
	if !ok {
		r.breach(format, args...)
	}
}

func (r *report) print(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range r.rows {
		for _, cell := range row {
			fmt.Fprintf(t, "  %s\t", cell)
		}
		fmt.Fprintln(t)
	}
	_ = t.Flush() // standard output that is gone has nobody to tell
}

// quantile is the value below which a share of all lies.
func quantile(all []time.Duration, share float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond)) }
