package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"despatch/search/bleveindex"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// said is what a command wrote, safe to look at while it runs.
type said struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}

// run carries out a command line and fails the test unless it exits with code.
func run(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs said
	err := Run(t.Context(), args, &out, &errs)
	if got := exitCode(err); got != code {
		t.Fatalf("despatch %s: exit %d, want %d\n%s", strings.Join(args, " "), got, code, errs.String())
	}
	return out.String(), errs.String()
}

var address = regexp.MustCompile(`on (http://\S+)`)

// startServe serves data until the test ends and answers the address.
func startServe(t *testing.T, data string, flags ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs said
	done := make(chan error, 1)
	go func() {
		done <- Run(ctx, append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, flags...), &out, &errs)
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve ended with %v", err)
		}
		http.DefaultClient.CloseIdleConnections()
	})
	var base string
	eventually(t, 10*time.Second, func() bool {
		if m := address.FindStringSubmatch(errs.String()); m != nil {
			base = m[1]
		}
		return base != "" && status(base+"/readyz") == http.StatusOK
	}, errs.String)
	return base
}

func eventually(t *testing.T, patience time.Duration, ok func() bool, why func() string) {
	t.Helper()
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("waited %s in vain: %s", patience, why())
}

func status(url string) int {
	res, err := http.Get(url)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode
}

// total asks the API how many articles a query string finds, -1 on failure.
func total(base, query string) int {
	res, err := http.Get(base + "/api/v1/search?" + query)
	if err != nil {
		return -1
	}
	defer res.Body.Close()
	var answer page
	if json.NewDecoder(res.Body).Decode(&answer) != nil || res.StatusCode != http.StatusOK {
		return -1
	}
	return answer.Total.Articles
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func line(id, text string) string {
	return fmt.Sprintf(`{"id":%q,"title":"About %s","source":"Test Wire","published":"2024-05-03","text":%q}`+"\n", id, id, text)
}

func TestAddThenSearch(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, "--sample")
	_, again := run(t, exitDone, "add", "--data", data, "--sample")
	if !strings.Contains(again, "0 added, 0 updated") {
		t.Errorf("added twice: %s", again)
	}
	byName, _ := run(t, exitDone, "search", "--data", data, "--format", "json", `actor:"Judgment Panda"`)
	byAlias, _ := run(t, exitDone, "search", "--data", data, "--format", "json", `actor:"Violet Typhoon"`)
	var a, b page
	if json.Unmarshal([]byte(byName), &a) != nil || json.Unmarshal([]byte(byAlias), &b) != nil {
		t.Fatalf("not JSON: %s", byName)
	}
	if a.Total.Articles == 0 || a.Total != b.Total {
		t.Errorf("by one name %v, by another %v", a.Total, b.Total)
	}
	everything, _ := run(t, exitDone, "export", "--data", data)
	found, _ := run(t, exitDone, "export", "--data", data, "country:china")
	if n, m := strings.Count(everything, "\n"), strings.Count(found, "\n"); n < 80 || m == 0 || m >= n {
		t.Errorf("export gives %d articles, of China %d", n, m)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	data := t.TempDir()
	_, stderr := run(t, exitUsage, "search", "--data", data, "countri:china")
	if !strings.Contains(stderr, "country:") || !strings.Contains(stderr, "^") {
		t.Errorf("the mistake is told as %s", stderr)
	}
	run(t, exitUsage, "search", "--no-such-flag")
	run(t, exitUsage, "nonsense")
	run(t, exitUsage, "add", "--data", data)
	run(t, exitFailed, "delete", "--data", data, "no-such-article")
}

func TestBadInputLosesNothingElse(t *testing.T) {
	data := t.TempDir()
	var lines string
	for i := range 9 {
		if i == 6 {
			lines += `{"title": "cut` + "\n"
			continue
		}
		lines += line(fmt.Sprint("n", i), fmt.Sprintf("Article number %d of the broken file is long enough to be kept.", i))
	}
	broken := write(t, "broken.jsonl", lines)
	empty, binary := write(t, "empty.txt", ""), write(t, "binary.txt", "\x00\x01\x02\xff\xfe")
	_, stderr := run(t, exitRejected, "add", "--data", data, broken, empty, binary, filepath.Join(data, "missing"))
	for _, want := range []string{"8 added", "4 rejected", "broken.jsonl:7", "empty.txt", "binary.txt", "missing"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr lacks %q:\n%s", want, stderr)
		}
	}
}

