package eval

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// shownChanges is how many queries a table names that got better or worse.
const shownChanges = 10

// Write renders the evaluation as a table of means, and with each of them the
// lowest queries are easy to find: every query on a line if all is set.
func (e Evaluation) Write(w io.Writer, all bool) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "query\tMAP\tnDCG@10\tMRR\trecall@100\t")
	if all {
		for _, query := range e.queries() {
			row(t, query, e.ByQuery[query])
		}
	}
	row(t, fmt.Sprintf("all %d", len(e.ByQuery)), e.Mean)
	return t.Flush()
}

func row(w io.Writer, name string, s Scores) {
	fmt.Fprintf(w, "%s\t%.4f\t%.4f\t%.4f\t%.4f\t\n", name, s.AP, s.NDCG, s.RR, s.Recall)
}

// Write renders the comparison: how many queries changed, how likely that is
// by chance, and which lost or won most.
func (c Comparison) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "average precision against the saved run: %d better, %d worse, %d the same; p = %.4f\n", len(c.Won), len(c.Lost), c.Same, c.P)
	if err != nil {
		return err
	}
	if err := writeChanges(w, "worse", c.Lost); err != nil {
		return err
	}
	return writeChanges(w, "better", c.Won)
}

func writeChanges(w io.Writer, what string, changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "%s\tbefore\tafter\tchange\tnDCG@10 before\tafter\t\n", what)
	for _, c := range changes[:min(shownChanges, len(changes))] {
		fmt.Fprintf(t, "%s\t%.4f\t%.4f\t%+.4f\t%.4f\t%.4f\t\n", c.Query, c.Before.AP, c.After.AP, c.difference(), c.Before.NDCG, c.After.NDCG)
	}
	return t.Flush()
}
