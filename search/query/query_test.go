package query

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"despatch/corpus/gazetteer"
	"despatch/search"
)

// now is the day that durations are counted back from.
var now = time.Date(2024, 4, 10, 12, 0, 0, 0, time.UTC)

// tables loads the embedded gazetteer with some entities of the tests' own.
func tables(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func word(text string) search.Word { return search.Word{Text: text} }

func filter(field string, values ...string) search.Filter {
	return search.Filter{Field: field, Values: values}
}

func TestParse(t *testing.T) {
	g := tables(t)
	a, b, c := word("a"), word("b"), word("c")
	for _, tc := range []struct {
		text string
		want search.Node
	}{
		{"", nil},
		{" - , . ", nil},
		{"hackers", word("hackers")},
		{"a b", search.And{a, b}},
		{"a AND b", search.And{a, b}},
		{"a OR b", search.Or{a, b}},
		{"a b OR c", search.Or{search.And{a, b}, c}},
		{"a OR b c", search.Or{a, search.And{b, c}}},
		{"a (b OR c)", search.And{a, search.Or{b, c}}},
		{"NOT a b", search.And{search.Not{Node: a}, b}},
		{"-a OR b", search.Or{search.Not{Node: a}, b}},
		{"a -(b c)", search.And{a, search.Not{Node: search.And{b, c}}}},
		{"a NOT NOT b", search.And{a, b}},
		{"--a", a},
		{"(a (b)) c", search.And{a, b, c}},
		{"(a OR b) OR c", search.Or{a, b, c}},
		{"+a +b", search.And{a, b}},
		{"or and not near", search.And{word("or"), word("and"), word("not"), word("near")}},
		{"AND/OR", search.And{word("and"), word("or")}},
		{`"a phrase"`, search.Phrase{Text: "a phrase"}},
		{"“a   curly\tphrase”", search.Phrase{Text: "a curly phrase"}},
		{"„deutsch“ «français»", search.And{search.Phrase{Text: "deutsch"}, search.Phrase{Text: "français"}}},
		{`"a phrase"~3`, search.Phrase{Text: "a phrase", Slop: 3}},
		{`-"a phrase"`, search.Not{Node: search.Phrase{Text: "a phrase"}}},
		{`"" a "…"`, a},
		{"secur*", search.Wildcard{Pattern: "secur*"}},
		{"*ware**", search.Wildcard{Pattern: "*ware*"}},
		{"and/secur*", search.And{word("and"), search.Wildcard{Pattern: "secur*"}}},
		{"govenment~", search.Fuzzy{Text: "govenment", Distance: 1}},
		{"govenment~2", search.Fuzzy{Text: "govenment", Distance: 2}},
		{"~5 a~b", search.And{word("5"), a, b}},
		{"a NEAR/8 b", search.Near{A: a, B: b, Distance: 8}},
		{`"x y" NEAR/2 actor:apt31`, search.Near{A: search.Phrase{Text: "x y"}, B: filter("actor", "apt31"), Distance: 2}},
		{"a NEAR/1 b NEAR/2 c", search.And{search.Near{A: a, B: b, Distance: 1}, search.Near{A: b, B: c, Distance: 2}}},
		{"NOT a NEAR/1 b", search.Not{Node: search.Near{A: a, B: b, Distance: 1}}},
		{"and/or NEAR/3 c", search.Near{A: search.Phrase{Text: "and or"}, B: c, Distance: 3}},
		{"NEAR b", search.And{word("NEAR"), b}},
		{"title:hackers", search.Word{Text: "hackers", Title: true}},
		{`title:"electoral commission"~1`, search.Phrase{Text: "electoral commission", Slop: 1, Title: true}},
		{"title:sanct* a", search.And{search.Wildcard{Pattern: "sanct*", Title: true}, a}},
		{"title:(a OR b) c", search.And{search.Or{search.Word{Text: "a", Title: true}, search.Word{Text: "b", Title: true}}, c}},
		{"has:actor", search.Not{Node: filter("actor", search.Missing)}},
		{"-has:date", filter("date", search.Missing)},
		{"has:actor,date", search.Or{search.Not{Node: filter("actor", search.Missing)}, search.Not{Node: filter("date", search.Missing)}}},
		{`actor:"Judgment Panda"`, filter("actor", "apt31")},
		{"actor:“Judgment Panda”", filter("actor", "apt31")},
		{`actor:apt28,"Judgment Panda"`, filter("actor", "apt28", "apt31")},
		{"actor:apt31,APT31", filter("actor", "apt31")},
		{"-actor:apt31", search.Not{Node: filter("actor", "apt31")}},
		{"Country:China", filter("country", "cn")},
		{"country:UK,gb", filter("country", "gb")},
		{"country:missing", filter("country", search.Missing)},
		{"perpetrator:china target:gb", search.And{filter("perpetrator", "cn"), filter("target", "gb")}},
		{"(perpetrator:cn target:gb) (perpetrator:ru target:ua)", search.And{
			search.And{filter("perpetrator", "cn"), filter("target", "gb")}, search.And{filter("perpetrator", "ru"), filter("target", "ua")}}},
		{"(perpetrator:cn OR perpetrator:ru) target:gb", search.And{filter("perpetrator", "cn", "ru"), filter("target", "gb")}},
		{"country:cn OR a OR country:ru", search.Or{filter("country", "cn", "ru"), a}},
		{"target:kind:parliament", filter("target", "kind:parliament")},
		{`source:"The Daily Example",x.org`, filter("source", "The Daily Example", "x.org")},
		{"status:Alleged,denied act:attack", search.And{filter("status", "alleged", "denied"), filter("act", "attack")}},
		{"language:EN", filter("language", "en")},
		{"language:russian,Chinese", filter("language", "ru", "zh")},
		{"language:Hebrew,Indonesian,Yiddish", filter("language", "he", "id", "yi")},
		{"date:2024", filter("date", "2024")},
		{"date:2024-03,2023", filter("date", "2024-03", "2023")},
		{"date:2024-03-25T16:11", filter("date", "2024-03-25")},
		{"date:2024-01..2024-02", search.Filter{Field: "date", From: "2024-01-01", To: "2024-02-29"}},
		{"date:2023..", search.Filter{Field: "date", From: "2023-01-01"}},
		{"date:..2023", search.Filter{Field: "date", To: "2023-12-31"}},
		{"date:>=2024-03-25", search.Filter{Field: "date", From: "2024-03-25"}},
		{"date:>2024-02", search.Filter{Field: "date", From: "2024-03-01"}},
		{"date:<=2024", search.Filter{Field: "date", To: "2024-12-31"}},
		{"date:<2024-03", search.Filter{Field: "date", To: "2024-02-29"}},
		{"date:P7D", search.Filter{Field: "date", From: "2024-04-03"}},
		{"date:P1Y2M", search.Filter{Field: "date", From: "2023-02-10"}},
		{"date:2020,2022..2023", search.Or{search.Filter{Field: "date", From: "2022-01-01", To: "2023-12-31"}, filter("date", "2020")}},
		{"claim(by:uk accused:china target:kind:parliament)", search.ClaimMatch{By: []string{"gb"}, Accused: []string{"cn"}, Target: []string{"kind:parliament"}}},
		{"claim(act:attack,sanction status:alleged when:2021..2022)", search.ClaimMatch{
			Act: []string{"attack", "sanction"}, Status: []string{"alleged"}, From: "2021-01-01", To: "2022-12-31"}},
		{"claim(when:2021-03) a", search.And{search.ClaimMatch{From: "2021-03-01", To: "2021-03-31"}, a}},
		{"claim (a OR b)", search.And{word("claim"), search.Or{a, b}}},
		{"foo:bar", search.And{word("foo"), word("bar")}},
		{"https://example.org/a", word("https://example.org/a")},
		{"AC/DC O'Brien's 50% #OpWinter", search.And{word("AC"), word("DC"), word("O'Brien"), word("50"), word("OpWinter")}},
		{"16:11 a:b :x", search.And{word("16"), word("11"), a, b, word("x")}},
		{"中国外交部 中国", search.And{search.Phrase{Text: "中国外交部"}, word("中国")}},
	} {
		got, err := Parse(tc.text, g, now)
		if err != nil {
			t.Errorf("%q: %v", tc.text, err)
			continue
		}
		if d := cmp.Diff(tc.want, got.Match); d != "" {
			t.Errorf("%q:\n%s", tc.text, d)
		}
		again(t, g, got)
	}
}

// again holds that what was understood is understood the same way again.
func again(t interface{ Errorf(string, ...any) }, g *gazetteer.Gazetteer, p Parsed) {
	q, err := Parse(p.Understood, g, now)
	switch {
	case len(p.Understood) > search.MaxQueryBytes:
		return // longer than what was typed, by names resolved
	case err != nil:
		t.Errorf("understood as %q, which is refused: %v", p.Understood, err)
	case !reflect.DeepEqual(p.Match, q.Match):
		t.Errorf("%q is understood as %q:\n%s", p.Understood, q.Understood, cmp.Diff(p.Match, q.Match))
	}
}

func TestMistakesHavePositions(t *testing.T) {
	g := tables(t)
	for _, tc := range []struct {
		text       string
		code       search.Code
		position   int
		suggestion string
	}{
		{`(hackers OR "x`, search.BadQuery, 12, ""},
		{"countri:china", search.BadQuery, 0, "country:"},
		{"a countyr:china", search.BadQuery, 2, "country:"},
		{"actors:apt31", search.BadQuery, 0, "actor:"},
		{"countries:cn", search.BadQuery, 0, "country:"},
		{"lang:fr", search.BadQuery, 0, "language:"},
		{"titel:x", search.BadQuery, 0, "title:"},
		{"(a", search.BadQuery, 0, ""},
		{"a (b (c)", search.BadQuery, 2, ""},
		{"a)", search.BadQuery, 1, ""},
		{"()", search.BadQuery, 0, ""},
		{"é OR", search.BadQuery, 3, ""},
		{"OR a", search.BadQuery, 0, ""},
		{"a AND OR b", search.BadQuery, 2, ""},
		{"(AND a)", search.BadQuery, 1, ""},
		{"a NOT", search.BadQuery, 2, ""},
		{"a -OR b", search.BadQuery, 2, ""},
		{`"a b`, search.BadQuery, 0, ""},
		{"“a b", search.BadQuery, 0, ""},
		{`"a b"~x`, search.BadQuery, 5, "~3"},
		{`"a b"~999`, search.TooCostly, 5, ""},
		{"word~3", search.BadQuery, 4, "word~2"},
		{"a*", search.TooCostly, 0, ""},
		{"x abc* def* ghi*", search.TooCostly, 12, ""},
		{"NEAR/x b", search.BadQuery, 0, "NEAR/8"},
		{"a NEAR/0 b", search.BadQuery, 2, "NEAR/8"},
		{"abc*d*e*f*g*", search.TooCostly, 0, ""},
		{strings.Repeat("abc", 22) + "*", search.TooCostly, 0, ""},
		{"a NEAR/99 b", search.TooCostly, 2, ""},
		{"a NEAR/3", search.BadQuery, 2, ""},
		{"a NEAR/3 (b OR c)", search.BadQuery, 9, ""},
		{"source:x NEAR/3 c", search.BadQuery, 0, ""},
		{"title: x", search.BadQuery, 6, "title:x"},
		{"country:", search.BadQuery, 8, ""},
		{"country: china", search.BadQuery, 8, "country:china"},
		{"country:cn,", search.BadQuery, 11, ""},
		{"country:,cn", search.BadQuery, 8, ""},
		{`actor:"apt31`, search.BadQuery, 6, ""},
		{"has:actr", search.BadQuery, 4, "has:actor"},
		{"date:yesterday", search.BadQuery, 5, ""},
		{"date:25/03/2024", search.BadQuery, 5, "2024-03-25"},
		{"date:03/25/2024", search.BadQuery, 5, "2024-03-25"},
		{"date:03/04/2024", search.BadQuery, 5, ""},
		{"date:2024-13", search.BadQuery, 5, ""},
		{"date:2024..2023", search.BadQuery, 5, "2023..2024"},
		{"date:2024..2x", search.BadQuery, 11, ""},
		{"date:..", search.BadQuery, 5, "2024-01..2024-03"},
		{"date:>=x", search.BadQuery, 7, ""},
		{"date:P7", search.BadQuery, 5, "P7D"},
		{"date:PT5H", search.BadQuery, 5, "P7D"},
		{"status:asserd", search.BadQuery, 7, "status:asserted"},
		{"act:atack", search.BadQuery, 4, "act:attack"},
		{"target:kind:", search.BadQuery, 7, ""},
		{"claim()", search.BadQuery, 0, ""},
		{"claim(by:gb", search.BadQuery, 5, ""},
		{"claim(acused:cn)", search.BadQuery, 6, "accused:"},
		{"claim(perpetrator:cn)", search.BadQuery, 6, "accused:"},
		{"claim(hackers)", search.BadQuery, 6, ""},
		{"claim(by:gb by:us)", search.BadQuery, 12, ""},
		{"claim(when:2021,2022)", search.BadQuery, 16, "when:2021..2022"},
		{`claim("x")`, search.BadQuery, 6, ""},
		{strings.Repeat("(", 9) + "a" + strings.Repeat(")", 9), search.TooCostly, 8, ""},
		{strings.Repeat("a ", 65), search.TooCostly, 128, ""},
		{`"` + strings.Repeat("a ", 17) + `"`, search.TooCostly, 0, ""},
		{"NEAR/3 b", search.BadQuery, 0, ""},
		{strings.Repeat("a", 3000), search.TooCostly, 2048, ""},
	} {
		_, err := Parse(tc.text, g, now)
		var e *search.Error
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v, want a *search.Error", tc.text, err)
			continue
		}
		if e.Code != tc.code || e.Position != tc.position || e.Suggestion != tc.suggestion {
			t.Errorf("%q: %s at %d, suggestion %q (%s), want %s at %d, %q", tc.text, e.Code, e.Position, e.Suggestion, e.Detail, tc.code, tc.position, tc.suggestion)
		}
	}
}

