package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"despatch/search/eval"
	"despatch/search/query"
)

// evalDepth is how far a ranking is looked at: recall is measured at 100.
const evalDepth = 1000

func (a *app) evalCommand() *cobra.Command {
	var saved, save string
	var all bool
	c := &cobra.Command{
		Use:   "eval QUERIES QRELS",
		Short: "Measure the ranking against judgments: MAP, nDCG@10, MRR, recall@100",
		Long: `Measure the ranking against judgments. QUERIES holds "id<TAB>text" lines, QRELS the lines
"id 0 article grade" of a TREC qrels file. With --against, a run saved earlier is measured too and the
queries that lost or won most are listed.`,
		Example: `  despatch eval topics.tsv qrels.txt --save today.run
  despatch eval topics.tsv qrels.txt --against yesterday.run`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.eval(cmd.Context(), args[0], args[1], saved, save, all)
		},
	}
	c.Flags().StringVar(&saved, "against", "", "compare with this run")
	c.Flags().StringVar(&save, "save", "", "save the run in this file, in TREC format")
	c.Flags().BoolVar(&all, "all", false, "show every query on a line")
	return c
}

func (a *app) eval(ctx context.Context, queriesPath, qrels, saved, save string, all bool) error {
	queries, err := readQueries(queriesPath)
	if err != nil {
		return err
	}
	judgments, err := readFile(qrels, eval.ReadJudgments)
	if err != nil {
		return err
	}
	run, err := a.ranked(ctx, queries)
	if err != nil {
		return err
	}
	evaluation := eval.Evaluate(run, judgments)
	if err := evaluation.Write(a.stdout, all); err != nil {
		return err
	}
	if saved != "" {
		before, err := readFile(saved, eval.ReadRun)
		if err != nil {
			return err
		}
		if err := eval.Compare(eval.Evaluate(before, judgments), evaluation).Write(a.stdout); err != nil {
			return err
		}
	}
	if save == "" {
		return nil
	}
	return saveRun(save, queries, run)
}

// ranked asks every query.
func (a *app) ranked(ctx context.Context, queries []eval.Query) (eval.Run, error) {
	asker, err := a.ask(ctx)
	if err != nil {
		return nil, err
	}
	run := eval.Run{}
	for _, q := range queries {
		if run[q.ID], err = asker.ranking(ctx, query.AnyWord(q.Text), evalDepth); err != nil {
			err = fmt.Errorf("query %s: %w", q.ID, err)
			break
		}
	}
	return run, errors.Join(err, asker.close())
}

func saveRun(path string, queries []eval.Query, run eval.Run) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	for _, q := range queries {
		for i, article := range run[q.ID] {
			err = errors.Join(err, eval.WriteRank(file, q.ID, article, i+1, runTag))
		}
	}
	return errors.Join(err, file.Close())
}
