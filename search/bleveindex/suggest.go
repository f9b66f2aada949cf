package bleveindex

import (
	"cmp"
	"context"
	"slices"

	"despatch/search"
	"despatch/search/analysis"
)

// Terms lists at most n words of titles that start with prefix, or are within
// one typo of it, most frequent first; those that start with it come first.
func (e *Engine) Terms(ctx context.Context, prefix string, n int, visible []string) (list []search.Term, err error) {
	defer e.boundary("terms", &err)
	snap, err := e.snapshotFor(nil)
	if err != nil {
		return nil, err
	}
	defer snap.gen.release(snap)
	r := &run{engine: e, ctx: ctx, snap: snap, collections: visible}
	word := analysis.Wildcard(prefix)
	if word == "" || n <= 0 {
		return nil, nil
	}
	if list, err = r.titleWords(n, func(p *postingsReader, visit func(string, int) error) error {
		return p.counts([]byte(word), prefixEnd(word), visit)
	}); err != nil || len(list) >= n || len([]rune(word)) < minTypoLetters {
		return list, err
	}
	near, err := r.misspelt(word, n)
	for _, t := range near {
		if len(list) < n && !slices.ContainsFunc(list, func(u search.Term) bool { return u.Text == t.Text }) {
			list = append(list, t)
		}
	}
	return list, err
}

// minTypoLetters is how long a word must be for a typo to be looked for: the
// neighbours of shorter words are other words.
const minTypoLetters = 4

func (r *run) misspelt(word string, n int) ([]search.Term, error) {
	automaton, err := levenshteinOf(word, 1)
	if err != nil {
		return nil, nil // too long for a word of a title
	}
	return r.titleWords(n, func(p *postingsReader, visit func(string, int) error) error {
		return eachCount(p.dict.AutomatonIterator(automaton, nil, nil), visit)
	})
}

// titleWords gathers words with their counts and keeps the n most frequent.
// Counts in the dictionary include articles that are deleted or not to be
// seen: they are taken anew until no word that follows can be among the best.
func (r *run) titleWords(n int, walk func(*postingsReader, func(string, int) error) error) ([]search.Term, error) {
	counts := map[string]int{}
	readers := make([]*postingsReader, len(r.snap.segments))
	for i, seg := range r.snap.segments {
		var err error
		if readers[i], err = newPostingsReader(seg.bleve, fieldTitleWritten); err != nil {
			return nil, err
		}
		if err := walk(readers[i], func(word string, count int) error {
			counts[word] += count
			return r.stopped()
		}); err != nil {
			return nil, err
		}
	}
	list := make([]search.Term, 0, len(counts))
	for word, count := range counts {
		list = append(list, search.Term{Text: word, Count: count})
	}
	slices.SortFunc(list, byFrequency)
	var out []search.Term
	for _, t := range list {
		if len(out) == n && t.Count < out[n-1].Count {
			break
		}
		if err := r.stopped(); err != nil {
			return nil, err
		}
		var err error
		if t.Count, err = r.seenTitles(readers, t.Text); err != nil {
			return nil, err
		}
		if t.Count > 0 {
			out = append(out, t)
			slices.SortFunc(out, byFrequency)
			out = out[:min(n, len(out))]
		}
	}
	return out, nil
}

func byFrequency(a, b search.Term) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
}

// seenTitles counts the articles with a word in their title that may be seen.
func (r *run) seenTitles(readers []*postingsReader, word string) (int, error) {
	n := 0
	for i, seg := range r.snap.segments {
		docs, err := readers[i].docs([]byte(word), nil)
		if err != nil {
			return 0, err
		}
		for _, d := range docs {
			if seg.alive(d) && r.maySee(address{i, d}) {
				n++
			}
		}
	}
	return n, nil
}
