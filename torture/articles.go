package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
)

// article is one of the articles that everything is tortured with: always the
// same for one number and version.
type article struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Source    string `json:"source"`
	Published string `json:"published"`
	Language  string `json:"language"`
	Text      string `json:"text"`
}

var (
	groups   = []string{"APT31", "Fancy Bear", "Lazarus Group", "Sandworm", "Charming Kitten", "Volt Typhoon", "Turla", "Kimsuky"}
	states   = []string{"China", "Russia", "Iran", "North Korea", "the United Kingdom", "France", "Germany", "Norway", "the United States"}
	bodies   = []string{"the Electoral Commission", "the Bundestag", "the Ministry of Defence", "the European Parliament", "GCHQ", "the Storting"}
	findings = []string{
		"%[1]s hackers broke into the network of %[3]s, officials of %[2]s said on Monday.",
		"%[2]s attributed the intrusion to %[1]s and sanctioned two of its members.",
		"A spokesman for %[2]s denied any part in the attack on %[3]s.",
		"Investigators found tools of %[1]s on the mail servers of %[3]s.",
		"%[2]s condemned the campaign against %[3]s as unacceptable interference.",
	}
	fillers = strings.Fields(`report network mail server week minister committee election account password router vendor update
		letter source analyst document evening campaign domain address phone message archive building budget harbour winter member`)
)

func makeArticle(n, version int) article {
	random := rand.New(rand.NewPCG(uint64(n), uint64(version)))
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	var text strings.Builder
	fmt.Fprintf(&text, "Mark%06d edition%d. ", n, version)
	for range 3 + random.IntN(5) {
		fmt.Fprintf(&text, pick(findings)+" ", pick(groups), pick(states), pick(bodies))
		for range 15 + random.IntN(25) {
			text.WriteString(pick(fillers) + " ")
		}
		text.WriteString("followed. ")
	}
	return article{
		ID: fmt.Sprintf("t%06d", n), Title: fmt.Sprintf("%s and %s: case %d", pick(groups), pick(bodies), n),
		Source: fmt.Sprintf("Wire %d", random.IntN(7)), Published: fmt.Sprintf("20%02d-%02d-%02d", 15+random.IntN(10), 1+random.IntN(12), 1+random.IntN(28)),
		Language: "en", Text: strings.TrimSpace(text.String()),
	}
}

func (a article) line() []byte {
	b, err := json.Marshal(a)
	if err != nil {
		panic(err) // strings always marshal
	}
	return append(b, '\n')
}

// writeArticles writes articles from to below as JSON Lines.
func writeArticles(path string, from, below int) error {
	var b bytes.Buffer
	for n := from; n < below; n++ {
		b.Write(makeArticle(n, 1).line())
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// writeVersions writes the articles numbered, each in its version.
func writeVersions(path string, versions map[int]int) error {
	var b bytes.Buffer
	for n, version := range versions {
		b.Write(makeArticle(n, version).line())
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}
