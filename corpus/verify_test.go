package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func faults(t testing.TB, s *Store) []error {
	t.Helper()
	var found []error
	if err := s.Verify(t.Context(), func(fault error) { found = append(found, fault) }); err != nil {
		t.Fatal(err)
	}
	return found
}

func fill(t testing.TB, s *Store) {
	t.Helper()
	page := NewOriginal("https://example.org/1", "text/html", []byte("<p>The ministry spoke.</p>"), time.Now())
	_, err := s.Put(t.Context(), []Submission{
		{Article: Article{ID: "a", URL: "https://example.org/1", Title: "One", Text: "The ministry spoke of the breach."}, Original: &page},
		{Article: Article{ID: "b", Source: "wire", Title: "Two", Text: "The ministry spoke of the breach."}},
		{Article: Article{ID: "c", Collection: "desk", Title: "Three", Text: "The ministry spoke of the breach."}},
		{Article: Article{ID: "d", Title: "Four", Text: "Nothing else was said on Monday in the chamber."}},
	})
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, Article{ID: "d", Title: "Four", Text: "Much else was said on Tuesday in the chamber, by many."})
	if _, err := s.Delete(t.Context(), "c"); err != nil {
		t.Fatal(err)
	}
	if err := s.Audit(t.Context(), AuditEntry{Who: "me", Act: "put", On: []string{"a"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetFeed(t.Context(), Feed{URL: "https://example.org/feed"}, map[string]string{"1": "x"}); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyFindsEveryKindOfFault(t *testing.T) {
	for name, harm := range map[string]string{
		"article":   `UPDATE article SET collection = 'public' WHERE id = 'c'`,
		"content":   `UPDATE revision SET body = zeroblob(40) WHERE seq = 1`,
		"version":   `UPDATE revision SET version = 3 WHERE seq = 5`,
		"original":  `UPDATE original SET hash = zeroblob(32)`,
		"change":    `DELETE FROM change WHERE seq = 2`,
		"tombstone": `UPDATE change SET deleted = 0`,
		"copy":      `UPDATE article SET copy_of = 'd' WHERE id = 'a'`,
		"band":      `DELETE FROM band`,
		"state":     `UPDATE state SET body = '{}'`,
		"audit":     `UPDATE audit SET at = at + 1`,
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			fill(t, s)
			if found := faults(t, s); len(found) > 0 {
				t.Fatalf("faults in a sound corpus: %v", found)
			}
			if _, err := s.write.Exec(harm); err != nil {
				t.Fatal(err)
			}
			found := faults(t, s)
			if len(found) == 0 {
				t.Fatal("nothing found")
			}
			for _, fault := range found {
				if !errors.Is(fault, ErrDamaged) {
					t.Fatal(fault)
				}
			}
		})
	}
}

func TestBackupRestore(t *testing.T) {
	s := open(t)
	fill(t, s)
	file := filepath.Join(t.TempDir(), "corpus.backup")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), file); err == nil {
		t.Fatal("a backup was written over")
	}
	put(t, s, Article{ID: "later", Text: "Said after the backup was made."})
	dir := filepath.Join(t.TempDir(), "data")
	if err := Restore(t.Context(), file, dir); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), file, dir); err == nil {
		t.Fatal("a corpus was restored over")
	}
	r := openIn(t, dir)
	if found := faults(t, r); len(found) > 0 {
		t.Fatal(found)
	}
	if r.ID == s.ID {
		t.Fatal("the restored corpus has the same id")
	}
	for want, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Get(t.Context(), want.ID)
		if want.ID == "later" {
			if !errors.Is(err, ErrNotFound) {
				t.Fatal(err)
			}
			continue
		}
		if err != nil || got.Hash != want.Hash || got.Seq != want.Seq || got.CopyOf != want.CopyOf {
			t.Fatalf("restored %+v, want %+v: %v", got, want, err)
		}
	}
	if o, err := r.Original(t.Context(), "a"); err != nil || o.From != "https://example.org/1" {
		t.Fatal(o, err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	s := open(t)
	fill(t, s)
	good := filepath.Join(t.TempDir(), "good")
	if err := s.Backup(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"empty": nil, "text": []byte("not a database, but words that are longer than a header of a hundred bytes, which is what SQLite reads first"),
		"half": whole[:len(whole)/2], "cut": whole[:len(whole)-pageSize],
	} {
		t.Run(name, func(t *testing.T) {
			bad, dir := filepath.Join(t.TempDir(), "bad"), filepath.Join(t.TempDir(), "data")
			if err := os.WriteFile(bad, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := Restore(context.Background(), bad, dir); !errors.Is(err, ErrDamaged) {
				t.Fatalf("restored: %v", err)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Fatalf("left behind: %v", left)
			}
		})
	}
}

func TestLossIsMissed(t *testing.T) {
	for name, lose := range map[string]func(file string) error{
		"deleted":       os.Remove,
		"emptied":       func(file string) error { return os.Truncate(file, 0) },
		"cut to a byte": func(file string) error { return os.Truncate(file, 1) },
		"cut to a page": func(file string) error { return os.Truncate(file, pageSize) },
		"put back": func(file string) error {
			old, err := os.ReadFile(filepath.Join(filepath.Dir(file), "old"))
			if err != nil {
				return err
			}
			return os.WriteFile(file, old, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := openIn(t, dir)
			if err := s.Backup(t.Context(), filepath.Join(dir, "old")); err != nil {
				t.Fatal(err)
			}
			fill(t, s)
			backup := filepath.Join(t.TempDir(), "backup")
			if err := s.Backup(t.Context(), backup); err != nil {
				t.Fatal(err)
			}
			s.Close()
			file := filepath.Join(dir, FileName)
			if err := lose(file); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(t.Context(), dir); !errors.Is(err, ErrDamaged) {
				t.Fatalf("opened: %v", err)
			}
			os.Remove(file)
			if err := Restore(t.Context(), backup, dir); err != nil {
				t.Fatal(err)
			}
			if _, err := openIn(t, dir).Get(t.Context(), "a"); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A log that is lost after a crash takes acknowledged transactions with it.
func TestLostLogIsMissed(t *testing.T) {
	for name, lose := range map[string]func(log string) error{
		"deleted": os.Remove,
		"emptied": func(log string) error { return os.Truncate(log, 0) },
		"cut":     func(log string) error { return os.Truncate(log, 3*pageSize) },
		"flipped": func(log string) error {
			b, err := os.ReadFile(log)
			if err != nil {
				return err
			}
			b[len(b)/2] ^= 1
			return os.WriteFile(log, b, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := openIn(t, dir)
			fill(t, s)
			crashed := t.TempDir() // as the files would be found after a crash
			for _, file := range []string{FileName, FileName + "-wal", markName} {
				if err := copyFile(filepath.Join(dir, file), filepath.Join(crashed, file)); err != nil {
					t.Fatal(err)
				}
			}
			if err := lose(filepath.Join(crashed, FileName+"-wal")); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(t.Context(), crashed); !errors.Is(err, ErrDamaged) {
				t.Fatalf("opened: %v", err)
			}
			os.Remove(filepath.Join(crashed, markName)) // the loss is accepted
			r, err := Open(t.Context(), crashed)
			if err != nil {
				if name == "deleted" || name == "emptied" || name == "cut" { // not even the schema is left
					return
				}
				t.Fatal(err)
			}
			defer r.Close()
			if r.ID == s.ID {
				t.Error("a corpus that lost changes goes by its old id")
			}
		})
	}
}

func TestDamagedContentCanBeReplaced(t *testing.T) {
	s := open(t)
	fill(t, s)
	if _, err := s.write.Exec(`UPDATE revision SET body = zeroblob(40) WHERE article IN (SELECT n FROM article WHERE id IN ('a', 'd'))`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(t.Context(), "a"); !errors.Is(err, ErrDamaged) {
		t.Fatal(err)
	}
	// A text like the damaged one is no copy of what cannot be read.
	if out := put(t, s, Article{ID: "e", Source: "paper", Text: "The ministry spoke of the breach."})[0]; out.Status != Added || out.CopyOf != "" {
		t.Fatalf("%+v", out)
	}
	if out := put(t, s, Article{ID: "a", URL: "https://example.org/1", Title: "One", Text: "The ministry spoke of the breach."})[0]; out.Status != Updated {
		t.Fatalf("%+v", out)
	}
	if rec, err := s.Get(t.Context(), "a"); err != nil || rec.Version != 2 {
		t.Fatal(rec, err)
	}
	if gone, err := s.Delete(t.Context(), "d"); err != nil || len(gone) != 1 {
		t.Fatal(gone, err)
	}
	for _, fault := range faults(t, s) { // the old versions stay damaged, and nothing else is
		if !strings.Contains(fault.Error(), "content of change") {
			t.Error(fault)
		}
	}
}

func TestCancelledPutStoresNothing(t *testing.T) {
	s := open(t)
	var many []Submission
	for i := range 300 {
		many = append(many, Submission{Article: childArticle(fmt.Sprint(i))})
	}
	for _, after := range []time.Duration{0, time.Millisecond, 5 * time.Millisecond, 15 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		_, err := s.Put(ctx, many)
		cancel()
		last, _ := s.Last(t.Context())
		if err != nil && last != 0 || err == nil && last != 300 {
			t.Fatalf("after %v: %d changes: %v", after, last, err)
		}
	}
}
