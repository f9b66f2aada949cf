package corpus

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv(writerEnv) != "" {
		os.Exit(writeAsChild())
	}
	flag.Parse()
	switch {
	case flag.Lookup("rapid.checks").Value.String() != "100": // asked for
	case testing.Short():
		flag.Set("rapid.checks", "2")
	case os.Getenv("DESPATCH_LONG") == "":
		flag.Set("rapid.checks", "20")
	}
	goleak.VerifyTestMain(m)
}

func open(t testing.TB) *Store {
	t.Helper()
	return openIn(t, t.TempDir())
}

func openIn(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t testing.TB, s *Store, articles ...Article) []Outcome {
	t.Helper()
	submissions := make([]Submission, len(articles))
	for i, a := range articles {
		submissions[i].Article = a
	}
	outcomes, err := s.Put(t.Context(), submissions)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

func TestPutGet(t *testing.T) {
	s := open(t)
	a := Article{
		URL: "https://example.org/a?utm_source=x", Source: "example.org", Title: "Ministers reject the report",
		Authors: []string{"A. Writer"}, Published: "2024-03-25T16:11:00Z", Language: "en-GB", Text: "Ministers rejected it — all of it.",
		Extra: map[string]json.RawMessage{"desk": json.RawMessage(`{"no": 3}`)},
	}
	first := put(t, s, a)[0]
	if first.Status != Added || first.Version != 1 || len(first.ID) != 16 {
		t.Fatalf("first put: %+v", first)
	}
	got, err := s.Get(t.Context(), first.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Text != a.Text || got.Published != "2024-03-25T16:11Z" || got.Language != "en" || got.Collection != "news" || got.URL != a.URL ||
		string(got.Extra["desk"]) != `{"no":3}` || time.Since(got.Added) > time.Minute {
		t.Fatalf("got %+v", got)
	}
	a.URL = "http://www.example.org/a"
	if o := put(t, s, a)[0]; o.Status != Unchanged || o.ID != first.ID {
		t.Fatalf("same again: %+v", o)
	}
	a.Text += " Twice."
	if o := put(t, s, a)[0]; o.Status != Updated || o.ID != first.ID || o.Version != 2 {
		t.Fatalf("changed: %+v", o)
	}
	if _, err := s.Get(t.Context(), "nobody"); !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
}

// benchArticles calls f with batches of the large test set.
func benchArticles(t testing.TB, size int, f func([]Submission)) {
	t.Helper()
	shared := os.Getenv("DESPATCH_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	name := filepath.Join(shared, "bench", "articles-60k.jsonl.zst")
	if _, err := os.Stat(name); err != nil {
		t.Skipf("the large test set is missing: %v", err)
	}
	cmd := exec.Command("zstd", "-dc", name)
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 4<<20)
	var batch []Submission
	for lines.Scan() {
		var sub Submission
		if err := json.Unmarshal(lines.Bytes(), &sub.Article); err != nil {
			t.Fatal(err)
		}
		if batch = append(batch, sub); len(batch) == size {
			f(batch)
			batch = nil
		}
	}
	f(batch)
	cmd.Wait()
}

func TestBench60k(t *testing.T) {
	if os.Getenv("DESPATCH_LONG") == "" {
		t.Skip("set DESPATCH_LONG=1 for the large test set")
	}
	s := open(t)
	var inPut time.Duration
	counts := map[Status]int{}
	start := time.Now()
	benchArticles(t, 1000, func(batch []Submission) {
		begin := time.Now()
		outcomes, err := s.Put(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		inPut += time.Since(begin)
		for _, o := range outcomes {
			counts[o.Status]++
			if o.Reason != nil {
				t.Log(o.ID, o.Reason)
			}
		}
	})
	st, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("put %v in %v (with reading %v): %v; %+v", counts, inPut, time.Since(start), float64(60000)/inPut.Seconds(), st)
	begin := time.Now()
	if err := s.Check(t.Context(), func(fault error) { t.Error(fault) }); err != nil {
		t.Fatal(err)
	}
	t.Logf("check: %v", time.Since(begin))
	begin = time.Now()
	if found := faults(t, s); len(found) > 0 {
		t.Error(found)
	}
	t.Logf("verify: %v", time.Since(begin))
	begin = time.Now()
	n := 0
	for _, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	t.Logf("all: %d in %v", n, time.Since(begin))
}
