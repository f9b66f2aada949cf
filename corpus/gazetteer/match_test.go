package gazetteer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"despatch/corpus"
)

func testEntities() []Entity {
	name := func(rule string, texts ...string) []Name {
		var names []Name
		for _, text := range texts {
			names = append(names, Name{Text: text, Rule: rule})
		}
		return names
	}
	return []Entity{
		{ID: "us", Field: corpus.Country, Label: "United States", Names: append(name(RuleAcronym, "US", "USA"), name(RuleName, "United States")...)},
		{ID: "tr", Field: corpus.Country, Label: "Turkey", Names: append(name(RuleName, "Turkey"), name(RuleAdjective, "Turkish")...)},
		{ID: "ir", Field: corpus.Country, Label: "Iran", Names: append(name(RuleName, "Iran"), name(RuleDemonym, "Iranian")...)},
		{ID: "ci", Field: corpus.Country, Label: "Côte d'Ivoire", Names: name(RuleName, "Côte d'Ivoire")},
		{ID: "cn", Field: corpus.Country, Label: "China", Names: append(name(RuleName, "China"), Name{Text: "中国", Rule: RuleAlias, Lang: "zh"})},
		{ID: "who", Field: corpus.Institution, Label: "World Health Organization", Names: name(RuleAcronym, "WHO")},
		{ID: "nato", Field: corpus.Institution, Label: "NATO", Names: name(RuleAcronym, "NATO")},
		{ID: "ua-cert", Field: corpus.Institution, Label: "CERT-UA", Names: name(RuleName, "CERT-UA")},
		{ID: "apt31", Field: corpus.Actor, Label: "APT31", Names: name(RuleName, "APT31", "Judgment Panda", "Violet Typhoon")},
		{ID: "apt3", Field: corpus.Actor, Label: "APT3", Names: name(RuleName, "APT3")},
		{ID: "apt32", Field: corpus.Actor, Label: "APT32", Names: name(RuleName, "OceanLotus")},
		{ID: "apt29", Field: corpus.Actor, Label: "APT29", Names: name(RuleAlias, "Cozy Bear", "The Dukes")},
		{ID: "commission", Field: corpus.Institution, Label: "Electoral Commission", Names: name(RuleName, "Electoral Commission")},
		{ID: "uk-commission", Field: corpus.Institution, Label: "UK Electoral Commission", Names: name(RuleName, "UK Electoral Commission")},
	}
}

// found lists what a matcher finds as "id:surface".
func found(m *Matcher, entities []Entity, text string) string {
	tokens := Tokenize(text, nil)
	var out []string
	for _, match := range m.Find(text, tokens, 0, len(tokens), nil) {
		entity, _ := m.Name(match.Names[0])
		out = append(out, entities[entity].ID+":"+text[tokens[match.First].Start:tokens[match.Last].End])
	}
	return strings.Join(out, " ")
}

