package main

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// sampled is a line of the sample's gold file: what an article tells of.
type sampled struct {
	File, Title, Event string
	CopyOf             string `json:"copy_of"`
	id                 string
}

// TestSimilarTellsOfTheSameEvent asks of every article of the sample that has a
// partner telling of the same event whether it is among the first three similar
// ones, partners and their copies apart.
func TestSimilarTellsOfTheSameEvent(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, "--sample")
	base := startServe(t, data)
	events := sampleEvents(t, base)
	pairs, found := 0, 0
	for _, partners := range events {
		for _, a := range partners {
			var similar struct{ Similar []struct{ ID string } }
			getJSON(t, base+"/api/v1/articles/"+a.id+"/similar?limit=3", &similar)
			for _, b := range partners {
				if b.id == a.id || b.CopyOf != "" || a.CopyOf == b.File {
					continue
				}
				pairs++
				for _, s := range similar.Similar {
					if slices.ContainsFunc(partners, func(c sampled) bool { return c.id == s.ID && (c.id == b.id || c.CopyOf == b.File) }) {
						found++
					}
				}
			}
		}
	}
	if pairs < 50 || found*100 < 80*pairs {
		t.Errorf("of %d pairs %d are found", pairs, found)
	}
}

// sampleEvents groups the sample by what it tells of, events told of once left
// out.
func sampleEvents(t *testing.T, base string) map[string][]sampled {
	ids := map[string][]string{}
	for query := "/api/v1/search?limit=100"; query != ""; {
		var page struct {
			Hits []struct{ ID, Title string }
			Next string
		}
		getJSON(t, base+query, &page)
		for _, h := range page.Hits {
			ids[h.Title] = append(ids[h.Title], h.ID)
		}
		if query = ""; page.Next != "" {
			query = "/api/v1/search?limit=100&cursor=" + page.Next
		}
	}
	f, err := os.Open(filepath.Join("..", "..", "corpus", "sample", "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	events := map[string][]sampled{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a sampled
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		if a.Event != "" && len(ids[a.Title]) > 0 {
			a.id, ids[a.Title] = ids[a.Title][0], ids[a.Title][1:]
			events[a.Event] = append(events[a.Event], a)
		}
	}
	for event, list := range events {
		if len(list) < 2 {
			delete(events, event)
		}
	}
	return events
}

func getJSON(t *testing.T, url string, into any) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
}
