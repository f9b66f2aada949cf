package corpus

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// model is the store's promise in its plainest form: a list of articles that
// is searched from the beginning.
type model struct {
	articles []*modelArticle
	log      []Change
}

type modelArticle struct {
	id, identity, copyOf string
	deleted              bool
	versions             []Article
}

func (a *modelArticle) now() Article { return a.versions[len(a.versions)-1] }

func modelIdentity(a Article) string {
	if a.URL != "" {
		return "url " + a.Collection + " " + strings.TrimSuffix(a.URL, "#top")
	}
	return "content " + a.Collection + " " + a.Source + " " + a.Title + " " + a.Text
}

func (m *model) by(is func(*modelArticle) bool) *modelArticle {
	if i := slices.IndexFunc(m.articles, is); i >= 0 {
		return m.articles[i]
	}
	return nil
}

func (m *model) byID(id string) *modelArticle {
	return m.by(func(a *modelArticle) bool { return a.id == id })
}

func (m *model) changed(a *modelArticle) {
	m.log = append(m.log, Change{int64(len(m.log) + 1), a.id, len(a.versions), a.deleted})
}

// put returns the status, the article and the reason of a rejection.
func (m *model) put(in Article) (Status, *modelArticle, error) {
	identity := modelIdentity(in)
	holder := m.by(func(a *modelArticle) bool { return a.identity == identity })
	have := holder
	if in.ID != "" {
		byID := m.byID(in.ID)
		switch {
		case in.URL == "" || holder == nil:
			have = byID
		case byID != nil && byID != holder:
			return Rejected, nil, ErrConflict
		}
	}
	if have == nil {
		have = &modelArticle{id: in.ID}
		if holder == nil {
			have.identity = identity
		}
		m.articles = append(m.articles, have)
		return Added, m.take(have, in), nil
	}
	if have.now().Collection != in.Collection {
		return Rejected, nil, ErrOtherCollection
	}
	old := have.now()
	if !have.deleted && old.Title == in.Title && old.Text == in.Text && old.Source == in.Source && modelURL(old) == modelURL(in) {
		return Unchanged, have, nil
	}
	have.identity = ""
	if holder == nil || holder == have {
		have.identity = identity
	}
	return Updated, m.take(have, in), nil
}

func modelURL(a Article) string { return strings.TrimSuffix(a.URL, "#top") }

func (m *model) take(a *modelArticle, in Article) *modelArticle {
	moved := len(a.versions) == 0 || a.deleted || a.now().Text != in.Text
	a.deleted = false
	a.versions = append(a.versions, in)
	if moved {
		a.copyOf = m.earliest(a)
	}
	m.changed(a)
	if moved {
		m.regroup(a.id)
	}
	return a
}

func (m *model) earliest(a *modelArticle) string {
	for _, head := range m.articles {
		if head != a && !head.deleted && head.copyOf == "" && len(head.versions) > 0 && head.now().Collection == a.now().Collection &&
			naiveJaccard(head.now().Text, a.now().Text) >= 0.8 {
			return head.id
		}
	}
	return ""
}

func (m *model) regroup(id string) {
	for _, a := range m.articles {
		if id == "" || a.copyOf != id {
			continue
		}
		if head := m.earliest(a); head != id {
			a.copyOf = head
			m.changed(a)
		}
	}
}

func (m *model) delete(id string) bool {
	a := m.byID(id)
	if a == nil || a.deleted {
		return false
	}
	a.deleted, a.copyOf = true, ""
	m.changed(a)
	m.regroup(id)
	return true
}

func naiveJaccard(a, b string) float64 {
	set := func(text string) map[string]bool {
		words := strings.Fields(strings.NewReplacer(",", " ", ".", " ").Replace(strings.ToLower(text)))
		s := map[string]bool{}
		for i := range max(len(words)-2, 1) {
			s[strings.Join(words[i:min(i+3, len(words))], " ")] = true
		}
		return s
	}
	x, y, common := set(a), set(b), 0
	for shingle := range x {
		if y[shingle] {
			common++
		}
	}
	return float64(common) / float64(len(x)+len(y)-common)
}

// modelTexts are four long texts, each also with a small and a large change:
// no two of them are so near the threshold that a MinHash could miss them.
var modelTexts = func() []string {
	var texts []string
	for base := range 4 {
		var words []string
		for i := range 120 {
			words = append(words, fmt.Sprintf("w%dx%d", base, i))
		}
		plain := strings.Join(words, " ")
		texts = append(texts, plain, strings.ToUpper(plain)+".", plain+" and so they said", strings.Join(words[:70], ", "))
	}
	return texts
}()

func drawArticle(t *rapid.T) Article {
	return Article{
		ID:         rapid.SampledFrom([]string{"", "", "a", "b", "c", "d"}).Draw(t, "id"),
		URL:        rapid.SampledFrom([]string{"", "https://example.org/1", "https://example.org/1#top", "https://example.org/2", "https://example.org/3"}).Draw(t, "url"),
		Source:     rapid.SampledFrom([]string{"wire", "paper"}).Draw(t, "source"),
		Collection: rapid.SampledFrom([]string{"news", "news", "desk"}).Draw(t, "collection"),
		Title:      rapid.SampledFrom([]string{"One", "Two"}).Draw(t, "title"),
		Text:       rapid.SampledFrom(modelTexts).Draw(t, "text"),
	}
}

