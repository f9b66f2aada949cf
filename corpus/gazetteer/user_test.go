package gazetteer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestUserTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	table, err := OpenUserTable(path)
	if err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		what string
		do   func() error
	}{
		{"add", func() error {
			return table.Add(Entity{ID: "silent-otter", Field: "actor", Kind: "state", Country: []string{"cn"}, Label: "Silent Otter", Names: []Name{{Text: "Otter Group"}, {Text: "SOG"}}})
		}},
		{"alias", func() error { return table.Alias("apt31", "Brand New Panda") }},
		{"forget an alias", func() error { return table.Forget("apt31", "Judgment Panda") }},
		{"move an alias", func() error { return table.Alias("silent-otter", "Judgment Panda") }},
		{"forget an entity", func() error { return table.Forget("apt30") }},
		{"save", table.Save},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
	}
	g, err := LoadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Brand New Panda": "apt31", "Judgment Panda": "silent-otter", "Otter Group": "silent-otter", "sog": "silent-otter", "Violet Typhoon": "apt31"} {
		if got := strings.Join(ids(g.Lookup(name)), " "); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if _, ok := g.Entity("apt30"); ok {
		t.Error("apt30 is still there")
	}
	for _, p := range g.Check() {
		t.Error(p)
	}
	if plain := load(t); plain.Version() == g.Version() {
		t.Error("the version does not tell the user's table")
	}
}

func TestUserTableRefuses(t *testing.T) {
	table, err := OpenUserTable(filepath.Join(t.TempDir(), FileName))
	if err != nil {
		t.Fatal(err)
	}
	before := table.text()
	for what, err := range map[string]error{
		"id taken":        table.Add(Entity{ID: "apt31", Field: "actor", Kind: "state", Label: "X Y"}),
		"bad id":          table.Add(Entity{ID: "My Group", Field: "actor", Kind: "state", Label: "My Group"}),
		"unknown kind":    table.Add(Entity{ID: "x-group", Field: "actor", Kind: "sneaky", Label: "X Group"}),
		"unknown country": table.Add(Entity{ID: "x-group", Field: "actor", Kind: "state", Country: []string{"zz"}, Label: "X Group"}),
		"line end":        table.Alias("apt31", "a\nb"),
		"bar":             table.Alias("apt31", "a|b"),
		"nobody":          table.Alias("nobody-at-all", "Some Name"),
		"no such name":    table.Forget("apt31", "Never Heard Of"),
		"label":           table.Forget("apt31", "APT31"),
		"empty":           table.Alias("apt31", " "),
	} {
		if err == nil {
			t.Errorf("%s: accepted", what)
		}
	}
	if table.text() != before {
		t.Errorf("a refused change left its mark:\n%s", table.text())
	}
}

func TestUserTableKeepsComments(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	if err := os.WriteFile(path, []byte("# mine\n\n+apt31\talias: Aaa Panda | Bbb Panda\n# end\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	table, err := OpenUserTable(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Forget("apt31", "Aaa Panda"); err != nil {
		t.Fatal(err)
	}
	if want := "# mine\n\n+apt31\talias: Bbb Panda\n# end\n"; table.text() != want {
		t.Errorf("got %q, want %q", table.text(), want)
	}
}

func TestLinesOfEntitiesThatAreGoneArePassedOver(t *testing.T) {
	g, err := LoadWith(strings.NewReader("+long-gone-group\talias: Nothing Here\n-apt31\tNever A Name\n"))
	if err != nil {
		t.Fatal(err)
	}
	problems := g.Check()
	if len(problems) != 2 || problems[0].Line != 1 || problems[1].Line != 2 {
		t.Errorf("problems: %v", problems)
	}
}

// TestUserTableAgainstModel drives aliases and forgettings of one entity at
// random and holds the table to a plain set of names.
func TestUserTableAgainstModel(t *testing.T) {
	pool := []string{"Violet Typhoon", "Judgment Panda", "Otter One", "Otter Two", "OTR"}
	empty, err := OpenUserTable(filepath.Join(t.TempDir(), FileName))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		table := &UserTable{lines: slices.Clone(empty.lines), base: empty.base}
		model := map[string]bool{"Violet Typhoon": true, "Judgment Panda": true}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			name := rapid.SampledFrom(pool).Draw(rt, "name")
			var err error
			if rapid.Bool().Draw(rt, "alias") {
				err, model[name] = table.Alias("apt31", name), true
			} else if model[name] {
				err, model[name] = table.Forget("apt31", name), false
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		e, _ := table.entity("apt31")
		for _, name := range pool {
			if e.bears(name) != model[name] {
				rt.Fatalf("%q: %v, model says %v, after\n%s", name, e.bears(name), model[name], table.text())
			}
		}
	})
}
