package analysis

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// stems of a text, as they are indexed.
func indexed(a *Analyzer, text, lang string) map[string]bool {
	stems := map[string]bool{}
	a.Tokens(text, lang, func(t Token) bool { stems[t.Stem] = true; return true })
	return stems
}

func found(a *Analyzer, word, text, lang string) bool {
	stems := indexed(a, text, lang)
	return slices.ContainsFunc(a.Stems(word, []string{lang}), func(s string) bool { return stems[s] })
}

func TestSpellingsMeet(t *testing.T) {
	var a Analyzer
	for _, group := range [][]string{
		{"APT-31", "APT31", "APT 31", "apt31", "apt-31"},
		{"F-16s", "F16", "F-16", "f16s"},
		{"cyber-attack", "cyberattacks", "cyber attack", "Cyber-Attacks"},
		{"counter-terrorism", "counterterrorism", "counter terrorism"},
		{"airstrike", "air-strikes", "air strikes"},
		{"ceasefire", "cease-fire", "cease fire"},
		{"zero-day", "zeroday", "zero days"},
		{"U.S.", "US", "U.S.'s", "US's"},
		{"AT&T", "at&t"},
		{"O'Brien", "O’Brien", "obrien"},
		{"co-operation", "cooperation"},
		{"e-mail", "emails"},
		{"organisation", "organizations"},
		{"defence", "defense"},
		{"Müller", "Muller", "Mu\u0308ller", "MÜLLER"},
		{"evil[.]com", "evil.com", "hxxp://evil.com"},
		{"60,000", "60000"},
		{"CVE-2024-3400", "cve-2024-3400"},
		{"COVID-19", "Covid19"},
		{"MPs", "MP"},
		{"China’s", "China"},
	} {
		for _, word := range group {
			for _, text := range group {
				if strings.ContainsRune(word, ' ') { // is two words of a query
					continue
				}
				if !found(&a, word, "It was "+text+" today.", "en") {
					t.Errorf("%q does not find %q", word, text)
				}
			}
		}
	}
}

func TestStrangersDoNotMeet(t *testing.T) {
	var a Analyzer
	for _, tc := range []struct{ word, text string }{
		{"US", "they told us"},
		{"U.S.", "they told us"},
		{"WHO", "the man who fled"},
		{"IT", "it rained"},
		{"united", "three units"},
		{"Hamas", "the city of Hama"},
		{"organ", "an organization"},
		{"AT&T", "at the tea house"},
		{"APT31", "apt to fail 31 times"},
		{"feit", "counterfeit"},
	} {
		if found(&a, tc.word, tc.text, "en") {
			t.Errorf("%q finds %q", tc.word, tc.text)
		}
	}
}

func TestInflectionsMeetInTheirLanguage(t *testing.T) {
	var a Analyzer
	for _, tc := range []struct{ lang, word, text string }{
		{"de", "Wahl", "vor den Wahlen"}, {"de", "Angriff", "die Angriffe"}, {"de", "Haus", "Häuser"}, {"de", "Strasse", "auf der Straße"},
		{"fr", "attaque", "l'attaque"}, {"fr", "attaques", "une attaque"}, {"fr", "securite", "la sécurité"}, {"fr", "l'attaque", "des attaques"}, {"fr", "élection", "les élections"},
		{"es", "elección", "las elecciones"}, {"es", "eleccion", "la elección"}, {"es", "hacker", "los hackers"},
		{"it", "attacco", "gli attacchi"}, {"it", "ambasciata", "all'ambasciata"}, {"it", "elezione", "le elezioni"},
		{"pt", "eleição", "as eleições"}, {"pt", "eleicao", "a eleição"}, {"pt", "ataque", "os ataques"},
		{"ru", "хакер", "российских хакеров"}, {"ru", "Россия", "власти России"}, {"ru", "ёлка", "елку"},
		{"ar", "حكومة", "الحكومة"}, {"ar", "ايران", "إيران"}, {"fa", "حمله", "حمله\u200cهای سایبری"}, {"fa", "ایران", "ایرانی"},
		{"zh", "外交", "中国外交部"}, {"zh", "美", "美国"}, {"ja", "外務", "外務省"}, {"ko", "해커", "북한 해커가"},
		{"ru", "Microsoft", "отчёт Microsoft"}, {"en", "хакер", "the word хакеры"},
	} {
		if !found(&a, tc.word, tc.text, tc.lang) {
			t.Errorf("%s: %q does not find %q", tc.lang, tc.word, tc.text)
		}
	}
}

