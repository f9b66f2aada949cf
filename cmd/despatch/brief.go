package main

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"despatch/corpus"
)

func (a *app) briefCommand() *cobra.Command {
	var asHTML, keep bool
	c := &cobra.Command{
		Use:   "brief",
		Short: "Tell what is new on the saved searches since the last brief",
		Example: `  despatch brief
  despatch brief --html --keep > brief.html`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.brief(cmd.Context(), asHTML, keep) },
	}
	c.Flags().BoolVar(&asHTML, "html", false, "write a page instead of text")
	c.Flags().BoolVar(&keep, "keep", false, "do not remember that this was told")
	return c
}

// topic is what is new on one saved search.
type topic struct {
	Name  string
	Query string
	Items []item
	last  int64
}

// item is one article, with the copies of it that came as well.
type item struct {
	corpus.Record
	Updated bool
	Copies  []corpus.Record
}

func (a *app) brief(ctx context.Context, asHTML, keep bool) error {
	// Whoever owns the index has matched what it contains; where that is this
	// process, it does so now.
	asker, err := a.ask(ctx)
	if err != nil {
		return err
	}
	if asker.own != nil {
		err = asker.own.watcher(asker.server).Match(ctx)
	}
	if err = errors.Join(err, asker.close()); err != nil {
		return err
	}
	return a.withCorpus(ctx, func(store *corpus.Store) error {
		topics, err := newOn(ctx, store)
		if err == nil && asHTML {
			err = briefPage.Execute(a.stdout, topics)
		} else if err == nil {
			err = a.writeBrief(topics)
		}
		if err != nil || keep {
			return err
		}
		return told(ctx, store, topics)
	})
}

// newOn gathers what arrived for every saved search.
func newOn(ctx context.Context, store *corpus.Store) ([]topic, error) {
	saved, err := store.SavedSearches(ctx)
	if err != nil {
		return nil, err
	}
	var topics []topic
	for _, s := range saved {
		matches, err := store.Matches(ctx, s.Name, s.Briefed, math.MaxInt32)
		if err != nil {
			return nil, err
		}
		if len(matches) == 0 {
			continue
		}
		t := topic{Name: s.Name, Query: askedFor(s), last: matches[len(matches)-1].N}
		if t.Items, err = fold(ctx, store, matches); err != nil {
			return nil, err
		}
		topics = append(topics, t)
	}
	return topics, nil
}

// fold makes one item of an article, however often it changed, and puts its
// copies under it. The newest come first.
func fold(ctx context.Context, store *corpus.Store, matches []corpus.Match) ([]item, error) {
	var ids []string
	for _, m := range matches {
		ids = append(ids, m.Article)
	}
	records, err := store.GetMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	updated := map[string]bool{}
	for _, m := range matches {
		updated[m.Article] = updated[m.Article] || m.Version > 1
	}
	var items []item
	at := map[string]int{}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if r, ok := records[id]; ok && (r.CopyOf == "" || records[r.CopyOf].ID == "") {
			at[id] = len(items)
			items = append(items, item{Record: r, Updated: updated[id]})
		}
	}
	for _, r := range records {
		if i, ok := at[r.CopyOf]; ok && r.CopyOf != "" {
			items[i].Copies = append(items[i].Copies, r)
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return b.Published.Compare(a.Published) })
	return items, nil
}

func told(ctx context.Context, store *corpus.Store, topics []topic) error {
	var errs []error
	for _, t := range topics {
		errs = append(errs, store.ChangeSearch(ctx, t.Name, func(s *corpus.SavedSearch) { s.Briefed = max(s.Briefed, t.last) }))
	}
	return errors.Join(errs...)
}

func (a *app) writeBrief(topics []topic) error {
	style := a.style()
	if len(topics) == 0 {
		fmt.Fprintln(a.stdout, "nothing new")
	}
	for _, t := range topics {
		fmt.Fprintf(a.stdout, "%s  %s\n", style.bold(oneLine(t.Name)), style.faint(oneLine(t.Query)))
		for _, i := range t.Items {
			writeItem(a.stdout, style, i)
		}
		fmt.Fprintln(a.stdout)
	}
	return nil
}

func writeItem(w io.Writer, style style, i item) {
	note := ""
	if i.Updated {
		note = "  (updated)"
	}
	if n := len(i.Copies); n > 0 {
		note += "  (" + copies(n) + ")"
	}
	date := string(i.Published)
	if date == "" {
		date = "no date"
	}
	fmt.Fprintf(w, "  %-10s  %s%s\n", date[:min(len(date), len(time.DateOnly))], oneLine(i.Title), style.faint(note))
	if i.URL != "" || i.Source != "" {
		fmt.Fprintf(w, "              %s\n", style.faint(oneLine(i.Source+" "+i.URL)))
	}
}

var briefPage = template.Must(template.New("brief").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Despatch: brief</title>
<style>body{font:16px/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}h2{margin-bottom:0}small,.query{color:#666}li{margin:.5rem 0}</style>
<h1>Brief</h1>
{{range .}}<h2>{{.Name}}</h2><p class="query">{{.Query}}</p>
<ul>{{range .Items}}<li>{{if .URL}}<a href="{{.URL}}">{{.Title}}</a>{{else}}{{.Title}}{{end}}
{{if .Updated}}<small>(updated)</small>{{end}}{{with .Copies}}<small>({{len .}} more of the same text)</small>{{end}}<br>
<small>{{with .Published}}{{.}}{{else}}no date{{end}} {{.Source}}</small></li>
{{end}}</ul>
{{else}}<p>Nothing new.</p>
{{end}}</html>
`))
