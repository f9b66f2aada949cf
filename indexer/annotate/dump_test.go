package annotate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

func TestDump(t *testing.T) {
	path, ids := os.Getenv("DUMP"), os.Getenv("IDS")
	if path == "" {
		t.Skip()
	}
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	a := New(g)
	f, _ := os.Open(path)
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var art corpus.Article
		json.Unmarshal(lines.Bytes(), &art)
		if ids != "" && !strings.Contains(","+ids+",", ","+strings.TrimPrefix(art.ID, "eurepoc-")+",") {
			continue
		}
		r := newReader(a)
		r.begin(&art)
		r.findNames()
		fmt.Println("==", art.ID, art.Published)
		kinds := []string{"NP", "VG", "P", "C", ",", "SUB", "REL", "STOP", "Q", "(", ")", "ADV"}
		cr := &r.claims
		cr.r = r
		for i := range r.units {
			cr.u = &r.units[i]
			u := cr.u
			for s, sent := range u.sents {
				cr.sent = s
				cr.readSentence(sent)
				fmt.Print(u.in, " ")
				for _, c := range cr.c.chunks {
					extra := ""
					if c.kind == verbGroup {
						extra = fmt.Sprintf(":%x", c.verb)
						extra += []string{"fin", "inf", "ing", "ed"}[c.form]
						if c.passive {
							extra += "-pass"
						}
					}
					if c.kind == nounPhrase {
						extra = fmt.Sprintf(":%x", c.noun)
					}
					fmt.Printf("[%s%s %s] ", kinds[c.kind], extra, u.surface(c.first, c.last))
				}
				fmt.Println()
				for _, p := range cr.c.preds {
					seg := func(a, b int) string {
						if a >= b || a >= len(cr.c.chunks) {
							return "-"
						}
						return u.surface(cr.c.chunks[a].first, cr.c.chunks[b-1].last)
					}
					fmt.Printf("    PRED %s | subj: %s | obj: %s | pass %v\n", u.surface(cr.c.chunks[p.verb].first, cr.c.chunks[p.verb].last), seg(p.subjFrom, p.subjTo), seg(p.objFrom, p.objTo), p.passive)
				}
			}
		}
		for _, m := range a.Annotate(&art).Mentions {
			fmt.Printf("  M %s %s %q %s\n", m.Field, m.ID, m.Surface, m.Rule)
		}
		for _, c := range a.Annotate(&art).Claims {
			text := art.Text
			if c.In == "title" {
				text = art.Title
			}
			fmt.Printf("  CLAIM %s %s by %v: %v -> %v (carried %v) %s | %.80s\n", c.Act, c.Status, c.By, c.Accused, c.Target, c.Carried, c.When, text[c.Start:c.End])
		}
	}
}
