package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"despatch/corpus"
)

// harm overwrites a few bytes in the middle of the newest segment.
func harm(t *testing.T, data string) {
	t.Helper()
	segments, err := filepath.Glob(filepath.Join(data, "index", "gen-*", "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("segments %v, %v", segments, err)
	}
	path := segments[len(segments)-1]
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(b[len(b)/2:], "harm")
	// In place of the old file: a server may have that one mapped.
	if err := errors.Join(os.WriteFile(path+".new", b, 0o600), os.Rename(path+".new", path)); err != nil {
		t.Fatal(err)
	}
}

func aside(data string) int {
	list, _ := filepath.Glob(filepath.Join(data, "index", "damaged-*"))
	return len(list)
}

func TestDamagedIndexIsBuiltAnew(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, write(t, "a.jsonl", line("a", "The zeppelin was seen over the harbour.")))
	harm(t, data)
	out, stderr := run(t, exitDone, "search", "--data", data, "--format", "jsonl", "zeppelin")
	if strings.Count(out, "\n") != 1 || !strings.Contains(stderr, "damaged") || aside(data) != 1 {
		t.Errorf("found %q, said %q, %d set aside", out, stderr, aside(data))
	}
}

// TestGenerationBeforeAnswers serves with the published generation damaged and
// one before it whole, which knows nothing of the newest article yet.
func TestGenerationBeforeAnswers(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, write(t, "a.jsonl", line("a", "The zeppelin was seen over the harbour.")))
	run(t, exitDone, "reindex", "--data", data)
	run(t, exitDone, "add", "--data", data, write(t, "b.jsonl", line("b", "Another zeppelin landed.")))
	harm(t, data)
	base := startServe(t, data)
	if n := total(base, "q=zeppelin"); n != 2 {
		t.Errorf("%d articles found, want 2", n)
	}
	eventually(t, 10*time.Second, func() bool { return generation(base) == 2 }, func() string { return "no new generation" })
}

func generation(base string) int {
	res, err := http.Get(base + "/api/v1/search?limit=0")
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	var answer struct {
		Index struct {
			Generation int `json:"generation"`
		} `json:"index"`
	}
	if json.NewDecoder(res.Body).Decode(&answer) != nil {
		return 0
	}
	return answer.Index.Generation
}

func TestVanishedIndexIsBuiltAnew(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, write(t, "a.jsonl", line("a", "The zeppelin was seen over the harbour.")))
	base := startServe(t, data)
	eventually(t, 5*time.Second, func() bool { return os.RemoveAll(filepath.Join(data, "index")) == nil }, func() string { return "cannot remove" })
	eventually(t, 10*time.Second, func() bool { return generation(base) > 1 && status(base+"/readyz") == http.StatusOK },
		func() string { return "no new generation" })
	run(t, exitDone, "add", "--data", data, write(t, "b.jsonl", line("b", "Another zeppelin landed.")))
	eventually(t, 5*time.Second, func() bool { return total(base, "q=zeppelin") == 2 }, func() string { return "it does not follow" })
}

// TestScrubFindsDamage changes a segment under a server.
func TestScrubFindsDamage(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, write(t, "a.jsonl", line("a", "The zeppelin was seen over the harbour.")))
	base := startServe(t, data, "--scrub", "100ms")
	harm(t, data)
	eventually(t, 10*time.Second, func() bool {
		return aside(data) == 1 && status(base+"/readyz") == http.StatusOK && total(base, "q=zeppelin") == 1
	},
		func() string { return "the damage is not found" })
}

// TestSegmentCutUnderServer cuts the segments that a server has mapped: reading
// them faults. It must neither die nor answer wrongly, and mend itself.
func TestSegmentCutUnderServer(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, "--sample")
	base := startServe(t, data)
	want := total(base, "q=ministry")
	segments, err := filepath.Glob(filepath.Join(data, "index", "gen-*", "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("segments %v, %v", segments, err)
	}
	for _, path := range segments {
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, 20*time.Second, func() bool {
		for _, q := range []string{"q=ministry", "q=%22the+ministry%22", "q=minist*"} {
			if n := total(base, q); q == "q=ministry" && n != -1 && n != want {
				t.Fatalf("answered with %d articles, want %d", n, want)
			}
		}
		return aside(data) == 1 && status(base+"/readyz") == http.StatusOK && total(base, "q=ministry") == want
	}, func() string { return "it does not mend itself" })
}

func TestIndexOfAnotherCorpusIsRefused(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, write(t, "a.jsonl", line("a", "The zeppelin was seen over the harbour.")))
	for _, name := range []string{corpus.FileName, "corpus.kept"} {
		if err := os.Remove(filepath.Join(data, name)); err != nil {
			t.Fatal(err)
		}
	}
	if n, _ := run(t, exitDone, "search", "--data", data, "--format", "jsonl", "zeppelin"); n != "" {
		t.Errorf("an article that the corpus does not have is found: %s", n)
	}
	if aside(data) != 1 {
		t.Error("the index of another corpus is still there")
	}
}

func TestReindexTellsWhatChanged(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data,
		write(t, "a.jsonl", line("a", "The group Night Heron broke into the ministry in Prague.")+line("b", "It rained in Prague.")))
	other := t.TempDir()
	run(t, exitDone, "gazetteer", "alias", "--data", other, "apt31", "Night Heron")
	table, err := os.ReadFile(filepath.Join(other, "gazetteer.tsv"))
	if err == nil {
		err = os.WriteFile(filepath.Join(data, "gazetteer.tsv"), table, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	diff := filepath.Join(t.TempDir(), "diff.jsonl")
	_, stderr := run(t, exitDone, "reindex", "--data", data, "--diff", diff)
	b, err := os.ReadFile(diff)
	if err != nil || strings.Count(string(b), "\n") != 1 || !strings.Contains(string(b), `"gained_entities":["actor:apt31"`) {
		t.Errorf("the diff is %s, %v", b, err)
	}
	if !strings.Contains(stderr, "1 articles gained or lost") || !strings.Contains(stderr, "+actor:apt31") {
		t.Errorf("reindex says %s", stderr)
	}
	startServe(t, data)
	if _, stderr := run(t, exitDone, "reindex", "--data", data); !strings.Contains(stderr, "no article gained or lost") {
		t.Errorf("beside a server, with nothing changed, reindex says %s", stderr)
	}
}

func TestGateTellsTrouble(t *testing.T) {
	var g gate
	g.told(errors.New("no space"))
	if err := g.trouble(); err == nil || !strings.Contains(err.Error(), "no space") {
		t.Errorf("trouble is %v", err)
	}
	g.told(nil)
	g.mend(errors.New("damaged"))
	if err := g.trouble(); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("trouble is %v", err)
	}
}
