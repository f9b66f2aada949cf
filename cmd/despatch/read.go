package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"despatch/corpus"
	"despatch/corpus/extract"
	"despatch/indexer"
)

func (a *app) extractCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "extract FILE...",
		Short:   "Print what is understood of each file, as article JSON Lines; changes nothing",
		Example: `  despatch extract page.html articles/*.txt | jq .title`,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.extract(cmd.Context(), args) },
	}
}

// extracted is an article with the file that it was found in.
type extracted struct {
	File string `json:"file"`
	corpus.Article
}

func (a *app) extract(ctx context.Context, paths []string) error {
	return a.eachArticle(ctx, paths, func(write *json.Encoder, item extract.Item) error {
		return write.Encode(extracted{item.File, item.Article})
	})
}

func (a *app) annotateCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "annotate FILE...",
		Short:   "Print articles with the mentions, claims and facets read in them; changes nothing",
		Example: `  despatch annotate articles.jsonl | jq '{title, claims}'`,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.annotate(cmd.Context(), args) },
	}
}

// annotated is an article with what was understood of it.
type annotated struct {
	corpus.Article
	corpus.Annotation
}

func (a *app) annotate(ctx context.Context, paths []string) error {
	g, err := openGazetteer(a.data)
	if err != nil {
		return err
	}
	reader := indexer.NewReader(g)
	return a.eachArticle(ctx, paths, func(write *json.Encoder, item extract.Item) error {
		an, err := reader.Annotate(&item.Article)
		if err != nil {
			return err
		}
		return write.Encode(annotated{item.Article, an})
	})
}

// eachArticle writes something of every article in the files, and names those
// that were rejected.
func (a *app) eachArticle(ctx context.Context, paths []string, each func(*json.Encoder, extract.Item) error) error {
	out := bufio.NewWriter(a.stdout)
	write := json.NewEncoder(out)
	write.SetEscapeHTML(false)
	rejected := false
	err := extract.Walk(ctx, paths, func(item extract.Item) error {
		if item.Rejected != nil {
			rejected = true
			fmt.Fprintf(a.stderr, "rejected: %s: %v\n", item.Where, item.Rejected)
			return nil
		}
		return each(write, item)
	})
	if err == nil {
		err = out.Flush()
	}
	if err == nil && rejected {
		return errRejected
	}
	return err
}
