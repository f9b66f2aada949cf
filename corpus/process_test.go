package corpus

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// writerEnv makes the test binary a writer: it puts batches into the folder
// named there and prints the id of every article acknowledged.
const (
	writerEnv  = "CORPUS_TEST_WRITE_TO"
	prefixEnv  = "CORPUS_TEST_PREFIX"
	batchesEnv = "CORPUS_TEST_BATCHES"
)

func writeAsChild() int {
	s, err := Open(context.Background(), os.Getenv(writerEnv))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var batches int
	fmt.Sscan(os.Getenv(batchesEnv), &batches)
	prefix := os.Getenv(prefixEnv)
	for i := range batches {
		var batch []Submission
		for j := range 10 {
			batch = append(batch, Submission{Article: childArticle(fmt.Sprintf("%s-%d-%d", prefix, i, j))})
		}
		outcomes, err := s.Put(context.Background(), batch)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		for _, o := range outcomes {
			fmt.Println(o.ID)
		}
		if i%3 == 2 {
			id := fmt.Sprintf("%s-%d-0", prefix, i-1)
			if _, err := s.Delete(context.Background(), id); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
			fmt.Println("-" + id)
		}
	}
	if err := s.Close(); err != nil {
		return 1
	}
	return 0
}

func childArticle(id string) Article {
	return Article{ID: id, Title: "On " + id, Text: strings.Repeat("The "+id+" affair was raised in the "+id+" committee. ", 40)}
}

func child(dir, prefix string, batches int) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerEnv+"="+dir, prefixEnv+"="+prefix, batchesEnv+"="+fmt.Sprint(batches))
	cmd.Stderr = os.Stderr
	return cmd
}

// told collects the ids that a writer acknowledges: true for put, false for
// deleted.
func told(t *testing.T, cmd *exec.Cmd, each func()) map[string]bool {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		id, deleted := strings.CutPrefix(lines.Text(), "-")
		ids[id] = !deleted
		each()
	}
	return ids
}

func TestNothingAcknowledgedIsLostToKill(t *testing.T) {
	rounds := 20
	switch {
	case testing.Short():
		rounds = 3
	case os.Getenv("DESPATCH_LONG") != "":
		rounds = 200
	}
	dir, acknowledged := t.TempDir(), map[string]bool{}
	for round := range rounds {
		cmd := child(dir, fmt.Sprintf("r%d", round), 1<<30)
		var once sync.Once
		ids := told(t, cmd, func() {
			once.Do(func() {
				time.AfterFunc(time.Duration(rand.IntN(60_000))*time.Microsecond, func() { cmd.Process.Kill() })
			})
		})
		cmd.Wait()
		for id, live := range ids {
			acknowledged[id] = live
		}
		began := time.Now()
		s, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("round %d: opening took %v", round, took)
		}
		checkAcknowledged(t, s, acknowledged)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(acknowledged) < rounds*10 {
		t.Fatalf("only %d articles were acknowledged: the test has no force", len(acknowledged))
	}
	if found := faults(t, openIn(t, dir)); len(found) > 0 {
		t.Fatal(found)
	}
}

func checkAcknowledged(t *testing.T, s *Store, acknowledged map[string]bool) {
	t.Helper()
	live := map[string]Record{}
	for rec, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		live[rec.ID] = rec
	}
	for id, want := range acknowledged {
		rec, have := live[id]
		// A deletion may have been committed and not yet told.
		if want && !have && !strings.HasSuffix(id, "-0") || !want && have {
			t.Errorf("%s: acknowledged as live %t, is %t", id, want, have)
		}
		if have && rec.Text != childArticle(id).Text {
			t.Errorf("%s: another text", id)
		}
	}
}

func TestKilledAtFirstStart(t *testing.T) {
	for range 10 {
		dir := t.TempDir()
		cmd := child(dir, "first", 1)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		cmd.Process.Kill()
		cmd.Wait()
		if found := faults(t, openIn(t, dir)); len(found) > 0 {
			t.Fatal(found)
		}
	}
}

func TestManyProcessesWrite(t *testing.T) {
	dir := t.TempDir()
	s := openIn(t, dir)
	const writers, batches = 3, 20
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			if out, err := child(dir, fmt.Sprintf("w%d", w), batches).Output(); err != nil {
				t.Errorf("writer %d: %v %s", w, err, out)
			}
		})
	}
	for i := range batches {
		put(t, s, childArticle(fmt.Sprintf("here-%d", i)))
	}
	group.Wait()
	st, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := writers*(batches*10-batches/3) + batches; st.Articles["news"] != want {
		t.Fatalf("%d articles, want %d", st.Articles["news"], want)
	}
	changes, err := s.Changes(t.Context(), 0, 1<<20)
	if err != nil || int64(len(changes)) != st.LastChange {
		t.Fatalf("%d changes, the last is %d: %v", len(changes), st.LastChange, err)
	}
	if found := faults(t, s); len(found) > 0 {
		t.Fatal(found)
	}
}

func TestOpenAtOnce(t *testing.T) {
	dir := t.TempDir()
	var group sync.WaitGroup
	for w := range 4 {
		group.Go(func() {
			if _, err := child(dir, fmt.Sprintf("w%d", w), 1).Output(); err != nil {
				t.Errorf("writer %d: %v", w, err)
			}
		})
	}
	group.Wait()
	if found := faults(t, openIn(t, dir)); len(found) > 0 {
		t.Fatal(found)
	}
}

func TestWait(t *testing.T) {
	dir := t.TempDir()
	s, other := openIn(t, dir), openIn(t, dir)
	for name, writer := range map[string]*Store{"this process": s, "another": other} {
		last, err := s.Last(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		began := make(chan time.Time, 1)
		time.AfterFunc(20*time.Millisecond, func() {
			began <- time.Now()
			if _, err := writer.Put(context.Background(), []Submission{{Article: childArticle(name[:4])}}); err != nil {
				t.Error(err)
			}
		})
		if err := s.Wait(t.Context(), last); err != nil {
			t.Fatal(err)
		}
		select {
		case at := <-began:
			if took := time.Since(at); took > time.Second {
				t.Errorf("%s: noticed after %v", name, took)
			}
		default:
			t.Errorf("%s: noticed before it happened", name)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := s.Wait(ctx, 1000); err != context.DeadlineExceeded {
		t.Fatal(err)
	}
}
