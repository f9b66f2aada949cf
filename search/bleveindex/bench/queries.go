package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"despatch/search"
)

// question is what every engine is asked in its own terms.
type question struct {
	words   []string // all of them, or any of them with or
	or      bool
	phrase  string
	prefix  string
	fuzzy   string
	newest  bool
	country string
}

// class is a kind of query.
type class struct {
	name    string
	queries []question
}

// The words queries are made of, by the share of the articles that have them.
const (
	rareFrom, rareTo         = 0.0008, 0.006
	commonFrom, commonTo     = 0.02, 0.15
	frequentFrom, frequentTo = 0.15, 0.45
)

// newQueries draws distinct queries of each class from the articles.
func newQueries(docs []search.Document, n int) []class {
	v := newVocabulary(docs)
	random := rand.New(rand.NewPCG(7, 11))
	rare, common, frequent := v.between(rareFrom, rareTo), v.between(commonFrom, commonTo), v.between(frequentFrom, frequentTo)
	words := func(list []string, k int) func() question {
		return func() question { return question{words: pick(random, list, k)} }
	}
	anyOf := func(list []string, k int) func() question {
		return func() question { return question{words: pick(random, list, k), or: true} }
	}
	return []class{
		{"browse all", []question{{}}},
		{"one country", []question{{country: "cn"}, {country: "gb"}, {country: "us"}, {country: "au"}, {country: "ru"}}},
		{"rare word", draw(n, words(rare, 1))},
		{"frequent word", draw(n, words(frequent, 1))},
		{"AND of 2", draw(n, words(common, 2))},
		{"OR of 2", draw(n, anyOf(common, 2))},
		{"OR of 5", draw(n, anyOf(common, 5))},
		{"phrase", draw(n, func() question { return question{phrase: v.phrase(random, docs)} })},
		{"prefix", draw(n, func() question { return question{prefix: pick(random, common, 1)[0][:4]} })},
		{"fuzzy", draw(n, func() question { return question{fuzzy: misspelt(random, pick(random, common, 1)[0])} })},
		{"frequent, newest first", draw(n, func() question { return question{words: pick(random, frequent, 1), newest: true} })},
	}
}

// draw makes n distinct queries, or as many as there are.
func draw(n int, one func() question) []question {
	seen := map[string]bool{}
	var list []question
	for range 50 * n {
		q := one()
		if key := fmt.Sprint(q); !seen[key] {
			seen[key] = true
			list = append(list, q)
		}
		if len(list) == n {
			break
		}
	}
	return list
}

func pick(random *rand.Rand, from []string, k int) []string {
	var list []string
	for len(list) < k {
		if w := from[random.IntN(len(from))]; !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}

// misspelt swaps two neighbouring letters.
func misspelt(random *rand.Rand, word string) string {
	b := []byte(word)
	i := 1 + random.IntN(len(b)-2)
	b[i], b[i+1] = b[i+1], b[i]
	return string(b)
}

// vocabulary counts in how many articles a word stands.
type vocabulary struct {
	articles int
	count    map[string]int
}

func newVocabulary(docs []search.Document) *vocabulary {
	v := &vocabulary{articles: len(docs), count: map[string]int{}}
	for i := range docs {
		seen := map[string]bool{}
		for _, w := range plainWords(docs[i].Text) {
			if !seen[w] {
				seen[w] = true
				v.count[w]++
			}
		}
	}
	return v
}

// plainWords are the words of letters alone, which every analyzer cuts alike.
func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) || r > unicode.MaxASCII })
}

// between lists words of five letters and more, by how many articles have
// them.
func (v *vocabulary) between(from, to float64) []string {
	var list []string
	for w, n := range v.count {
		share := float64(n) / float64(v.articles)
		if len(w) >= 5 && share >= from && share < to {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return list
}

// phrase takes two or three words that follow each other somewhere, neither
// the most frequent nor unique.
func (v *vocabulary) phrase(random *rand.Rand, docs []search.Document) string {
	for {
		words := plainWords(docs[random.IntN(len(docs))].Text)
		if len(words) < 10 {
			continue
		}
		i, k := random.IntN(len(words)-3), 2+random.IntN(2)
		run := words[i : i+k]
		good := func(w string) bool {
			return len(w) > 3 && v.count[w] > v.articles/200 && v.count[w] < v.articles/3
		}
		if !slices.ContainsFunc(run, func(w string) bool { return !good(w) }) {
			return strings.Join(run, " ")
		}
	}
}
