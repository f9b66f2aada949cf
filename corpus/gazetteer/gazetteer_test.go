package gazetteer

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

var loaded = sync.OnceValues(Load)

// load gives the embedded tables, read once for all tests.
func load(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func ids(entities []*Entity) []string {
	var all []string
	for _, e := range entities {
		all = append(all, e.ID)
	}
	return all
}

func TestLookup(t *testing.T) {
	g := load(t)
	tests := []struct {
		name string
		want []string
	}{
		{"apt31", []string{"apt31"}},
		{"APT-31", []string{"apt31"}},
		{"APT 31", []string{"apt31"}},
		{"Violet Typhoon", []string{"apt31"}},
		{"judgment panda", []string{"apt31"}},
		{"Sofacy", []string{"apt28"}},
		{"Cozy Bear", []string{"apt29"}},
		{"ELYSEE", []string{"fr", "fr-elysee"}},
		{"The Netherlands", []string{"nl"}},
		{"Côte d’Ivoire", []string{"ci"}},
		{"Россия", []string{"ru"}},
		{"Iranians", []string{"ir"}},
		{"Frenchmen", []string{"fr"}},
		{"Kremlin", []string{"ru", "ru-kremlin"}},
		{"Georgia", []string{"ge", "us"}},
		{"UK Electoral Commission", []string{"uk-electoral-commission"}},
		{"Storting", []string{"no-storting"}},
		{"Islamic Revolutionary Guard Corps", []string{"ir-irgc"}},
		{"Unit 26165", []string{"gru-unit-26165"}},
		{"Ukrainian Foreign Ministry", []string{"ua-foreign-ministry"}},
		{"Ministry of Defence of Japan", []string{"jp-defence-ministry"}},
		{"Iran's parliament", []string{"ir-majlis"}},
		{"G0128", []string{"apt31"}},
		{"Grizzly Steppe", []string{"apt28", "apt29"}},
		{"no such name at all", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if diff := gocmp.Diff(tt.want, ids(g.Lookup(tt.name))); diff != "" {
			t.Errorf("Lookup(%q) (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestLookupPutsTheBearerOfALabelFirst(t *testing.T) {
	g := load(t)
	if got := ids(g.Lookup("APT38")); len(got) < 2 || got[0] != "apt38" {
		t.Errorf("Lookup(APT38) = %v: want apt38 first, then those that have it as an alias", got)
	}
}

func TestLookupPutsPlainNamesBeforeThoseThatNeedContext(t *testing.T) {
	if got := ids(load(t).Lookup("NSA")); len(got) < 2 || got[0] != "us-nsa" {
		t.Errorf("Lookup(NSA) = %v: want us-nsa first", got)
	}
}

func TestEntryFromThreeSources(t *testing.T) {
	e, ok := load(t).Entity("apt31")
	if !ok {
		t.Fatal("no apt31")
	}
	r := e.Record()
	if diff := gocmp.Diff([]string{"cn"}, r.Country); diff != "" {
		t.Error(diff)
	}
	if !slices.Contains(r.Refs["mitre"], "G0128") || len(r.Refs["misp"]) < 3 {
		t.Errorf("refs = %v", r.Refs)
	}
	for _, alias := range []string{"Violet Typhoon", "Judgment Panda", "ZIRCONIUM"} {
		if !slices.Contains(r.Aliases, alias) {
			t.Errorf("aliases lack %q: %q", alias, r.Aliases)
		}
	}
	for _, n := range e.Names {
		if n.Source == "" {
			t.Errorf("name %q has no source", n.Text)
		}
	}
}

func TestGroupsThatShareAnAliasStayApart(t *testing.T) {
	g := load(t)
	for _, pair := range [][2]string{{"apt28", "apt29"}, {"lazarus-group", "kimsuky"}, {"lazarus-group", "andariel"}, {"lazarus-group", "apt38"}, {"apt37", "lazarus-group"}} {
		for _, id := range pair {
			if _, ok := g.Entity(id); !ok {
				t.Errorf("%s is no entity of its own", id)
			}
		}
	}
}

func TestBodies(t *testing.T) {
	g := load(t)
	for _, tt := range []struct{ country, body, want string }{
		{"gb", "parliament", "uk-parliament"},
		{"de", "foreign-ministry", "de-foreign-ministry"},
		{"gb", "election-body", "uk-electoral-commission"},
		{"us", "foreign-ministry", "us-state-department"},
		{"fr", "head-of-state", "fr-elysee"},
		{"td", "embassy", "td-embassy"},
	} {
		if e, ok := g.Body(tt.country, tt.body); !ok || e.ID != tt.want {
			t.Errorf("Body(%s, %s) = %v, want %s", tt.country, tt.body, e, tt.want)
		}
	}
	if e, ok := g.Body("cn", "election-body"); ok {
		t.Errorf("China has an election body: %s", e.ID)
	}
}

func TestPlainWordsNeedContext(t *testing.T) {
	g := load(t)
	for name, id := range map[string]string{"Tick": "tick", "Snake": "turla", "Lead": "apt41", "Mask": "careto", "Nitro": "nitro", "Georgia": "ge", "Chad": "td", "Turkey": "tr", "Jordan": "jo"} {
		e, ok := g.Entity(id)
		if !ok {
			t.Errorf("no entity %s", id)
			continue
		}
		if _, context := nameOf(e, Fold(name)); !context {
			t.Errorf("%s of %s is not marked", name, id)
		}
	}
}

func TestTablesHaveNoProblems(t *testing.T) {
	for _, p := range load(t).Check() {
		t.Error(p)
	}
}

// TestCounts holds what the tables amount to, so that a change of their
// number is seen and meant.
func TestCounts(t *testing.T) {
	counts := map[string]int{}
	for e := range load(t).All() {
		counts[e.Field]++
		counts[e.Field+" "+e.Kind]++
		for _, n := range e.Names {
			counts["names "+n.Rule]++
		}
	}
	var lines []string
	for what, n := range counts {
		lines = append(lines, fmt.Sprintf("%s\t%d\n", what, n))
	}
	slices.Sort(lines)
	golden(t, "counts.golden", strings.Join(lines, ""))
}

// TestAmbiguities holds the list of names that mean more than one entity.
func TestAmbiguities(t *testing.T) {
	var b strings.Builder
	for _, s := range load(t).Ambiguous() {
		fmt.Fprintf(&b, "%s\t%s\n", s.Name, strings.Join(s.Owners, " "))
	}
	golden(t, "ambiguous.golden", b.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; -update to accept):\n%s", name, diff)
	}
}

func TestOrderIsStable(t *testing.T) {
	a := load(t)
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if a.Version() != b.Version() || a.Len() != b.Len() {
		t.Fatalf("%s %d, then %s %d", a.Version(), a.Len(), b.Version(), b.Len())
	}
	var last *Entity
	for e := range a.All() {
		if last != nil && cmp.Or(cmp.Compare(last.Field, e.Field), cmp.Compare(last.ID, e.ID)) >= 0 {
			t.Fatalf("%s comes before %s", last.ID, e.ID)
		}
		last = e
	}
	if diff := gocmp.Diff(a.Entities(), b.Entities()); diff != "" {
		t.Errorf("two loads differ:\n%s", diff)
	}
}

// The limits are those that a command's start can bear.
const (
	maxLoadTime = 150 * time.Millisecond
	maxLoadSize = 64 << 20 // bytes
)

func TestLoadIsCheap(t *testing.T) {
	if os.Getenv("DESPATCH_LONG") == "" {
		t.Skip("times depend on the machine: set DESPATCH_LONG=1")
	}
	best := time.Hour
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var g *Gazetteer
	for range 10 {
		start := time.Now()
		var err error
		if g, err = Load(); err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	size := after.HeapAlloc - before.HeapAlloc
	t.Logf("%d entities in %v, %d KB", g.Len(), best, size>>10)
	if best > maxLoadTime || size > maxLoadSize {
		t.Errorf("loading takes %v and %d bytes", best, size)
	}
	runtime.KeepAlive(g)
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
