// Command eval measures what annotate reads against labelled articles: the
// sample's own, and the development sets where they are present. It prints
// precision, recall and F1 by field and role, and examples of each kind of
// error.
//
//	go run ./indexer/annotate/eval [-examples N] [-set NAME] SHARED
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
	"despatch/indexer/annotate"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

// sampleFolder is where the sample's gold lies in the repository.
const sampleFolder = "corpus/sample"

// sets are the development sets by folder name.
var sets = []struct {
	name  string
	score func(io.Writer, *annotate.Annotator, string, int) error
}{
	{"claims", scoreClaims},
	{"eurepoc", scoreEurepoc},
	{"annoctr", scoreAnnoctr},
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	examples := flags.Int("examples", 5, "how many examples of each kind of error to print")
	reading := flags.String("show", "", "print what is read in the articles of this JSON Lines file, and stop")
	only := flags.String("set", "", "one set only: sample, news, claims, eurepoc or annoctr")
	if err := flags.Parse(args); err != nil {
		return err
	}
	shared := "../shared"
	if flags.NArg() > 0 {
		shared = flags.Arg(0)
	}
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	a := annotate.New(g)
	if *reading != "" {
		return show(out, a, *reading)
	}
	if *only == "" || *only == "sample" {
		if err := scoreSample(out, a, sampleFolder, *examples); err != nil {
			return err
		}
	}
	if *only == "" || *only == "news" {
		if err := scoreNews(out, a, newsFolder, *examples); err != nil {
			return err
		}
	}
	for _, set := range sets {
		if *only != "" && *only != set.name {
			continue
		}
		folder := filepath.Join(shared, "dev", set.name)
		err := set.score(out, a, folder, *examples)
		if errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintf(out, "%s: not present (%s), skipped\n", set.name, folder)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// readLines decodes a JSON Lines file.
func readLines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		all = append(all, one)
	}
	return all, lines.Err()
}

// annotated reads the articles of a set and annotates them.
func annotated(a *annotate.Annotator, folder string) ([]corpus.Article, []corpus.Annotation, error) {
	articles, err := readLines[corpus.Article](filepath.Join(folder, "articles.jsonl"))
	if err != nil {
		return nil, nil, err
	}
	read := make([]corpus.Annotation, len(articles))
	for i := range articles {
		read[i] = a.Annotate(&articles[i])
	}
	return articles, read, nil
}
