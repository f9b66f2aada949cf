package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"despatch/corpus"
	"despatch/corpus/extract"
	"despatch/corpus/sample"
	"despatch/indexer"
)

func (a *app) addCommand() *cobra.Command {
	var withSample bool
	var collection string
	c := &cobra.Command{
		Use:   "add PATH...",
		Short: "Import files and folders; what is there already is skipped",
		Long: `Import files and folders of .txt, .html, .jsonl, feeds and archives. What is there already is
skipped, a changed article becomes its next version, and what cannot be read is named with the
reason while the rest goes on (exit code 3). Beside a running server only the corpus is written;
the server shows the new articles within two seconds.`,
		Example: `  despatch add news/ week.jsonl.zst
  despatch add --sample                 the articles that ship with Despatch`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && !withSample {
				return usageError{errors.New("add: name at least one file or folder, or --sample")}
			}
			return a.add(cmd.Context(), args, withSample, collection)
		},
	}
	c.Flags().BoolVar(&withSample, "sample", false, "add the sample articles that ship with Despatch")
	c.Flags().StringVar(&collection, "collection", "", "collection of articles that name none (default news)")
	return c
}

func (a *app) add(ctx context.Context, paths []string, withSample bool, collection string) error {
	if collection != "" {
		if err := checkCollections(collection); err != nil {
			return err
		}
	}
	own, err := a.own(ctx, "add")
	var held *indexer.HeldError
	if errors.As(err, &held) {
		return a.addBeside(ctx, paths, withSample, collection, held)
	}
	if err != nil {
		return err
	}
	err = a.fill(ctx, own.store, paths, withSample, collection)
	if err == nil || errors.Is(err, errRejected) {
		err = errors.Join(err, own.open(ctx))
		if own.gate.engine.Load() != nil {
			err = errors.Join(err, a.catchUp(ctx, own))
		}
	}
	return errors.Join(err, own.close())
}

// addBeside writes the corpus alone: somebody else has the index and follows.
func (a *app) addBeside(ctx context.Context, paths []string, withSample bool, collection string, held *indexer.HeldError) error {
	store, err := corpus.Open(ctx, a.data)
	if err != nil {
		return err
	}
	err = a.fill(ctx, store, paths, withSample, collection)
	if err == nil || errors.Is(err, errRejected) {
		fmt.Fprintf(a.stderr, "%s picks them up\n", held.By)
	}
	return errors.Join(err, store.Close())
}

// importer puts what a walk finds into the corpus, batch by batch.
type importer struct {
	app        *app
	store      *corpus.Store
	collection string
	bar        *progress
	batch      []corpus.Submission
	from       []string
	bytes      int
	counts     map[corpus.Status]int
}

// A batch is one transaction: many articles share its fsync, few enough are
// held in memory.
const (
	importBatch = 1000
	importBytes = 16 << 20
)

func (a *app) fill(ctx context.Context, store *corpus.Store, paths []string, withSample bool, collection string) error {
	im := &importer{
		app: a, store: store, collection: collection,
		bar: newProgress(a.stderr, "importing", -1), counts: map[corpus.Status]int{},
	}
	each := func(item extract.Item) error { return im.take(ctx, item) }
	err := extract.Walk(ctx, paths, each)
	if err == nil && withSample {
		err = im.sample(ctx)
	}
	if err == nil {
		err = im.flush(ctx)
	}
	im.finish()
	if err == nil && im.counts[corpus.Rejected] > 0 {
		return errRejected
	}
	return err
}

func (im *importer) sample(ctx context.Context) error {
	files := sample.Files()
	return fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		return extract.Content(ctx, "sample/"+path, b, func(item extract.Item) error { return im.take(ctx, item) })
	})
}

func (im *importer) take(ctx context.Context, item extract.Item) error {
	if item.Rejected != nil {
		im.reject(item.Where, item.Rejected)
		return nil
	}
	if item.Article.Collection == "" {
		item.Article.Collection = im.collection
	}
	sub := corpus.Submission{Article: item.Article, Original: &item.Original}
	if item.Original.MediaType == lineType {
		sub.Original = nil // the line is the article, unknown fields and all
	}
	return im.submit(ctx, sub, item.Where)
}

// submit takes an article into the batch at hand.
func (im *importer) submit(ctx context.Context, sub corpus.Submission, where string) error {
	im.batch = append(im.batch, sub)
	im.from = append(im.from, where)
	im.bytes += len(sub.Text)
	if sub.Original != nil {
		im.bytes += len(sub.Original.Bytes)
	}
	if len(im.batch) < importBatch && im.bytes < importBytes {
		return nil
	}
	return im.flush(ctx)
}

// lineType is the media type of an article that came as a line of JSON.
const lineType = "application/json"

// finish says what was done.
func (im *importer) finish() {
	im.bar.finish()
	fmt.Fprintf(im.app.stderr, "%d added, %d updated, %d unchanged, %d rejected\n",
		im.counts[corpus.Added], im.counts[corpus.Updated], im.counts[corpus.Unchanged], im.counts[corpus.Rejected])
}

func (im *importer) flush(ctx context.Context) error {
	outcomes, err := im.store.Put(ctx, im.batch)
	if err != nil {
		return fmt.Errorf("%s and the %d after it: %w", im.from[0], len(im.from)-1, err)
	}
	for i, o := range outcomes {
		if o.Status == corpus.Rejected {
			im.reject(im.from[i], o.Reason)
			continue
		}
		im.counts[o.Status]++
	}
	im.bar.add(len(outcomes))
	im.batch, im.from, im.bytes = im.batch[:0], im.from[:0], 0
	return nil
}

func (im *importer) reject(where string, reason error) {
	im.counts[corpus.Rejected]++
	fmt.Fprintf(im.app.stderr, "rejected: %s: %v\n", where, reason)
}
