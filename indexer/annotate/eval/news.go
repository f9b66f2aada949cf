package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"despatch/corpus"
	"despatch/indexer/annotate"
)

// newsFolder is where the paragraphs of news prose lie in the repository.
const newsFolder = "indexer/annotate/eval/testdata"

// newsItem is a short piece of news with what it says of whom: pairs as
// "cn>gb", with a question mark where they are but alleged, and the countries
// that respond and deny.
type newsItem struct {
	corpus.Article
	Aside      bool     `json:"aside"` // not looked at while the rules were written
	Pairs      []string `json:"pairs"`
	Responders []string `json:"responders"`
	Deniers    []string `json:"deniers"`
	When       []string `json:"when"`
}

// asClaims gives the item the form of predictions, a claim for each thing that
// is counted.
func (n *newsItem) asClaims() []corpus.Claim {
	var claims []corpus.Claim
	for _, p := range n.Pairs {
		sure, alleged := strings.CutSuffix(p, "?")
		accused, target, _ := strings.Cut(sure, ">")
		c := corpus.Claim{Act: corpus.Attack, Status: corpus.Asserted, Accused: []string{accused}, Target: []string{target}}
		if alleged {
			c.Status = corpus.Alleged
		}
		claims = append(claims, c)
	}
	claims = append(claims, corpus.Claim{Act: corpus.Attribute, By: n.Responders}, corpus.Claim{Act: corpus.Deny, By: n.Deniers})
	for _, when := range n.When {
		claims = append(claims, corpus.Claim{When: when})
	}
	return claims
}

// scoreNews counts as in the claims set, those apart that were kept aside.
func scoreNews(out io.Writer, a *annotate.Annotator, folder string, examples int) error {
	items, err := readLines[newsItem](filepath.Join(folder, "news.jsonl"))
	if err != nil {
		return err
	}
	var seen, aside claimsScore
	counts := map[bool]int{}
	for i := range items {
		n := &items[i]
		n.ID = fmt.Sprint("news ", i+1)
		read := a.Annotate(&n.Article)
		s := &seen
		if n.Aside {
			s = &aside
		}
		counts[n.Aside]++
		s.add(&n.Article, n.asClaims(), read.Claims)
	}
	fmt.Fprintf(out, "\nnews: %d pieces\n", counts[false])
	seen.print(out, examples)
	fmt.Fprintf(out, "\nnews kept aside: %d pieces\n", counts[true])
	aside.print(out, 0)
	return nil
}
