package analysis

import (
	"slices"
	"strings"
)

// Unit is a part of a typed word that is searched for as one.
type Unit struct {
	Text string
	// Phrase says that the unit makes several terms that stand in a row, as a
	// run of Chinese characters does.
	Phrase bool
}

// Units cuts what was typed between two spaces into what can be searched for:
// "and/or" is two words, "cyber-attack" one, and a comma none.
func (a *Analyzer) Units(typed string) []Unit {
	var units []Unit
	start, end, pairs := 0, -1, false
	a.Tokens(typed, "", func(t Token) bool {
		if t.Start >= end {
			if end > 0 {
				units = append(units, Unit{Text: typed[start:end], Phrase: pairs})
			}
			start, end, pairs = t.Start, t.End, false
		}
		if t.End > end {
			end, pairs = t.End, true
		}
		return true
	})
	if end > 0 {
		units = append(units, Unit{Text: typed[start:end], Phrase: pairs})
	}
	return units
}

// Stems returns the stems by which a word (one unit) is found in articles of
// the languages given, sorted, each once. A word that could be an acronym
// typed in small letters (us) has the stem of that too.
func (a *Analyzer) Stems(word string, langs []string) []string {
	var stems []string
	for _, lang := range langs {
		first := -1
		a.Tokens(word, lang, func(t Token) bool {
			if first >= 0 && (t.Start != first || t.Written != "") {
				return false
			}
			first = t.Start
			stems = append(stems, t.Stem)
			return true
		})
		stems = a.elided(stems, word, lang)
	}
	stems = append(stems, acronymOf(word)...)
	slices.Sort(stems)
	return slices.Compact(stems)
}

// elided adds the stem of what stands behind a shortened French or Italian
// article or preposition: l'attaque, dell'interno.
func (a *Analyzer) elided(stems []string, word, lang string) []string {
	if lang != "fr" && lang != "it" {
		return stems
	}
	i := strings.IndexAny(word, "'’")
	if i < 1 || i > 5 {
		return stems
	}
	rest := strings.TrimLeft(word[i:], "'’")
	a.Tokens(rest, lang, func(t Token) bool {
		stems = append(stems, t.Stem)
		return false
	})
	return stems
}

// acronymOf is the acronym that a word in small letters may stand for.
func acronymOf(word string) []string {
	if word != strings.ToLower(word) {
		return nil
	}
	if t, ok := acronyms[strings.ToUpper(word)]; ok {
		return []string{t.written}
	}
	return nil
}

// Written returns the forms under which a word (one unit) is written, the
// first being the usual one.
func (a *Analyzer) Written(word string) []string {
	var forms []string
	a.Tokens(word, "", func(t Token) bool {
		forms = append(forms, t.Written)
		return false
	})
	return append(forms, acronymOf(word)...)
}

// Phrase returns, for each position of a phrase, the written forms that may
// stand there.
func (a *Analyzer) Phrase(text string) [][]string {
	var places [][]string
	var beside Token
	a.Tokens(text, "", func(t Token) bool {
		if t.Extra {
			beside = t
			return true
		}
		forms := append([]string{t.Written}, acronymOf(text[t.Start:t.End])...)
		if beside.Start == t.Start && beside.End == t.End && beside.Written != "" { // in capitals alone
			forms = append(forms, beside.Written)
		}
		places = append(places, forms)
		return true
	})
	return places
}

// Wildcard folds a pattern in which * stands for any letters the way words are
// folded, so that it can be held against written forms.
func Wildcard(pattern string) string {
	parts := strings.Split(pattern, "*")
	for i, p := range parts {
		parts[i] = strings.Map(wildcardLetter, plain(lower(p)))
	}
	return strings.Join(parts, "*")
}

// wildcardLetter drops what written compounds are without.
func wildcardLetter(r rune) rune {
	switch r {
	case '-', '_', '\'', '’', '‘', '‐', '‑', ',', '\u200C':
		return -1
	}
	return r
}