func TestMatcherFinds(t *testing.T) {
	entities := testEntities()
	m := NewMatcher(entities)
	for _, test := range []struct{ text, want string }{
		{"The US and the U.S. are one, said us.", "us:US us:U.S."},
		{"Who said that? WHO said that.", "who:WHO"},
		{"Nato and NATO, not nato", "nato:Nato nato:NATO"},
		{"turkey dinner in Turkey", "tr:Turkey"},
		{"the iranian leader and IRAN", "ir:iranian ir:IRAN"},
		{"Iranians’ and Iran's, Iran’s", "ir:Iranians ir:Iran ir:Iran"},
		{"Cote d’Ivoire, CÔTE D'IVOIRE", "ci:Cote d’Ivoire ci:CÔTE D'IVOIRE"},
		{"APT31, APT-31, APT 31, apt31 and APT3", "apt31:APT31 apt31:APT-31 apt31:APT 31 apt31:apt31 apt3:APT3"},
		{"judgment panda, Judgment Panda, JudgmentPanda", "apt31:Judgment Panda apt31:JudgmentPanda"},
		{"Ocean Lotus and OceanLotus", "apt32:Ocean Lotus apt32:OceanLotus"},
		{"CozyBear, Cozybear and Cozy Bear", "apt29:CozyBear apt29:Cozybear apt29:Cozy Bear"},
		{"CERT UA and CERT-UA", "ua-cert:CERT UA ua-cert:CERT-UA"},
		{"the UK Electoral Commission and the Electoral Commission", "uk-commission:UK Electoral Commission commission:Electoral Commission"},
		{"据中国外交部", "cn:中国"},
		{"see https://us.example/Iran/Turkey and iran@turkey.example", ""},
		{"Cozy\n\nBear", ""},
		{"US-China talks", "us:US cn:China"},
	} {
		if got := found(m, entities, test.text); got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestMatcherInflects(t *testing.T) {
	entities := []Entity{
		{ID: "cn", Field: corpus.Country, Names: []Name{{Text: "Китай", Lang: "ru"}, {Text: "الصين", Lang: "ar"}}},
		{ID: "ru", Field: corpus.Country, Names: []Name{{Text: "Россия", Lang: "ru"}}},
		{ID: "ua", Field: corpus.Country, Names: []Name{{Text: "Украина", Lang: "ru"}}},
		{ID: "ir", Field: corpus.Country, Names: []Name{{Text: "Иран", Lang: "ru"}}},
	}
	m := NewMatcher(entities)
	for text, want := range map[string]string{
		"в Китае и из России":  "cn:Китае ru:России",
		"Украины с Ираном":     "ua:Украины ir:Ираном",
		"هاجم قراصنة والصين":   "cn:والصين",
		"Иранцы и Китайка нет": "",
	} {
		if got := found(m, entities, text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestMatcherKeepsAmbiguity(t *testing.T) {
	entities := []Entity{
		{ID: "ge", Field: corpus.Country, Label: "Georgia", Names: []Name{{Text: "Georgia", Rule: RuleName, Context: true}}},
		{ID: "us", Field: corpus.Country, Label: "United States", Names: []Name{{Text: "Georgia", Rule: RulePlace, Context: true}}},
	}
	m := NewMatcher(entities)
	tokens := Tokenize("in Georgia", nil)
	matches := m.Find("in Georgia", tokens, 0, len(tokens), nil)
	if len(matches) != 1 || len(matches[0].Names) != 2 {
		t.Fatalf("want one match with two names, got %+v", matches)
	}
}

func TestTokenizeSplits(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"APT31's hack", "APT|31|hack"},
		{"don't, won’t", "don't|,|won’t"},
		{"a U.S.-led, U.K.'s", "a|U.S.|-|led|,|U.K."},
		{"3,000.50 and 2.", "3,000.50|and|2|."},
		{"“Quoted” – said", "“|Quoted|”|–|said"},
		{"hackers' tools", "hackers|tools"},
		{"WashingtonPost McAfee DDoS", "Washington|Post|McAfee|DDoS"},
		{"systems.The attackers", "systems|.|The|attackers"},
		{"figure.PNG", "figure|.|PNG"},
	} {
		var parts []string
		for _, tok := range Tokenize(test.text, nil) {
			parts = append(parts, test.text[tok.Start:tok.End])
		}
		if got := strings.Join(parts, "|"); got != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
	}
}

// FuzzTokenize holds tokens to what the rest relies on: in order, not
// overlapping, on rune boundaries.
func FuzzTokenize(f *testing.F) {
	for _, seed := range []string{"APT31's “hack” of U.S.", "中国 and Côte d’Ivoire", "https://x.example/a?b=c C:\\Users\\US", "a.b.c. '' \xff\xfe", "\u00adsoft\u200d e\u0301"} {
		f.Add(seed)
	}
	m := NewMatcher(testEntities())
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokenize(text, nil)
		last := int32(0)
		for _, tok := range tokens {
			if tok.Start < last || tok.End <= tok.Start || int(tok.End) > len(text) {
				t.Fatalf("token [%d,%d) after %d in %q", tok.Start, tok.End, last, text)
			}
			if utf8.ValidString(text) && (!utf8.RuneStart(text[tok.Start]) || int(tok.End) < len(text) && !utf8.RuneStart(text[tok.End])) {
				t.Fatalf("token [%d,%d) cuts a rune of %q", tok.Start, tok.End, text)
			}
			last = tok.End
		}
		end := -1
		for _, match := range m.Find(text, tokens, 0, len(tokens), nil) {
			if match.First <= end || match.Last < match.First || len(match.Names) == 0 {
				t.Fatalf("match %+v after token %d in %q", match, end, text)
			}
			end = match.Last
		}
	})
}
