package analysis

import (
	"cmp"
	"slices"
	"strings"
)

// Wanted is one thing a query looks for in an article. Exactly one of Word,
// Phrase, Pattern and Fuzzy is set.
type Wanted struct {
	Word    string // found by its stem
	Phrase  string // found as written, with at most Slop moves
	Slop    int
	Pattern string // of a written word, with *
	Fuzzy   string // a written word, at most Distance typing errors off
	// Distance is 1 or 2.
	Distance int
	Title    bool // looked for in the title only
}

// Match is a place in a text where something wanted stands.
type Match struct {
	Start, End int // bytes
	Term       int // index of what was wanted
}

// Finder finds what a query looks for in texts. It is for one goroutine at a
// time.
type Finder struct {
	wanted    []Wanted
	analyzer  Analyzer
	byLang    map[string]*targets
	found     []Match
	inPhrases []placed
}

// NewFinder returns a finder of the things wanted.
func NewFinder(wanted []Wanted) *Finder {
	f := &Finder{wanted: slices.Clone(wanted), byLang: map[string]*targets{}}
	for i := range f.wanted {
		w := &f.wanted[i]
		w.Pattern = Wildcard(w.Pattern)
		if forms := f.analyzer.Written(w.Fuzzy); len(forms) > 0 {
			w.Fuzzy = forms[0]
		}
	}
	return f
}

// targets are the things wanted as the words of one language.
type targets struct {
	stems    map[string][]int // indices of things wanted
	written  map[string][]place
	patterns []int
	phrases  map[int]int // index of a phrase -> number of its places
	scan     *vocabulary
}

// place is one place of a phrase.
type place struct{ term, index int }

// placed is a word of a text that may stand at a place of a phrase.
type placed struct {
	place
	position   int
	start, end int
}

// Find returns the matches in a text of the given language, by place, none
// inside another. What is wanted in titles only is looked for if title is set.
func (f *Finder) Find(text, lang string, title bool) []Match {
	if len(f.wanted) == 0 {
		return nil
	}
	t := f.targets(lang)
	f.found, f.inPhrases = f.found[:0], f.inPhrases[:0]
	s := scanner{a: &f.analyzer, text: text, words: t.scan, emit: func(token Token) bool {
		f.token(t, token, title)
		return true
	}}
	s.run()
	for term, places := range t.phrases {
		f.phrase(term, places)
	}
	return outermost(f.found)
}

func (f *Finder) targets(lang string) *targets {
	if t, ok := f.byLang[lang]; ok {
		return t
	}
	t := &targets{stems: map[string][]int{}, written: map[string][]place{}, phrases: map[int]int{}}
	t.scan = &vocabulary{lang: lang, stem: newStemmer(lang), recent: map[string]*term{}, heads: &heads{}}
	for i, w := range f.wanted {
		switch {
		case w.Word != "":
			for _, stem := range f.analyzer.Stems(w.Word, []string{lang}) {
				t.stems[stem] = append(t.stems[stem], i)
				t.scan.heads.add(stem)
			}
		case w.Phrase != "":
			f.addPhrase(t, i, w.Phrase)
		case w.Pattern != "" && w.Pattern[0] != '*':
			t.patterns = append(t.patterns, i)
			t.scan.heads.add(w.Pattern)
		case w.Pattern != "" || w.Fuzzy != "":
			t.patterns = append(t.patterns, i)
			t.scan.heads.all()
		}
	}
	t.addStrays()
	f.byLang[lang] = t
	return t
}

func (t *targets) addStrays() {
	for _, word := range strays {
		if len(t.stems[t.scan.stem(word)]) > 0 {
			t.scan.heads.add(word)
		}
	}
}

func (f *Finder) addPhrase(t *targets, term int, text string) {
	places := f.analyzer.Phrase(text)
	if len(places) == 0 {
		return
	}
	t.phrases[term] = len(places)
	for i, forms := range places {
		for _, form := range forms {
			t.scan.heads.add(form)
			t.written[form] = append(t.written[form], place{term, i})
		}
	}
}

func (f *Finder) token(t *targets, token Token, title bool) {
	for _, term := range t.stems[token.Stem] {
		f.add(term, token, title)
	}
	if token.Written == "" {
		return
	}
	for _, p := range t.written[token.Written] {
		if title || !f.wanted[p.term].Title {
			f.inPhrases = append(f.inPhrases, placed{p, token.Position, token.Start, token.End})
		}
	}
	for _, term := range t.patterns {
		if f.fits(term, token.Written) {
			f.add(term, token, title)
		}
	}
}

func (f *Finder) add(term int, token Token, title bool) {
	if title || !f.wanted[term].Title {
		f.found = append(f.found, Match{token.Start, token.End, term})
	}
}

func (f *Finder) fits(term int, written string) bool {
	w := &f.wanted[term]
	if w.Pattern != "" {
		return MatchWildcard(w.Pattern, written)
	}
	return Distance(w.Fuzzy, written, w.Distance) <= w.Distance
}

// phrase adds the places where all words of a phrase stand: their positions,
// each less its word's number, differ by slop at most, and no position serves
// two words.
func (f *Finder) phrase(term, places int) {
	slop := f.wanted[term].Slop
	at := make([]placed, places)
	for i, first := range f.inPhrases {
		if first.term != term || first.index != 0 {
			continue
		}
		for base := first.position - slop; base <= first.position; base++ {
			if at[0] = first; f.window(at, i, base, slop) {
				f.addPlaces(at, slop)
				break
			}
		}
	}
}

// window chooses, for each word of a phrase behind the first, a place from
// base to base+slop, one further for each word. The first is inPhrases[i].
func (f *Finder) window(at []placed, i, base, slop int) bool {
	for i > 0 && f.inPhrases[i-1].position >= base {
		i--
	}
	for index := 1; index < len(at); index++ {
		ok := false
		for j := i; j < len(f.inPhrases) && !ok; j++ {
			p := f.inPhrases[j]
			if p.position > base+index+slop {
				break
			}
			ok = p.term == at[0].term && p.index == index && p.position >= base+index && !taken(at[:index], p.position)
			at[index] = p
		}
		if !ok {
			return false
		}
	}
	return true
}

func taken(at []placed, position int) bool {
	return slices.ContainsFunc(at, func(p placed) bool { return p.position == position })
}

// addPlaces adds a phrase that was found: as one stretch if its words stand in
// a row, else word by word.
func (f *Finder) addPlaces(at []placed, slop int) {
	term := at[0].term
	if slop == 0 {
		f.found = append(f.found, Match{at[0].start, at[len(at)-1].end, term})
		return
	}
	for _, p := range at {
		f.found = append(f.found, Match{p.start, p.end, term})
	}
}

// outermost sorts matches by place and drops those inside others.
func outermost(found []Match) []Match {
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Term, b.Term))
	})
	kept := make([]Match, 0, len(found))
	for _, m := range found {
		if len(kept) == 0 || m.Start >= kept[len(kept)-1].End {
			kept = append(kept, m)
		}
	}
	return kept
}

// MatchWildcard tells whether a written form fits a pattern that Wildcard has
// folded.
func MatchWildcard(pattern, written string) bool {
	head, rest, ok := strings.Cut(pattern, "*")
	if !ok {
		return pattern == written
	}
	if !strings.HasPrefix(written, head) {
		return false
	}
	written = written[len(head):]
	for {
		part, next, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(written, part)
		}
		i := strings.Index(written, part)
		if i < 0 {
			return false
		}
		written, rest = written[i+len(part):], next
	}
}