func TestBesideAServer(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, write(t, "a.jsonl", line("a", "The zeppelin was seen over the harbour.")))
	base := startServe(t, data)
	if n := total(base, "q=zeppelin"); n != 1 {
		t.Fatalf("found %d articles at the start", n)
	}
	_, stderr := run(t, exitFailed, "serve", "--data", data, "--listen", "127.0.0.1:0")
	if !strings.Contains(stderr, "serve (process") {
		t.Errorf("a second server is told %s", stderr)
	}
	run(t, exitDone, "add", "--data", data, write(t, "b.jsonl", line("b", "Another zeppelin landed.")))
	eventually(t, 2*time.Second, func() bool { return total(base, "q=zeppelin") == 2 }, func() string { return "the new article is not visible" })
	run(t, exitDone, "reindex", "--data", data)
	if n := total(base, "q=zeppelin"); n != 2 {
		t.Errorf("after reindex %d articles", n)
	}
	run(t, exitDone, "delete", "--data", data, "a")
	eventually(t, 2*time.Second, func() bool { return total(base, "q=zeppelin") == 1 }, func() string { return "the deleted article is still there" })
	out, _ := run(t, exitDone, "search", "--data", data, "--format", "jsonl", "zeppelin")
	if strings.Count(out, "\n") != 1 {
		t.Errorf("asked over the socket: %s", out)
	}
}

func TestBriefTellsWhatIsNew(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, write(t, "a.jsonl", line("a", "The zeppelin was seen over the harbour.")))
	run(t, exitUsage, "saved", "add", "--data", data, "bad", "(zeppelin")
	run(t, exitDone, "saved", "add", "--data", data, "airships", "zeppelin")
	run(t, exitDone, "add", "--data", data, write(t, "b.jsonl", line("b", "Another zeppelin landed.")+line("c", "It rained.")))
	if out, _ := run(t, exitDone, "brief", "--data", data, "--html", "--keep"); !strings.Contains(out, "About b") {
		t.Errorf("the page says %s", out)
	}
	out, _ := run(t, exitDone, "brief", "--data", data)
	if !strings.Contains(out, "About b") || strings.Contains(out, "About a") || strings.Contains(out, "About c") {
		t.Errorf("the brief says %s", out)
	}
	if out, _ := run(t, exitDone, "brief", "--data", data); !strings.Contains(out, "nothing new") {
		t.Errorf("told twice: %s", out)
	}
}

func TestGazetteerChangesWhatIsFound(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data,
		write(t, "a.jsonl", line("a", "The group Night Heron broke into the ministry in Prague.")+line("b", "It rained in Prague.")))
	out, _ := run(t, exitDone, "gazetteer", "alias", "--data", data, "--dry-run", "apt31", "Night Heron")
	if !strings.Contains(out, "1 articles gain") || !strings.Contains(out, "+ apt31") {
		t.Errorf("the preview says %s", out)
	}
	run(t, exitDone, "gazetteer", "alias", "--data", data, "apt31", "Night Heron")
	if out, _ := run(t, exitDone, "search", "--data", data, "--format", "jsonl", "actor:apt31"); strings.Count(out, "\n") != 1 {
		t.Errorf("without a server: %s", out)
	}
	base := startServe(t, data)
	run(t, exitDone, "gazetteer", "forget", "--data", data, "apt31", "Night Heron")
	if n := total(base, "actor=apt31"); n != 0 {
		t.Errorf("forgotten, yet %d articles have it", n)
	}
	run(t, exitDone, "gazetteer", "add", "--data", data, "night-heron", "Night Heron", "--kind", "state", "--country", "cn")
	if n := total(base, "actor=night-heron"); n != 1 {
		t.Errorf("a new entity is found in %d articles", n)
	}
	run(t, exitUsage, "gazetteer", "alias", "--data", data, "no-such-entity", "X")
}

func TestExtractAgainKeepsWhatItKnows(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, "--sample")
	before, _ := run(t, exitDone, "export", "--data", data)
	_, stderr := run(t, exitDone, "reindex", "--data", data, "--extract")
	if !strings.Contains(stderr, "0 added, 0 updated") {
		t.Errorf("nothing has changed, yet: %s", stderr)
	}
	if after, _ := run(t, exitDone, "export", "--data", data); after != before {
		t.Error("the articles differ after being extracted again")
	}
}

func TestReindexNeedsItsFileFirst(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, write(t, "a.jsonl", line("a", "It rained in Prague.")))
	before, err := bleveindex.Published(indexDir(data))
	if err != nil {
		t.Fatal(err)
	}
	run(t, exitFailed, "reindex", "--data", data, "--diff", filepath.Join(data, "none", "changes.jsonl"))
	if after, err := bleveindex.Published(indexDir(data)); err != nil || after != before {
		t.Errorf("generation %d instead of %d: %v", after, before, err)
	}
}