func TestLiteralTextNeverBreaks(t *testing.T) {
	g := tables(t)
	for _, text := range []string{
		"foo:bar", "http://x.org/?a=b&c=d", "state:owned", "fact:check", "pact:x", "a/b\\c", "it's", "rock 'n' roll", "50%", "$5bn", "a&b", "C++", "a=b", "[x]", "{y}", "a|b", "a^2", "#tag @you",
		"…", "!?", "a--b", "- a", "x:y:z", "::", "12:30", "é:ü", "\xff\xfe", "a\x00b", "~", "a~~", "ratio 3:1", "-", "+",
	} {
		p, err := Parse(text, g, now)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		again(t, g, p)
	}
}

func TestNamesThatAreNotKnown(t *testing.T) {
	g := tables(t)
	for _, tc := range []struct {
		text string
		want []string
		warn string
	}{
		{`actor:"APT 999"`, []string{"apt999"}, "APT 999"},
		{"actor:APT-999", []string{"apt999"}, "APT-999"},
		{"actor:Storm-9999", []string{"storm-9999"}, "Storm-9999"},
		{`actor:"Storm 9999"`, []string{"storm-9999"}, "Storm 9999"},
		{`actor:"Purple Leopard"`, []string{"purple-leopard"}, "Purple Leopard"},
		{"actor:china", []string{"china"}, "country:cn"},
		{"country:chna", []string{"chna"}, "did you mean"},
		{"country:congo", []string{"cd", "cg"}, "may mean"},
		{"target:kind:parlament", []string{"kind:parlament"}, "target:kind:parliament"},
	} {
		p, err := Parse(tc.text, g, now)
		if err != nil {
			t.Errorf("%q: %v", tc.text, err)
			continue
		}
		if f, ok := p.Match.(search.Filter); !ok || !reflect.DeepEqual(f.Values, tc.want) {
			t.Errorf("%q: %v, want %v", tc.text, p.Match, tc.want)
		}
		if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], tc.warn) {
			t.Errorf("%q: warnings %q, want one with %q", tc.text, p.Warnings, tc.warn)
		}
		again(t, g, p)
	}
}

