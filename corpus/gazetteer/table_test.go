package gazetteer

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReadTableSaysWhatIsWrong(t *testing.T) {
	tests := []struct{ table, want string }{
		{"x\tactor\tstate", "3 columns"},
		{"x\tanimal\tstate\tcn\tX", `field "animal"`},
		{"X Y\tactor\tstate\tcn\tX", `id "X Y"`},
		{"x\tactor\tstate\tchina\tX", `country "china"`},
		{"x\tactor\tstate\tcn\t\talias: Y", "no label"},
		{"x\tactor\tstate\tcn\tX\tnickname: Y", `unknown key "nickname"`},
		{"x\tactor\tstate\tcn\tX\talias Y", "want KEY: value"},
		{"x\tactor\tstate\tcn\tX\talias:  | ", `"alias" has no value`},
		{"# fine\n+x\talias Y", "t.tsv:2:"},
		{"+\talias: Y", "empty id"},
		{"x\tactor\tstate\tcn\t\xff", "not UTF-8"},
	}
	for _, tt := range tests {
		_, err := readTable("t.tsv", tt.table)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want one with %q", tt.table, err, tt.want)
		}
	}
}

func TestCellsOfARow(t *testing.T) {
	rows, err := readTable("t.tsv", "\ufeffx\tactor\tstate\tcn,ru\tThe X\tsource: site.org\talias: One | Two\tname@fr<cldr?: Trois\tref.misp: 1\r\n")
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	b := newBuilder(1)
	if err := b.apply(rows); err != nil {
		t.Fatal(err)
	}
	e, ok := b.gazetteer().Entity("x")
	if !ok || len(e.Names) != 4 || len(e.Country) != 2 || e.Refs["misp"][0] != "1" {
		t.Fatalf("%+v", e)
	}
	if want := (Name{Text: "Trois", Rule: RuleName, Source: "cldr", Lang: "fr", Context: true}); e.Names[3] != want {
		t.Errorf("got %+v, want %+v", e.Names[3], want)
	}
	if want := (Name{Text: "One", Rule: RuleAlias, Source: "site.org"}); e.Names[1] != want {
		t.Errorf("got %+v, want %+v", e.Names[1], want)
	}
}

func FuzzLoadWith(f *testing.F) {
	f.Add("my-group\tactor\tstate\tcn\tMy Group\talias: Mine")
	f.Add("+apt31\talias: X | Y\n-apt31\tZirconium\n-cn")
	f.Add("# nothing\n\n+nobody\tkind: state\tcountry: xx,yy")
	f.Add("x\tperson\tminister\t-\tX Y\tfrom: 2020\tuntil: 2019-01-01\tseat: gb\tbody: parliament")
	f.Fuzz(func(t *testing.T, table string) {
		rows, err := readTable(FileName, table)
		if err != nil {
			return
		}
		b := newBuilder(len(rows))
		b.user = true
		if err := b.apply(rows); err != nil {
			return
		}
		g := b.gazetteer()
		g.Check()
		for e := range g.All() {
			if _, ok := g.Entity(e.ID); !ok || e.Label == "" {
				t.Errorf("%+v", e)
			}
			if key := Fold(e.Label); key != "" && len(g.Lookup(e.Label)) == 0 && len(e.Names) > 0 && e.bears(e.Label) {
				t.Errorf("%q is not found by its label", e.ID)
			}
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"The Élysée", "APT-31", "Łódź", "Åland", "ﬁ", "İstanbul", "北京", "e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		key := Fold(s)
		if strings.ContainsAny(key, " -.'\t\n") {
			t.Errorf("Fold(%q) = %q", s, key)
		}
		if again := Fold(key); again != key && !strings.HasPrefix(strings.ToLower(s), "the ") {
			t.Errorf("Fold(%q) = %q, folded again %q", s, key, again)
		}
	})
}
