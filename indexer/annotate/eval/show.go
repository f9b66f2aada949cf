package main

import (
	"fmt"
	"io"
	"strings"

	"despatch/corpus"
	"despatch/indexer/annotate"
)

// show prints what was read in each article of a JSON Lines file, for reading
// by hand.
func show(out io.Writer, a *annotate.Annotator, path string) error {
	articles, err := readLines[corpus.Article](path)
	if err != nil {
		return err
	}
	for i := range articles {
		article := &articles[i]
		read := a.Annotate(article)
		fmt.Fprintf(out, "== %s %s | %s\n%s\n", article.ID, article.Published, article.Title, article.Text)
		for _, m := range read.Mentions {
			fmt.Fprintf(out, "  %-11s %-28s %q %s %s\n", m.Field, m.ID, m.Surface, m.Rule, m.In)
		}
		for _, c := range read.Claims {
			fmt.Fprintln(out, "  "+line(article, &c))
		}
		f := read.Facets
		fmt.Fprintf(out, "  actor %v country %v institution %v person %v\n", f.Actor, f.Country, f.Institution, f.Person)
		fmt.Fprintf(out, "  perpetrator %v target %v responder %v denier %v speaker %v\n", f.Perpetrator, f.Target, f.Responder, f.Denier, f.Speaker)
		if len(read.New)+len(read.Unknown) > 0 {
			fmt.Fprintf(out, "  new %v unknown %v\n", read.New, read.Unknown)
		}
	}
	return nil
}

func line(article *corpus.Article, c *corpus.Claim) string {
	text := article.Text
	if c.In == "title" {
		text = article.Title
	}
	return fmt.Sprintf("%s %s by %s: %s -> %s (carried %s) %s | %s", c.Act, c.Status, join(c.By), join(c.Accused), join(c.Target), join(c.Carried), c.When, clip(text[c.Start:c.End]))
}

func join(ids []string) string { return "[" + strings.Join(ids, " ") + "]" }
