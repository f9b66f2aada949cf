package main

import (
	"fmt"
	"io"
	"path/filepath"

	"despatch/corpus"
	"despatch/indexer/annotate"
)

// incident is a line of the eurepoc set's gold: countries that the text
// names, and all that were coded.
type incident struct {
	ID             string   `json:"id"`
	Perpetrator    []string `json:"perpetrator"`
	PerpetratorAll []string `json:"perpetrator_all"`
	Target         []string `json:"target"`
	TargetAll      []string `json:"target_all"`
}

// scoreEurepoc counts recall on the countries that a text names, and takes a
// country that is coded nowhere for wrong. Articles for which nobody is coded
// are counted apart for that role: nobody said who it was or was not.
func scoreEurepoc(out io.Writer, a *annotate.Annotator, folder string, examples int) error {
	articles, read, err := annotated(a, folder)
	if err != nil {
		return err
	}
	gold, err := readLines[incident](filepath.Join(folder, "gold.jsonl"))
	if err != nil {
		return err
	}
	var country, perpetrator, target tally
	uncodedP, uncodedT := 0, 0
	for i := range gold {
		g, f := &gold[i], &read[i].Facets
		countRole(&perpetrator, &uncodedP, &articles[i], f.Perpetrator[corpus.Country], g.Perpetrator, g.PerpetratorAll)
		countRole(&target, &uncodedT, &articles[i], f.Target[corpus.Country], g.Target, g.TargetAll)
		named := setOf(f.Country)
		for id := range setOf(append(append([]string{}, g.Perpetrator...), g.Target...)) {
			country.gold++
			if named[id] {
				country.right++
				continue
			}
			country.note("country missed", "%s %s: %s | %s", g.ID, id, articles[i].Title, clip(articles[i].Text))
		}
	}
	fmt.Fprintf(out, "\neurepoc: %d incidents\n", len(gold))
	fmt.Fprintf(out, "%-28s recall %.3f (%d of %d)\n", "country", country.recall(), country.right, country.gold)
	perpetrator.print(out, "perpetrator country")
	fmt.Fprintf(out, "%-28s %d countries where no initiator is coded (left out above)\n", "", uncodedP)
	target.print(out, "target country")
	fmt.Fprintf(out, "%-28s %d countries where no receiver is coded (left out above)\n", "", uncodedT)
	country.printExamples(out, examples, "country missed")
	fmt.Fprintln(out, " perpetrator")
	perpetrator.printExamples(out, examples, "wrong", "missed", "uncoded")
	fmt.Fprintln(out, " target")
	target.printExamples(out, examples, "wrong", "missed")
	return nil
}

func countRole(t *tally, uncoded *int, article *corpus.Article, predicted, named, coded []string) {
	all := setOf(coded)
	if len(coded) == 0 {
		*uncoded += len(predicted)
		for _, id := range predicted {
			t.note("uncoded", "%s %s: %s | %s", article.ID, id, article.Title, clip(article.Text))
		}
		return
	}
	got := setOf(predicted)
	for _, id := range predicted {
		t.predicted++
		if all[id] {
			t.sound++
			continue
		}
		t.note("wrong", "%s %s (coded %v): %s | %s", article.ID, id, coded, article.Title, clip(article.Text))
	}
	t.gold += len(named)
	for _, id := range named {
		if got[id] {
			t.right++
			continue
		}
		t.note("missed", "%s %s: %s | %s", article.ID, id, article.Title, clip(article.Text))
	}
}
