package corpus

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// answers reads all that the store can tell of its articles. What is said to
// be damaged is left out.
func answers(s *Store, ids []string) (map[string]any, error) {
	ctx, told := context.Background(), map[string]any{}
	keep := func(key string, value any, err error) error {
		if err == nil {
			told[key] = value
			return nil
		}
		if errors.Is(err, ErrDamaged) {
			return nil
		}
		if errors.Is(err, ErrNotFound) {
			told[key] = "not found"
			return nil
		}
		return err
	}
	for _, id := range ids {
		rec, err := s.Get(ctx, id)
		if err := keep("get "+id, rec, err); err != nil {
			return nil, err
		}
		first, err := s.Version(ctx, id, 1)
		if err := keep("version "+id, first, err); err != nil {
			return nil, err
		}
		group, err := s.Copies(ctx, id)
		if err := keep("copies "+id, group, err); err != nil {
			return nil, err
		}
		original, err := s.Original(ctx, id)
		if err := keep("original "+id, original, err); err != nil {
			return nil, err
		}
	}
	changes, err := s.Changes(ctx, 0, 1<<20)
	if err := keep("changes", changes, err); err != nil {
		return nil, err
	}
	keys, err := s.Keys(ctx)
	return told, keep("keys", keys, err)
}

// TestNoFlippedBitIsBelieved flips single bits of the database file: each is
// found at once, or by Check, or changes no answer that is given.
func TestNoFlippedBitIsBelieved(t *testing.T) {
	if testing.Short() {
		t.Skip("nothing here runs in parallel")
	}
	flips := 40
	if os.Getenv("DESPATCH_LONG") != "" {
		flips = 2000
	}
	dir := t.TempDir()
	s := openIn(t, dir)
	fill(t, s)
	ids := []string{"a", "b", "c", "d"}
	r := rand.New(rand.NewPCG(5, 6))
	var many []Submission
	for i := range 150 {
		id := fmt.Sprint("n", i)
		ids = append(ids, id)
		o := NewOriginal("file", "text/plain", []byte(id), time.Now())
		many = append(many, Submission{Article: Article{ID: id, Text: newsText(r, "the group", 1+i%30)}, Original: &o})
	}
	if _, err := s.Put(t.Context(), many); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.NewKey(t.Context(), Key{Scope: "read"}); err != nil {
		t.Fatal(err)
	}
	truth, err := answers(s, ids)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	whole, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for range flips {
		bit := r.IntN(8 * len(whole))
		found[flipped(t, whole, bit, ids, truth)]++
	}
	t.Logf("%d bytes: %v", len(whole), found)
}

func flipped(t *testing.T, whole []byte, bit int, ids []string, truth map[string]any) string {
	t.Helper()
	dir := t.TempDir()
	defer os.RemoveAll(dir)
	b := append([]byte(nil), whole...)
	b[bit/8] ^= 1 << (bit % 8)
	if err := os.WriteFile(filepath.Join(dir, FileName), b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir)
	if err != nil {
		return "found by Open"
	}
	defer s.Close()
	faults := 0
	if err := s.Check(t.Context(), func(error) { faults++ }); err != nil {
		return "found by Check"
	}
	if faults > 0 {
		return "found by Check"
	}
	told, err := answers(s, ids)
	if err != nil {
		t.Errorf("bit %d: %v", bit, err)
	}
	for key, value := range told {
		if !reflect.DeepEqual(value, truth[key]) {
			t.Errorf("bit %d: %s: told %.200v, should be %.200v", bit, key, value, truth[key])
		}
	}
	if len(told) < len(truth) {
		return "found when read"
	}
	return "without effect"
}
