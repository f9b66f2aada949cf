package sample

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"despatch/corpus"
)

// reading is one line of gold.jsonl: an article as a careful reader
// understands it.
type reading struct {
	File      string              `json:"file"`
	URL       string              `json:"url"`
	Title     string              `json:"title"`
	Published string              `json:"published"`
	Updated   string              `json:"updated"`
	Language  string              `json:"language"`
	Mentions  map[string][]string `json:"mentions"`
	Claims    []claim             `json:"claims"`
	Event     string              `json:"event"`
	CopyOf    string              `json:"copy_of"`
}

type claim struct {
	Act     string   `json:"act"`
	Status  string   `json:"status"`
	By      []string `json:"by"`
	Accused []string `json:"accused"`
	Target  []string `json:"target"`
	When    string   `json:"when"`
	Carried []string `json:"carried"`
}

func readGold(t *testing.T) []reading {
	t.Helper()
	return readLines[reading](t, "gold.jsonl")
}

// readLines decodes a JSON Lines file strictly: an unknown field is a mistake.
func readLines[T any](t *testing.T, name string) []T {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []T
	for n, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		var one T
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&one); err != nil {
			t.Fatalf("%s:%d: %v", name, n+1, err)
		}
		all = append(all, one)
	}
	return all
}

// articles maps the names that the gold uses to the raw bytes of each: a file,
// or one line of a .jsonl file as name:line.
func articles(t *testing.T) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	err := fs.WalkDir(Files(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(Files(), name)
		if err != nil {
			return err
		}
		if path.Ext(name) != ".jsonl" {
			found[name] = data
			return nil
		}
		for n, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
			found[fmt.Sprintf("%s:%d", name, n+1)] = line
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestGoldFitsArticles(t *testing.T) {
	found := articles(t)
	seen := map[string]bool{}
	for _, g := range readGold(t) {
		if found[g.File] == nil {
			t.Errorf("gold of %s, which is not there", g.File)
		}
		if seen[g.File] {
			t.Errorf("two golds of %s", g.File)
		}
		seen[g.File] = true
	}
	for name := range found {
		if !seen[name] {
			t.Errorf("no gold of %s", name)
		}
	}
}

func TestCounts(t *testing.T) {
	kinds, events, copies := map[string]int{}, map[string]int{}, 0
	for _, g := range readGold(t) {
		kinds[strings.TrimLeft(path.Ext(strings.SplitN(g.File, ":", 2)[0]), ".")]++
		if g.CopyOf != "" {
			copies++
			continue
		}
		if g.Event != "" {
			events[g.Event]++
		}
	}
	several := 0
	for _, n := range events {
		if n > 1 {
			several++
		}
	}
	for what, least := range map[string][2]int{
		"txt": {kinds["txt"], 30}, "html": {kinds["html"], 25}, "jsonl": {kinds["jsonl"], 20},
		"copies": {copies, 6}, "events told twice": {several, 10},
	} {
		if least[0] < least[1] {
			t.Errorf("%s: %d, want at least %d", what, least[0], least[1])
		}
	}
}

func TestNotice(t *testing.T) {
	for name, data := range articles(t) {
		if !bytes.Contains(data, []byte(Notice)) {
			t.Errorf("%s does not say that it is a sample", name)
		}
		if !strings.Contains(name, ".jsonl:") {
			continue
		}
		var line struct {
			Sample bool   `json:"sample"`
			Title  string `json:"title"`
			Text   string `json:"text"`
		}
		if err := json.Unmarshal(data, &line); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !line.Sample || line.Title == "" || line.Text == "" {
			t.Errorf("%s: want sample, title and text", name)
		}
	}
}

func TestLengths(t *testing.T) {
	for name, data := range articles(t) {
		words := len(strings.Fields(body(t, name, data)))
		if words < 80 || words > 560 {
			t.Errorf("%s has %d words", name, words)
		}
	}
}

func TestDates(t *testing.T) {
	for _, g := range readGold(t) {
		dates := []string{g.Published, g.Updated}
		for _, c := range g.Claims {
			dates = append(dates, strings.SplitN(c.When, "/", 2)...)
		}
		for _, d := range dates {
			if _, err := corpus.ParseDate(d); err != nil {
				t.Errorf("%s: %v", g.File, err)
			}
		}
		if g.Updated != "" && corpus.Date(g.Updated).Day() < corpus.Date(g.Published).Day() {
			t.Errorf("%s: updated %s before published %s", g.File, g.Updated, g.Published)
		}
		if corpus.Date(g.Published).Year() != "" && corpus.Date(g.Published).Year() < "2007" {
			t.Errorf("%s: published %s", g.File, g.Published)
		}
	}
}

func TestTitlesStandInFiles(t *testing.T) {
	found := articles(t)
	for _, g := range readGold(t) {
		if text := plain(t, g.File, found[g.File]); !strings.Contains(text, g.Title) {
			t.Errorf("%s does not have the title %q", g.File, g.Title)
		}
	}
}

var (
	acts = []string{corpus.Attack, corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Indict,
		corpus.Condemn, corpus.Investigate, corpus.Deny, corpus.Responsible}
	statuses = []string{corpus.Asserted, corpus.Alleged, corpus.Denied, corpus.Hypothetical}
)

func TestClaims(t *testing.T) {
	for _, g := range readGold(t) {
		mentioned := slices.Concat(g.Mentions[corpus.Actor], g.Mentions[corpus.Country],
			g.Mentions[corpus.Institution], g.Mentions[corpus.Person])
		for i, c := range g.Claims {
			where := fmt.Sprintf("%s, claim %d", g.File, i+1)
			if !slices.Contains(acts, c.Act) || !slices.Contains(statuses, c.Status) {
				t.Errorf("%s: act %q, status %q", where, c.Act, c.Status)
			}
			if (c.Act == corpus.Deny) != (c.Status == corpus.Denied) {
				t.Errorf("%s: %s is %s", where, c.Act, c.Status)
			}
			if c.Act == corpus.Attack && len(c.By) > 0 {
				t.Errorf("%s: an attack told by the article has no speaker", where)
			}
			roles := slices.Concat(c.By, c.Accused, c.Target)
			for _, id := range c.Carried {
				if !slices.Contains(roles, id) || slices.Contains(mentioned, id) {
					t.Errorf("%s: %s is carried, but is no role or is named", where, id)
				}
			}
			for _, id := range roles {
				if !slices.Contains(mentioned, id) && !slices.Contains(c.Carried, id) {
					t.Errorf("%s: %s is neither mentioned nor carried", where, id)
				}
			}
		}
	}
}

// The copies are close enough to be found as copies and nothing else is.
func TestCopies(t *testing.T) {
	found := articles(t)
	shingles := map[string]map[string]bool{}
	for name, data := range found {
		shingles[name] = fourWords(body(t, name, data))
	}
	original := map[string]string{}
	for _, g := range readGold(t) {
		if g.CopyOf == "" {
			continue
		}
		original[g.File] = g.CopyOf
		if j := jaccard(shingles[g.File], shingles[g.CopyOf]); j < .85 {
			t.Errorf("%s and %s: %.3f alike, want .85", g.File, g.CopyOf, j)
		}
	}
	for a := range found {
		for b := range found {
			related := original[a] == b || original[b] == a || (original[a] != "" && original[a] == original[b])
			if a < b && !related && jaccard(shingles[a], shingles[b]) > .3 {
				t.Errorf("%s and %s are alike, but the gold has no copy", a, b)
			}
		}
	}
}

func fourWords(text string) map[string]bool {
	words := strings.Fields(strings.ToLower(text))
	set := map[string]bool{}
	for i := 0; i+4 <= len(words); i++ {
		set[strings.Join(words[i:i+4], " ")] = true
	}
	return set
}

func jaccard(a, b map[string]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// body is the running text of an article, found without any cleverness: the
// long lines of a .txt file, the paragraphs of a page, the text of a line.
func body(t *testing.T, name string, data []byte) string {
	t.Helper()
	lines := strings.Split(plain(t, name, data), "\n")
	if path.Ext(name) == ".html" {
		lines = paragraphs(parsePage(t, data))
	}
	short := func(line string) bool { return len(line) < 120 }
	return strings.Join(slices.DeleteFunc(lines, short), "\n")
}

// plain is all text of an article: a paragraph a line for a page, title and
// text for a line of JSON.
func plain(t *testing.T, name string, data []byte) string {
	t.Helper()
	switch {
	case strings.Contains(name, ".jsonl:"):
		var a struct {
			Title, Text string
		}
		if err := json.Unmarshal(data, &a); err != nil {
			t.Fatal(err)
		}
		return a.Title + "\n" + a.Text
	case path.Ext(name) == ".html":
		return textOf(parsePage(t, data))
	}
	return string(data)
}

func parsePage(t *testing.T, data []byte) *html.Node {
	t.Helper()
	if bytes.Contains(data, []byte("windows-1252")) {
		data = fromWindows1252(t, data)
	}
	page, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func paragraphs(page *html.Node) []string {
	var all []string
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && n.Data == "p" {
			all = append(all, textOf(n))
		}
	}
	return all
}

func textOf(node *html.Node) string {
	var b strings.Builder
	for n := range node.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}
