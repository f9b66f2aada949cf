package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"despatch/search"
)

// searchFormats are the formats of the search command, the first its default.
var searchFormats = []string{"text", "json", "jsonl", "csv", "trec"}

type searchOptions struct {
	format, sort, queries string
	limit                 int
	limited               bool // the limit was set
	facets                []string
	collapse              bool
}

func (a *app) searchCommand() *cobra.Command {
	var o searchOptions
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search from the terminal, as over HTTP",
		Long: `Search from the terminal, as over HTTP. Words are ANDed; OR, NOT, "a phrase", word*,
parentheses and qualifiers such as actor:, country:, perpetrator:, target:, date: narrow down.`,
		Example: `  despatch search 'actor:"Violet Typhoon"'
  despatch search 'perpetrator:china target:kind:parliament date:2021..2024' --facet actor
  despatch search --format csv 'has:actor sanctions' > sanctions.csv
  despatch search --queries topics.tsv --format trec --limit 1000 > run.txt`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.limited = cmd.Flags().Changed("limit")
			return a.search(cmd.Context(), o, args)
		},
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", searchFormats[0], strings.Join(searchFormats, ", "))
	f.StringVar(&o.sort, "sort", "", "relevance, -published, published, -added or fresh")
	f.IntVar(&o.limit, "limit", 10, "hits at most; csv and jsonl give all unless it is set, json at most 100")
	f.StringSliceVar(&o.facets, "facet", nil, "count this field as well (may be repeated)")
	f.BoolVar(&o.collapse, "collapse", false, "show of each group of copies one article alone")
	f.StringVar(&o.queries, "queries", "", `file of "id<TAB>query" lines of free text, for --format trec`)
	fixed(c, "facet", search.Fields[:]...)
	fixed(c, "format", searchFormats...)
	fixed(c, "sort", "relevance", "-published", "published", "-added", "fresh")
	return c
}

// fixed completes a flag from a list.
func fixed(c *cobra.Command, flag string, values ...string) {
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

func (a *app) search(ctx context.Context, o searchOptions, args []string) error {
	switch {
	case !slices.Contains(searchFormats, o.format):
		return usageError{fmt.Errorf("unknown format %q: want %s", o.format, strings.Join(searchFormats, ", "))}
	case o.limit < 0:
		return usageError{fmt.Errorf("--limit %d: want 0 or more", o.limit)}
	case len(o.facets) > 0 && o.format != "text" && o.format != "json":
		return usageError{fmt.Errorf("--facet goes with --format text or json")}
	case o.queries != "" && o.format != "trec":
		return usageError{fmt.Errorf("--queries goes with --format trec")}
	}
	asker, err := a.ask(ctx)
	if err != nil {
		return err
	}
	err = a.answer(ctx, asker, o, strings.Join(args, " "))
	return errors.Join(err, asker.close())
}

func (a *app) answer(ctx context.Context, asker *asker, o searchOptions, query string) error {
	switch {
	case o.queries != "":
		return a.trecBatch(ctx, asker, o)
	case o.format == "trec":
		return a.trecRun(ctx, asker, o, "1", query)
	case o.format == "text":
		return a.searchText(ctx, asker, o, query)
	}
	return a.searchRaw(ctx, asker, o, query)
}

// parameters are the query and options as the API takes them.
func (o searchOptions) parameters(query string) url.Values {
	v := url.Values{"q": {query}}
	if o.sort != "" {
		v.Set("sort", o.sort)
	}
	if o.collapse {
		v.Set("collapse", "copies")
	}
	return v
}

// searchRaw passes the API's own answer on.
func (a *app) searchRaw(ctx context.Context, asker *asker, o searchOptions, query string) error {
	v := o.parameters(query)
	v.Set("format", o.format)
	if o.format == "json" {
		v.Set("limit", strconv.Itoa(o.limit))
		v["facet"] = o.facets
	}
	body, err := asker.get(ctx, "/api/v1/search?"+v.Encode())
	if err != nil {
		return err
	}
	defer body.Close()
	if o.limited && o.format != "json" {
		return copyRows(a.stdout, body, o)
	}
	_, err = io.Copy(a.stdout, body)
	return err
}

// copyRows passes on as many rows as are wanted of an answer that has them all.
func copyRows(w io.Writer, r io.Reader, o searchOptions) error {
	if o.format == "jsonl" {
		return copyLines(w, r, o.limit)
	}
	in, out := csv.NewReader(r), csv.NewWriter(w)
	for range 1 + o.limit { // the head is no hit
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func copyLines(w io.Writer, r io.Reader, n int) error {
	in := bufio.NewReader(r)
	for range n {
		line, err := in.ReadBytes('\n')
		if _, failed := w.Write(line); failed != nil {
			return failed
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
	}
	return nil
}

// get answers the body of a successful request, or the problem as an error.
func (k *asker) get(ctx context.Context, path string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://despatch"+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := k.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask the owner of the index: %w", err)
	}
	if res.StatusCode < 300 {
		return res.Body, nil
	}
	defer res.Body.Close()
	return nil, readProblem(res)
}
