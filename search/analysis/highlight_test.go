package analysis

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// marked shows the matches of a text in brackets.
func marked(text string, matches []Match) string {
	var b strings.Builder
	at := 0
	for _, m := range matches {
		b.WriteString(text[at:m.Start] + "[" + text[m.Start:m.End] + "]")
		at = m.End
	}
	return b.String() + text[at:]
}

func TestFind(t *testing.T) {
	for _, tc := range []struct {
		name   string
		wanted Wanted
		lang   string
		text   string
		want   string
	}{
		{"forms of a word", Wanted{Word: "hack"}, "en", "He hacks, hacked and is hacking; a hacker too.", "He [hacks], [hacked] and is [hacking]; a hacker too."},
		{"a word of another language", Wanted{Word: "élections"}, "fr", "L'élection, les elections", "L'[élection], les [elections]"},
		{"a compound however written", Wanted{Word: "APT31"}, "en", "APT-31, APT 31's and apt31.", "[APT-31], [APT 31]'s and [apt31]."},
		{"a part of a compound", Wanted{Word: "attack"}, "en", "a cyber-attack, cyberattacks", "a cyber-[attack], cyber[attacks]"},
		{"the country and not the pronoun", Wanted{Word: "US"}, "en", "They told us that the US, or U.S., left us.", "They told us that the [US], or [U.S.], left us."},
		{"a phrase as written", Wanted{Phrase: "electoral commission"}, "en", "The Electoral Commission; electoral commissions; commission electoral", "The [Electoral Commission]; electoral commissions; commission electoral"},
		{"a phrase over other signs", Wanted{Phrase: "cyber attack"}, "en", "a cyber-attack and a cyberattack", "a [cyber-attack] and a [cyberattack]"},
		{"a phrase twice", Wanted{Phrase: "a b a"}, "en", "a b a b a c a b a", "[a b a] b a c [a b a]"},
		{"a loose phrase", Wanted{Phrase: "china sanctions", Slop: 2}, "en", "China faces new sanctions. Then China is very far from any of these sanctions.", "[China] faces new [sanctions]. Then China is very far from any of these sanctions."},
		{"a loose phrase in the other order", Wanted{Phrase: "china sanctions", Slop: 2}, "en", "sanctions on China", "sanctions on China"},
		{"a looser phrase in the other order", Wanted{Phrase: "china sanctions", Slop: 3}, "en", "sanctions on China", "[sanctions] on [China]"},
		{"a word of a phrase stands for one only", Wanted{Phrase: "a a", Slop: 3}, "en", "a b c", "a b c"},
		{"a pattern", Wanted{Pattern: "sanct*"}, "en", "Sanctions, sanctuary, insanct", "[Sanctions], [sanctuary], insanct"},
		{"a pattern with any beginning", Wanted{Pattern: "*ware"}, "en", "Ransomware and malware everywhere", "[Ransomware] and [malware] everywhere"},
		{"typing errors", Wanted{Fuzzy: "goverment", Distance: 1}, "en", "Government, goverments, governor", "[Government], [goverments], governor"},
		{"characters in pairs", Wanted{Phrase: "外交部"}, "zh", "中国外交部说", "中国[外交部]说"},
		{"Arabic with its article", Wanted{Word: "حكومة"}, "ar", "قالت الحكومة", "قالت [الحكومة]"},
		{"capitals and accents", Wanted{Word: "ÉLYSÉE"}, "fr", "l'Elysée", "l'[Elysée]"},
		{"wanted in titles only", Wanted{Word: "spy", Title: true}, "en", "a spy", "a spy"},
		{"nothing", Wanted{Word: "…"}, "en", "…", "…"},
	} {
		f := NewFinder([]Wanted{tc.wanted})
		if got := marked(tc.text, f.Find(tc.text, tc.lang, false)); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestFindInTitle(t *testing.T) {
	f := NewFinder([]Wanted{{Word: "spy", Title: true}, {Phrase: "at large", Title: true}})
	if got := marked("A spy at large", f.Find("A spy at large", "en", true)); got != "A [spy] [at large]" {
		t.Error(got)
	}
}

func TestFragment(t *testing.T) {
	const text = "An opening sentence says nothing of use. Mr. Smith of the U.S. Treasury named spies. " +
		"Then comes a sentence that is only here to take up room, as sentences in the news so often are, and it goes on. " +
		"Spies and hackers met there. The last sentence follows after all of that and it ends the article for good."
	const quoted = "He called them spies.\n\"They are not,\" she said, \"and were not.\" It went on in that way until midnight and beyond."
	start, end := Fragment(quoted, NewFinder([]Wanted{{Word: "spies"}}).Find(quoted, "en", false), 30)
	if got := quoted[start:end]; got != "He called them spies." {
		t.Errorf("a line ends a fragment: %q", got)
	}
	start, end = Fragment(quoted, NewFinder([]Wanted{{Word: "she"}}).Find(quoted, "en", false), 55)
	if got := quoted[start:end]; got != "\"They are not,\" she said, \"and were not.\"" {
		t.Errorf("quotation marks close with their sentence: %q", got)
	}
	for _, tc := range []struct {
		name   string
		wanted []Wanted
		width  int
		want   string
	}{
		{"no match shows the beginning", nil, 50, "An opening sentence says nothing of use."},
		{"more different words win", []Wanted{{Word: "spies"}, {Word: "hackers"}}, 45, "Spies and hackers met there."},
		{"the earlier of equals wins", []Wanted{{Word: "spies"}}, 70, "Mr. Smith of the U.S. Treasury named spies."},
		{"a long sentence is entered before the match", []Wanted{{Word: "often"}}, 80, "in the news so often are, and it goes on. Spies and hackers met there."},
		{"a short text is shown whole", []Wanted{{Word: "spies"}}, 1000, text},
	} {
		matches := NewFinder(tc.wanted).Find(text, "en", false)
		start, end := Fragment(text, matches, tc.width)
		if got := text[start:end]; got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// A fragment lies in the text, cuts no character, keeps to its width, and
// shows a match where there is one.
func TestFragmentsAreInOrder(t *testing.T) {
	parts := []string{"spy ", "hackers", ". ", "\n", "The ", "U.S. ", "é", "国", "” ", "x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "。", "Mr. ", "! ", "\u00a0"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 60).Draw(t, "parts"), "")
		width := rapid.IntRange(40, 240).Draw(t, "width")
		matches := NewFinder([]Wanted{{Word: "spy"}, {Word: "hackers"}, {Phrase: "the hackers"}}).Find(text, "en", false)
		start, end := Fragment(text, matches, width)
		switch {
		case start < 0 || end > len(text) || start > end || end-start > width:
			t.Fatalf("%q: fragment %d:%d of width %d", text, start, end, width)
		case !utf8.ValidString(text[start:end]):
			t.Fatalf("%q: fragment %q cuts a character", text, text[start:end])
		}
		shown := func(m Match) bool { return m.Start >= start && m.End <= end }
		if len(matches) > 0 && !slices.ContainsFunc(matches, shown) {
			t.Fatalf("%q: fragment %q shows none of %v", text, text[start:end], matches)
		}
	})
}

// What a finder marks is what the index finds: a word is marked in exactly the
// texts whose stems it shares.
func TestMarkedIsFound(t *testing.T) {
	parts := []string{"US", "us", "APT", "31", "-", " ", " ", ".", "cyber", "attack", "attacks", "é", "国", "中", "'s", "MI6", "women"}
	words := []string{"US", "us", "APT31", "cyber-attack", "attack", "国", "MI6", "woman", "é", "cyber"}
	var a Analyzer
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 10).Draw(t, "parts"), "")
		w := rapid.SampledFrom(words).Draw(t, "word")
		lang := rapid.SampledFrom([]string{"en", "fr", "zh"}).Draw(t, "language")
		marks := len(NewFinder([]Wanted{{Word: w}}).Find(text, lang, false)) > 0
		if marks != found(&a, w, text, lang) {
			t.Fatalf("%q in %q (%s): marked is %v", w, text, lang, marks)
		}
	})
}
