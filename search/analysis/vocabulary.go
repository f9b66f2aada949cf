package analysis

import "strings"

// Sizes of the memory of stems. Half a gigabyte of news holds some 300,000
// forms, of which the 60,000 most frequent make up 98 of 100 words.
const (
	maxRemembered = 1 << 16
	maxKeyBytes   = 32
)

// term is what a word becomes.
type term struct {
	written, stem string
	// bareStem is the stem of the word typed without its diacritics, where it
	// differs: "securite" must meet "sécurité".
	bareStem string
	// cut is where a word of two parts is cut, in bytes of the raw word; 0
	// where it is one.
	cut int
}

// vocabulary remembers the terms of one language. When recent is full it
// becomes old, and what is still in use returns from there.
type vocabulary struct {
	stem        func(string) string
	recent, old map[string]*term
	// initials, if set, are the first bytes that the stems looked for have:
	// other words are not stemmed.
	initials *[256]bool
}

func (a *Analyzer) vocabulary(lang string) *vocabulary {
	if v, ok := a.vocabularies[lang]; ok {
		return v
	}
	if a.vocabularies == nil || len(a.vocabularies) > 2*len(Languages) {
		a.vocabularies = map[string]*vocabulary{}
	}
	v := &vocabulary{stem: newStemmer(lang), recent: map[string]*term{}}
	a.vocabularies[lang] = v
	return v
}

func (v *vocabulary) term(raw string) *term {
	if t, ok := v.recent[raw]; ok {
		return t
	}
	t, ok := v.old[raw]
	if !ok {
		t = v.newTerm(raw)
	}
	if len(raw) <= maxKeyBytes {
		v.remember(strings.Clone(raw), t)
	}
	return t
}

func (v *vocabulary) remember(raw string, t *term) {
	if len(v.recent) >= maxRemembered {
		v.old, v.recent = v.recent, map[string]*term{}
	}
	v.recent[raw] = t
}

func (v *vocabulary) newTerm(raw string) *term {
	small := lower(raw)
	t := &term{written: strings.Clone(plain(small)), cut: cutPoint(raw)}
	t.stem = t.written
	if v.passes(small) {
		return t
	}
	if stem := plain(v.stem(small)); stem != t.written && stem != "" {
		t.stem = strings.Clone(stem)
	}
	if small == t.written {
		return t
	}
	if bare := plain(v.stem(t.written)); bare != t.stem && bare != "" {
		t.bareStem = strings.Clone(bare)
	}
	return t
}

// passes tells of a word that can have none of the stems looked for. Arabic
// stems lose letters at the beginning, so only ASCII is judged.
func (v *vocabulary) passes(small string) bool {
	return v.initials != nil && small != "" && ascii(small) && !v.initials[small[0]]
}