func TestQueryForms(t *testing.T) {
	var a Analyzer
	if got := a.Stems("us", []string{"en"}); !slices.Equal(got, []string{"u.s.", "us"}) {
		t.Errorf("us, which may be the country: %q", got)
	}
	if got := a.Stems("hackers", []string{"en", "de", "xx"}); !slices.Equal(got, []string{"hack", "hacker", "hackers"}) && !slices.Equal(got, []string{"hacker", "hackers"}) {
		t.Errorf("stems in several languages: %q", got)
	}
	if got := a.Stems("…", []string{"en"}); len(got) != 0 {
		t.Errorf("stems of nothing: %q", got)
	}
	want := [][]string{{"the"}, {"u.s."}, {"and"}, {"us", "u.s."}, {"cyber"}, {"attacks"}}
	if got := a.Phrase("The U.S. and us: cyberattacks"); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("phrase: %q", got)
	}
	want = [][]string{{"us", "u.s."}, {"sanctions"}}
	if got := a.Phrase("US SANCTIONS"); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("phrase in capitals: %q", got)
	}
	for pattern, want := range map[string]string{
		"Secur*": "secur*", "cyber-att*": "cyberatt*", "*ware": "*ware", "É*lection": "e*lection", "10,0*": "100*", "evil.*": "evil.*", "CVE-2024-*": "cve2024*",
	} {
		if got := Wildcard(pattern); got != want {
			t.Errorf("Wildcard(%q) = %q, want %q", pattern, got, want)
		}
	}
	units := []Unit{{"and", false}, {"or", false}, {"cyber-attack", false}, {"中国外交部", true}, {"中国", false}, {"U.S.", false}, {"https://a.org/b", false}}
	if got := a.Units("and/or (cyber-attack) 中国外交部 中国 U.S. https://a.org/b/ --"); !slices.Equal(got, units) {
		t.Errorf("units: %v", got)
	}
}

func TestMatchWildcard(t *testing.T) {
	for _, tc := range []struct {
		pattern, word string
		want          bool
	}{
		{"secur*", "security", true}, {"secur*", "secure", true}, {"secur*", "insecure", false}, {"*ware", "malware", true},
		{"*ware*", "wares", true}, {"r*sia", "russia", true}, {"r*sia", "rsi", false}, {"abc*bc", "abc", false}, {"a*b*c", "axxbyyc", true}, {"abc", "abc", true},
	} {
		if got := MatchWildcard(tc.pattern, tc.word); got != tc.want {
			t.Errorf("MatchWildcard(%q, %q) = %v", tc.pattern, tc.word, got)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"abc", "abc", 0}, {"abc", "abd", 1}, {"countri", "country", 1}, {"abcd", "acbd", 1}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"müller", "muller", 1},
	} {
		if got := Distance(tc.a, tc.b, 5); got != tc.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tc.a, tc.b, got, tc.want)
		}
	}
	if got := Distance("abcdefgh", "zzzzzzzz", 2); got != 3 {
		t.Errorf("over the limit: %d, want 3", got)
	}
}

// What floods a stock analyzer costs this one no more than reading it.
func TestFloodsAreBounded(t *testing.T) {
	var a Analyzer
	const n = 2 << 20
	for name, text := range map[string]string{
		"one word":        strings.Repeat("a", n),
		"one number":      strings.Repeat("1", n),
		"combining marks": "a" + strings.Repeat("\u0301", n/2),
		"marks alone":     strings.Repeat("\u0301", n/2),
		"long compound":   "cyber" + strings.Repeat("x", n),
		"open compound":   "cyber " + strings.Repeat("x", n),
		"hyphens":         strings.Repeat("a-", n/2),
		"at signs":        strings.Repeat("a@", n/2),
		"dots":            strings.Repeat("a.", n/2),
		"commas":          strings.Repeat("1,", n/2),
		"thousands":       strings.Repeat("111,", n/4),
		"apostrophes":     strings.Repeat("s'", n/2),
		"schemes":         strings.Repeat("http://", n/7),
		"accents":         strings.Repeat("é", n/2),
		"ideographs":      strings.Repeat("国", n/3),
		"kana marks":      "ハ" + strings.Repeat("ﾞ", n/3),
		"capitals":        strings.Repeat("US ", n/3),
		"broken UTF-8":    strings.Repeat("\xff\xc3", n/2),
	} {
		start := time.Now()
		tokens := 0
		a.Tokens(text, "en", func(tok Token) bool {
			tokens++
			if len(tok.Written) > MaxTokenBytes || len(tok.Stem) > MaxTokenBytes {
				t.Fatalf("%s: a term of %d bytes", name, max(len(tok.Written), len(tok.Stem)))
			}
			return true
		})
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: took %v for %d tokens", name, d, tokens)
		}
	}
}

