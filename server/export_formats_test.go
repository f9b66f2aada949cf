package server_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"despatch/corpus"
)

// many are more articles than a page holds, some of them made to harm a
// spreadsheet.
func many(n int) []corpus.Article {
	var all []corpus.Article
	for i := range n {
		all = append(all, corpus.Article{
			ID: fmt.Sprintf("a%03d", i), Title: fmt.Sprintf("=HYPERLINK(\"https://bad.example/%d\")", i), Source: "@SUM(1+1)", Language: "en",
			Published: corpus.Date(fmt.Sprintf("2023-%02d-%02d", 1+i%12, 1+i%28)), Text: fmt.Sprintf("Hackers attacked harbour number %d in Norway.", i),
		})
	}
	return all
}

func TestExportsGiveEverythingOnce(t *testing.T) {
	d := newDesk(t, many(250)...)
	for _, sort := range []string{"relevance", "-published", "published", "-added"} {
		target := "/api/v1/search?q=hackers&limit=5&sort=" + sort
		rows, err := csv.NewReader(d.call(t, "GET", target+"&format=csv", "").Body).ReadAll()
		if err != nil || len(rows) != 251 {
			t.Fatalf("%s: %d rows of CSV, %v", sort, len(rows), err)
		}
		seen := map[string]bool{}
		for _, row := range rows[1:] {
			seen[row[0]] = true
			if !strings.HasPrefix(row[1], "'=") || !strings.HasPrefix(row[3], "'@") {
				t.Fatalf("a spreadsheet would run %q or %q", row[1], row[3])
			}
		}
		lines := strings.Split(strings.TrimSpace(d.call(t, "GET", target+"&format=jsonl", "").Body.String()), "\n")
		for _, line := range lines {
			var hit struct{ ID, Title string }
			if err := json.Unmarshal([]byte(line), &hit); err != nil || !strings.HasPrefix(hit.Title, "=") {
				t.Fatalf("line %s: %v", line, err)
			}
			delete(seen, hit.ID)
		}
		if len(lines) != 250 || len(seen) != 0 {
			t.Errorf("%s: %d lines, %d articles of the table not among them", sort, len(lines), len(seen))
		}
	}
	claims, err := csv.NewReader(d.call(t, "GET", "/api/v1/claims?format=csv", "").Body).ReadAll()
	total := read(t, d.call(t, "GET", "/api/v1/claims", ""))["total"].(map[string]any)["claims"].(float64)
	if err != nil || len(claims) != int(total)+1 || total < 100 {
		t.Errorf("%d rows of claims of %v, %v", len(claims), total, err)
	}
}

func TestExportOfNothing(t *testing.T) {
	d := newDesk(t, harbour)
	if got := d.call(t, "GET", "/api/v1/search?q=zzzz&format=csv", "").Body.String(); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "id,title") {
		t.Errorf("CSV %q", got)
	}
	if w := d.call(t, "GET", "/api/v1/search?q=zzzz&format=jsonl", ""); w.Body.Len() != 0 || w.Header().Get("Content-Type") != "application/x-ndjson" {
		t.Errorf("JSON Lines %q %v", w.Body, w.Header())
	}
	if w := d.call(t, "GET", "/api/v1/search?q=%28x&format=csv", ""); w.Code != 400 {
		t.Errorf("a broken query: %d", w.Code)
	}
}

func TestFeed(t *testing.T) {
	d := newDesk(t, append(many(80), corpus.Article{
		ID: "year", Title: "Known & <by> year", URL: "javascript:alert(1)", Published: "2026", Language: "en", Text: "Hackers attacked a harbour.\x07",
	})...)
	w := d.call(t, "GET", "/api/v1/search?q=hackers&format=rss&sort=published", "")
	var feed struct {
		Channel struct {
			Title string `xml:"title"`
			Items []struct {
				Title     string `xml:"title"`
				Link      string `xml:"link"`
				GUID      string `xml:"guid"`
				Published string `xml:"pubDate"`
			} `xml:"item"`
		} `xml:"channel"`
	}
	if err := xml.Unmarshal(w.Body.Bytes(), &feed); err != nil {
		t.Fatal(err)
	}
	items := feed.Channel.Items
	if len(items) != 50 || items[0].Title != "Known & <by> year" || items[0].Published != "" || strings.HasPrefix(items[0].Link, "javascript") {
		t.Errorf("%d items, first %+v", len(items), items[0])
	}
	if items[1].Published == "" || items[1].GUID == "" {
		t.Errorf("second %+v", items[1])
	}
}

func TestEvidenceStandsInTheText(t *testing.T) {
	d := newDesk(t, harbour)
	for _, test := range []struct {
		target, surface, sentence string
	}{
		{"/api/v1/facets/actor/apt31/evidence", "APT31", "Britain accused APT31 of breaching the Electoral Commission in 2021."},
		{"/api/v1/facets/actor/Judgment%20Panda/evidence", "APT31", "Britain accused APT31 of breaching the Electoral Commission in 2021."},
		{"/api/v1/facets/country/ir/evidence", "Iran", "Mr. Dowden said that sanctions on Iran would follow."},
		{"/api/v1/facets/target/uk-electoral-commission/evidence", "", "Britain accused APT31 of breaching the Electoral Commission in 2021."},
		{"/api/v1/facets/denier/cn/evidence", "", "China's embassy denied it."},
	} {
		w := d.call(t, "GET", test.target, "")
		var a struct {
			Total    struct{ Articles int }
			Evidence []struct {
				Sentence, Surface, In string
				At, Start, End        int
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range a.Evidence {
			text := harbour.Text
			if e.In == "title" {
				text = harbour.Title
			}
			if e.Surface != "" && (text[e.Start:e.End] != e.Surface || e.Sentence[e.At:e.At+len(e.Surface)] != e.Surface) {
				t.Errorf("%s: %+v does not stand there", test.target, e)
			}
			found = found || e.Sentence == test.sentence && (test.surface == "" || strings.HasSuffix(test.surface, e.Surface))
		}
		if !found {
			t.Errorf("%s: no %q in %s", test.target, test.sentence, w.Body)
		}
	}
	if w := d.call(t, "GET", "/api/v1/facets/source/x/evidence", ""); w.Code != 404 {
		t.Errorf("evidence of a source: %d", w.Code)
	}
}
