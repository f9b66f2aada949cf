package query

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"despatch/corpus/gazetteer"
	"despatch/search"
)

func TestResolve(t *testing.T) {
	g := tables(t)
	for _, tc := range []struct {
		field, value string
		want         []string
	}{
		{"actor", "Judgment Panda", []string{"apt31"}}, {"country", "missing", []string{"missing"}}, {"date", "2024-03", []string{"2024-03"}},
		{"source", "The Daily, Example", []string{"The Daily, Example"}}, {"target", "kind:Parliament", []string{"kind:parliament"}}, {"status", "ALLEGED", []string{"alleged"}},
	} {
		got, _, err := Resolve(tc.field, tc.value, g)
		if err != nil || !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s=%s: %v, %v, want %v", tc.field, tc.value, got, err, tc.want)
		}
	}
	var e *search.Error
	if _, _, err := Resolve("date", "2024..2025", g); !errors.As(err, &e) || e.Position != -1 {
		t.Errorf("a range is no value of a parameter: %v", err)
	}
}

// Every entity is found under its id and under its label.
func TestEveryEntityIsResolved(t *testing.T) {
	g := tables(t)
	for e := range g.All() {
		for _, name := range []string{e.ID, e.Label} {
			got, _, err := Resolve(e.Field, name, g)
			if err != nil || !strings.Contains(" "+strings.Join(got, " ")+" ", " "+e.ID+" ") {
				t.Errorf("%s:%q gives %v, %v, want %s", e.Field, name, got, err, e.ID)
			}
		}
		if got, warnings, _ := Resolve(e.Field, e.ID, g); len(got) != 1 || len(warnings) != 0 {
			t.Errorf("the id %s of a bucket gives %v %v", e.ID, got, warnings)
		}
	}
}

// Any chain of the language's pieces is refused with a position inside the
// query, or understood as what is understood again.
func TestUnderstoodIsUnderstood(t *testing.T) {
	g := tables(t)
	parts := []string{
		"a", "b1", "U.S.", "AND", "OR", "NOT", "NEAR/3", "NEAR", "-", "+", "(", ")", `"`, "“", "”", "~", "~2", "*", "abc*", "word~1", "title:", "has:", "actor:", "country:cn", ",", "apt31",
		"date:", "2024", "2024-03..", "..", ">=", "P7D", "claim(", "by:gb", "accused:", "when:2021", "kind:parliament", "target:", "source:", "x.y", "/", ":", "'", "中国外交部", "missing", "\xff", "AND/OR", "[.]", "@",
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(parts), 0, 14).Draw(t, "parts") {
			b.WriteString(p)
			b.WriteString(rapid.SampledFrom([]string{"", " ", " "}).Draw(t, "space"))
		}
		hold(t, g, b.String())
	})
}

func hold(t interface {
	Errorf(string, ...any)
	Helper()
}, g *gazetteer.Gazetteer, text string) {
	p, err := Parse(text, g, now)
	if err == nil {
		again(t, g, p)
		return
	}
	var e *search.Error
	if !errors.As(err, &e) {
		t.Errorf("%q: %v is no *search.Error", text, err)
	} else if e.Position < 0 || e.Position > len(text) || e.Detail == "" {
		t.Errorf("%q: position %d, detail %q", text, e.Position, e.Detail)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`actor:"Judgment Panda" dowden`, `a OR (b -c) NEAR/8 "d e"~3`, "claim(by:gb accused:cn when:2021..2022)", "date:>=2024 has:actor abc* word~1", "“x” foo:bar é\xff",
	} {
		f.Add(s)
	}
	g := tables(f)
	f.Fuzz(func(t *testing.T, text string) { hold(t, g, text) })
}