type modelRun struct {
	s *Store
	m *model
}

func (r *modelRun) put(t *rapid.T) {
	articles := rapid.SliceOfN(rapid.Custom(drawArticle), 1, 4).Draw(t, "batch")
	submissions := make([]Submission, len(articles))
	for i, a := range articles {
		submissions[i].Article = a
	}
	outcomes, err := r.s.Put(t.Context(), submissions)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		r.compare(t, articles[i], o)
	}
}

func (r *modelRun) compare(t *rapid.T, in Article, o Outcome) {
	status, a, reason := r.m.put(in)
	if status != o.Status || !errors.Is(o.Reason, reason) {
		t.Fatalf("put %+v: got %+v, want %v %v", in, o, status, reason)
	}
	if a == nil {
		return
	}
	if a.id == "" { // derived: the model learns it
		a.id = o.ID
		for i := range r.m.log {
			if r.m.log[i].ID == "" {
				r.m.log[i].ID = o.ID
			}
		}
	}
	if o.ID != a.id || o.Version != len(a.versions) || o.CopyOf != a.copyOf {
		t.Fatalf("put %+v: got %+v, want %+v", in, o, a)
	}
}

func (r *modelRun) delete(t *rapid.T) {
	ids := []string{"nobody"}
	for _, a := range r.m.articles {
		ids = append(ids, a.id)
	}
	id := rapid.SampledFrom(ids).Draw(t, "id")
	deleted, err := r.s.Delete(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if r.m.delete(id) != (len(deleted) == 1) {
		t.Fatalf("delete %s: %v", id, deleted)
	}
}

func (r *modelRun) check(t *rapid.T) {
	changes, err := r.s.Changes(t.Context(), 0, 10_000)
	if err != nil || !slices.Equal(changes, r.m.log) {
		t.Fatalf("changes %v\nwant %v: %v", changes, r.m.log, err)
	}
	var live []string
	for rec, err := range r.s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		live = append(live, rec.ID)
		r.checkRecord(t, rec)
	}
	var want []string
	for _, a := range r.m.articles {
		if !a.deleted {
			want = append(want, a.id)
		} else if _, err := r.s.Get(t.Context(), a.id); !errors.Is(err, ErrNotFound) {
			t.Fatalf("deleted %s: %v", a.id, err)
		}
	}
	if !slices.Equal(live, want) {
		t.Fatalf("live %v, want %v", live, want)
	}
	r.checkPast(t)
}

func (r *modelRun) checkRecord(t *rapid.T, rec Record) {
	a := r.m.byID(rec.ID)
	if a == nil || rec.Text != a.now().Text || rec.CopyOf != a.copyOf || rec.Version != len(a.versions) || rec.Collection != a.now().Collection {
		t.Fatalf("record %+v, want %+v", rec, a)
	}
	head := a.copyOf
	if head == "" {
		head = a.id
	}
	var want, got []string
	for _, other := range r.m.articles {
		if other != a && !other.deleted && (other.id == head || other.copyOf == head) {
			want = append(want, other.id)
		}
	}
	group, err := r.s.Copies(t.Context(), a.id)
	for _, c := range group {
		got = append(got, c.ID)
	}
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("copies of %s: %v, want %v: %v", a.id, got, want, err)
	}
}

// checkPast compares old versions, and the state at some change of the past.
func (r *modelRun) checkPast(t *rapid.T) {
	for _, a := range r.m.articles {
		for i, v := range a.versions {
			rec, err := r.s.Version(t.Context(), a.id, i+1)
			if err != nil || rec.Text != v.Text || rec.Title != v.Title || rec.Deleted != a.deleted {
				t.Fatalf("version %d of %s: %+v, want %+v: %v", i+1, a.id, rec, v, err)
			}
		}
	}
	seq := rapid.Int64Range(0, int64(len(r.m.log))).Draw(t, "seq")
	want, got := map[string]int{}, map[string]int{}
	for _, c := range r.m.log[:seq] {
		want[c.ID] = c.Version
		if c.Deleted {
			delete(want, c.ID)
		}
	}
	for c, err := range r.s.LiveAt(t.Context(), seq) {
		if err != nil {
			t.Fatal(err)
		}
		got[c.ID] = c.Version
	}
	if !maps.Equal(got, want) {
		t.Fatalf("live at %d: %v, want %v", seq, got, want)
	}
}

func TestStoreKeepsItsPromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "corpus")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		s, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		r := &modelRun{s, &model{}}
		t.Repeat(map[string]func(*rapid.T){"put": r.put, "delete": r.delete, "": r.check})
		if err := s.Verify(t.Context(), func(fault error) { t.Fatal(fault) }); err != nil {
			t.Fatal(err)
		}
	})
}