// What help shows is understood, without a warning, and does what it says.
func TestFormsAreUnderstood(t *testing.T) {
	g := tables(t)
	for _, f := range Forms {
		p, err := Parse(f.Example, g, now)
		if err != nil || p.Match == nil || len(p.Warnings) > 0 {
			t.Errorf("%s: %v %v", f.Example, err, p.Warnings)
		}
	}
	for _, name := range Completions() {
		if _, err := Parse(name+"2024", g, now); err != nil && !strings.Contains(err.Error(), "is one of") && name != "has:" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The dearest queries that fit into the limit are read in no time.
func TestAbusiveQueriesAreReadAtOnce(t *testing.T) {
	g := tables(t)
	fill := func(s string) string { return strings.Repeat(s, search.MaxQueryBytes/len(s)) }
	for _, text := range []string{
		fill("("), fill("-"), fill("NOT "), fill(`"`), fill("a "), fill("*"), fill("a*b"), "actor:" + fill("unknwn,"), "actor:" + fill("x"), "country:chna" + fill(",chn"),
		fill("title:("), fill("a NEAR/9 "), fill("claim("), fill("~"), fill("a~1 "), fill("\u0301"), fill("国"), fill("U.S."), fill("a@"), fill("date:P1D "), fill("\"a\"~9 "), "target:kind:" + fill("x"),
	} {
		start := time.Now()
		hold(t, g, text)
		if d := time.Since(start); d > time.Second {
			t.Errorf("%.20q…: %v", text, d)
		}
	}
}

func TestAnyWord(t *testing.T) {
	g := tables(t)
	for _, tc := range []struct{ text, want string }{
		{"Who hacked the US, asks the WHO, at the Electoral Commission?", "hacked OR US OR asks OR WHO OR Electoral OR Commission"},
		{"cyber-attacks, cyber-attacks AND/OR (spies)", "cyber-attacks OR spies"},
		{"to be or not to be", "to OR be OR or OR not"},
		{`actor:"x" -y* 中国外交部`, "actor OR x OR y OR 中国 OR 国外 OR 外交 OR 交部"},
		{"", ""},
	} {
		got := AnyWord(tc.text)
		if got != tc.want {
			t.Errorf("%q: %q, want %q", tc.text, got, tc.want)
		}
		hold(t, g, got)
	}
	long := strings.Builder{}
	for i := range 500 {
		long.WriteString(strings.Repeat("w", i%90) + strconv.Itoa(i) + " ")
	}
	if _, err := Parse(AnyWord(long.String()), g, now); err != nil {
		t.Errorf("a long text: %v", err)
	}
}
