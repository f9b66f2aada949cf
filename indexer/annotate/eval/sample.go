package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"despatch/corpus"
	"despatch/corpus/extract"
	"despatch/corpus/sample"
	"despatch/indexer/annotate"
)

// goldArticle is a line of the sample's gold: what a careful reader found.
type goldArticle struct {
	File     string         `json:"file"`
	Title    string         `json:"title"`
	Mentions corpus.ByField `json:"mentions"`
	Claims   []corpus.Claim `json:"claims"`
}

// scoreSample counts mentions by field and claims by role on the articles that
// ship with Despatch. The folder is that of the sample's gold.
func scoreSample(out io.Writer, a *annotate.Annotator, folder string, examples int) error {
	gold, err := readLines[goldArticle](filepath.Join(folder, "gold.jsonl"))
	if err != nil {
		return err
	}
	fields := map[string]*tally{}
	for _, field := range corpus.EntityFields {
		fields[field] = &tally{}
	}
	var s claimsScore
	for i := range gold {
		g := &gold[i]
		article, err := sampleArticle(g)
		if err != nil {
			return err
		}
		read := a.Annotate(&article)
		s.add(&article, g.Claims, read.Claims)
		for _, field := range corpus.EntityFields {
			countSets(fields[field], setOf(g.Mentions[field]), setOf(facet(&read.Facets, field)), field, g.File)
		}
	}
	fmt.Fprintf(out, "\nsample: %d articles\n", len(gold))
	for _, field := range corpus.EntityFields {
		fields[field].print(out, field)
		fields[field].printExamples(out, examples, "wrong "+field, "missed "+field)
	}
	s.print(out, examples)
	return nil
}

func facet(f *corpus.Facets, field string) []string {
	switch field {
	case corpus.Actor:
		return f.Actor
	case corpus.Country:
		return f.Country
	case corpus.Institution:
		return f.Institution
	}
	return f.Person
}

// sampleArticle extracts the article that a line of the gold is about.
func sampleArticle(g *goldArticle) (corpus.Article, error) {
	name, number, _ := strings.Cut(g.File, ":")
	content, err := fs.ReadFile(sample.Files(), name)
	if err != nil {
		return corpus.Article{}, err
	}
	if n, err := strconv.Atoi(number); err == nil { // one line of a .jsonl file
		content = bytes.Split(content, []byte("\n"))[n-1]
	}
	articles, err := extract.File(name, content)
	if err != nil {
		return corpus.Article{}, fmt.Errorf("%s: %w", g.File, err)
	}
	for i := range articles {
		if len(articles) == 1 || articles[i].Title == g.Title {
			articles[i].ID = g.File
			return articles[i], nil
		}
	}
	return corpus.Article{}, fmt.Errorf("%s has no article titled %q", g.File, g.Title)
}