// check holds what is true of the tokens of any text.
func check(t interface{ Fatalf(string, ...any) }, a *Analyzer, text, lang string) {
	next, last := 0, 0
	a.Tokens(text, lang, func(tok Token) bool {
		switch {
		case tok.Start < 0 || tok.End > len(text) || tok.Start >= tok.End:
			t.Fatalf("%q: span %d:%d", text, tok.Start, tok.End)
		case !utf8.RuneStart(text[tok.Start]) || tok.End < len(text) && !utf8.RuneStart(text[tok.End]) && utf8.ValidString(text):
			t.Fatalf("%q: span %d:%d cuts a character", text, tok.Start, tok.End)
		case tok.Stem == "" || len(tok.Stem) > MaxTokenBytes || len(tok.Written) > MaxTokenBytes:
			t.Fatalf("%q: term %q, stem %q", text, tok.Written, tok.Stem)
		case !utf8.ValidString(tok.Stem) || !utf8.ValidString(tok.Written):
			t.Fatalf("%q: broken term %q, stem %q", text, tok.Written, tok.Stem)
		case tok.Position < last:
			t.Fatalf("%q: position %d after %d", text, tok.Position, last)
		case !tok.Extra && tok.Position != next:
			t.Fatalf("%q: base token at %d, want %d", text, tok.Position, next)
		}
		last = tok.Position
		if !tok.Extra {
			next++
		}
		return true
	})
	if last >= next && next > 0 {
		t.Fatalf("%q: a token at %d stands beside no word of %d", text, last, next)
	}
	stems := indexed(a, text, lang)
	for _, u := range a.Units(text) {
		if u.Phrase {
			continue
		}
		query := a.Stems(u.Text, []string{lang})
		if !slices.ContainsFunc(query, func(s string) bool { return stems[s] }) {
			t.Fatalf("%q (%s): the word %q, stems %q, is not found", text, lang, u.Text, query)
		}
	}
}

// Any chain of the pieces that make analyzers stumble keeps the promises of
// Token, and every word typed finds the text it was taken from.
func TestTokensHoldTheirPromises(t *testing.T) {
	parts := []string{
		"US", "U.S.", "us", "APT", "31", "-", "'", "’", "s", ".", ",", " ", "\n", "cyber", "attack", "counter", "AT&T", "@", "é", "e\u0301", "\u0301", "中国", "国", "カ", "ﾞ",
		"https://", "/", "[.]", "1,000", "3.5", "ё", "ال", "\u200c", "\u00ad", "A.", "t", "l'", "É", "_", "&", "\xff", "x", "ß", "ＡＢ", "１",
	}
	var a Analyzer
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 12).Draw(t, "parts"), "")
		check(t, &a, text, rapid.SampledFrom(Languages[:]).Draw(t, "language"))
	})
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"The U.S. told us: APT-31's F-16s", "a@b.c https://x.y/z 1,000.5", "中国外交部 é\u0301\xff", "L'attaque"} {
		f.Add(s, "en")
		f.Add(s, "ar")
	}
	var a Analyzer
	f.Fuzz(func(t *testing.T, text, lang string) { check(t, &a, text, lang) })
}

func TestNearest(t *testing.T) {
	words := []string{"actor", "country", "q"}
	for text, want := range map[string]string{"acotr": "actor", "contry": "country", "qq": "q", "by": "", "limit": ""} {
		if got := Nearest(text, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", text, got, want)
		}
	}
}
