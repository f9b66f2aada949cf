package analysis

import (
	"strings"
)

// Sizes of the memory of stems. Half a gigabyte of news holds some 300,000
// forms, of which the 60,000 most frequent make up 98 of 100 words.
const (
	maxRemembered = 1 << 16
	maxKeyBytes   = 32
)

// term is what a word becomes.
type term struct {
	written, stem string
	// other is a second stem where there is one: that of the word typed without
	// its diacritics ("securite" must meet "sécurité"), or of an Arabic word
	// whose first letter is no conjunction.
	other string
	// cut is where a word of two parts is cut, in bytes of the raw word; 0
	// where it is one.
	cut int
}

// vocabulary remembers the terms of one language. When recent is full it
// becomes old, and what is still in use returns from there.
type vocabulary struct {
	lang        string
	stem        func(string) string
	recent, old map[string]*term
	// heads, if set, are what all that is looked for begins with: other words
	// need no term.
	heads *heads
}

func (a *Analyzer) vocabulary(lang string) *vocabulary {
	if v, ok := a.vocabularies[lang]; ok {
		return v
	}
	if a.vocabularies == nil || len(a.vocabularies) > 2*len(Languages) {
		a.vocabularies = map[string]*vocabulary{}
	}
	v := &vocabulary{lang: lang, stem: newStemmer(lang), recent: map[string]*term{}}
	a.vocabularies[lang] = v
	return v
}

func (v *vocabulary) term(raw string) *term {
	if t, ok := v.recent[raw]; ok {
		return t
	}
	t, ok := v.old[raw]
	if len(raw) > maxKeyBytes {
		return v.newTerm(raw)
	}
	raw = strings.Clone(raw) // or it would keep the whole text in memory
	if !ok {
		t = v.newTerm(raw)
	}
	if len(v.recent) >= maxRemembered {
		v.old, v.recent = v.recent, map[string]*term{}
	}
	v.recent[raw] = t
	return t
}

func (v *vocabulary) newTerm(raw string) *term {
	small := lower(raw)
	t := &term{written: plain(small), cut: cutPoint(raw)}
	t.stem = t.written
	if stem := plain(v.stem(small)); stem != "" {
		t.stem = stem
	}
	if other := v.otherStem(small, t.written); other != t.stem {
		t.other = other
	}
	return t
}

func (v *vocabulary) otherStem(small, written string) string {
	if strings.HasPrefix(written, and) && v.lang != "fa" && (v.lang == "" || supported(v.lang)) {
		return stemArabicWhole(written)
	}
	return plain(v.stem(written))
}

// passes tells that nothing looked for begins as raw does.
func (v *vocabulary) passes(raw string) bool { return v.heads != nil && !v.heads.begin(raw) }
