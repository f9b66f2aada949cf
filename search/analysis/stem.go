package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

// newStemmer returns the stemmer of a language. It takes lowered words and
// chooses by script, since news quotes names in other scripts than its own.
func newStemmer(lang string) func(string) string {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-") // en-GB
	latin, cyrillic, arab := latinStemmer(lang), unstemmed, unstemmed
	if lang == "" || supported(lang) {
		cyrillic, arab = snowball(russian.Stem), stemArabic
	}
	if lang == "fa" {
		arab = stemPersian
	}
	return func(word string) string {
		if len(word) <= 2 || strings.ContainsAny(word, ".@&") {
			return word
		}
		if strings.ContainsAny(word, "0123456789") {
			return stemNumber(word)
		}
		switch r, _ := utf8.DecodeRuneInString(word); {
		case r < 0x250:
			return latin(word)
		case r >= 0x400 && r < 0x530:
			return cyrillic(word)
		case r >= 0x600 && r < 0x700:
			return arab(word)
		}
		return word
	}
}

func latinStemmer(lang string) func(string) string {
	switch lang {
	case "de":
		return snowball(german.Stem)
	case "fr":
		return stemFrench(snowball(french.Stem))
	case "es":
		return withLoans(snowball(spanish.Stem))
	case "it":
		return withLoans(snowball(italian.Stem))
	case "pt":
		return withLoans(stemPortuguese(snowball(portuguese.Stem)))
	}
	if lang == "" || supported(lang) {
		return stemEnglish(snowball(english.Stem))
	}
	return unstemmed
}

func supported(lang string) bool {
	for _, l := range Languages {
		if l == lang {
			return true
		}
	}
	return false
}

func unstemmed(word string) string { return word }

// snowball wraps an algorithm of snowballstem.org.
func snowball(stem func(*snowballstem.Env) bool) func(string) string {
	env := snowballstem.NewEnv("")
	return func(word string) string {
		if len(word) > MaxTokenBytes/4 { // no word of any language; the algorithms are slow on it
			return word
		}
		env.SetCurrent(word)
		stem(env)
		return env.Current()
	}
}

// stemNumber takes the plural off a number: F-16s, 1990s.
func stemNumber(word string) string {
	n := len(word) - 1
	if word[n] == 's' && word[n-1] >= '0' && word[n-1] <= '9' {
		return word[:n]
	}
	return word
}

// stemFrench spares the plural of -ission from an ending of verbs that looks
// like it: commissions.
func stemFrench(snowball func(string) string) func(string) string {
	return func(word string) string {
		if strings.HasSuffix(word, "issions") {
			word = word[:len(word)-1]
		}
		return snowball(word)
	}
}

// stemPortuguese makes the plurals of -ão one with it, which the algorithm
// does not: eleições, eleição.
func stemPortuguese(snowball func(string) string) func(string) string {
	return func(word string) string {
		for _, plural := range [...]string{"ões", "ães", "ãos"} {
			if rest, ok := strings.CutSuffix(word, plural); ok {
				return snowball(rest + "ão")
			}
		}
		if rest, ok := strings.CutSuffix(word, "oes"); ok {
			return snowball(rest + "ao")
		}
		return snowball(word)
	}
}

// withLoans takes the plural off what news borrows from English, which the
// Romance algorithms leave: hackers, rangers.
func withLoans(stem func(string) string) func(string) string {
	return func(word string) string {
		if rest, ok := strings.CutSuffix(word, "ers"); ok {
			return stem(rest + "er")
		}
		return stem(word)
	}
}
