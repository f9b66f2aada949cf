package bleveindex

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/scorch_segment_api/v2"
)

// postingsReader reads postings of one field of one segment, reusing what can
// be reused. It is for one goroutine.
type postingsReader struct {
	dict bleve.TermDictionary
	list bleve.PostingsList
	it   bleve.PostingsIterator
}

func newPostingsReader(seg bleve.Segment, field string) (*postingsReader, error) {
	dict, err := seg.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("open the dictionary of %s: %w", field, err)
	}
	return &postingsReader{dict: dict}, nil
}

// open points the reader at a term.
func (r *postingsReader) open(term []byte, freqs, places bool) error {
	var err error
	if r.list, err = r.dict.PostingsList(term, nil, r.list); err != nil {
		return fmt.Errorf("read the postings of %q: %w", term, err)
	}
	r.it = r.list.Iterator(freqs, false, places, r.it)
	return nil
}

// docs appends the articles that have the term, deleted ones too. What it
// returns is a copy: bitmaps of a segment point into its mapped file.
func (r *postingsReader) docs(term []byte, out []uint32) ([]uint32, error) {
	if err := r.open(term, false, false); err != nil {
		return nil, err
	}
	opt, ok := r.it.(bleve.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("postings of %q are of a kind not known: %T", term, r.it)
	}
	if doc, ok := opt.DocNum1Hit(); ok {
		return append(out, uint32(doc)), nil
	}
	return appendBitmap(out, opt.ActualBitmap()), nil
}

func appendBitmap(out []uint32, bm *roaring.Bitmap) []uint32 {
	if bm == nil {
		return out
	}
	n := len(out)
	need := n + int(bm.GetCardinality())
	if cap(out) < need {
		grown := make([]uint32, n, need+need/4)
		copy(grown, out)
		out = grown
	}
	out = out[:need]
	it := bm.ManyIterator()
	for n < need {
		k := it.NextMany(out[n:need])
		if k == 0 {
			break
		}
		n += k
	}
	return out[:n]
}

// walk visits the terms of the field in order, from the first not below from,
// ending before to; empty bounds are open.
func (r *postingsReader) walk(from, to []byte, visit func(term string) error) error {
	it := r.dict.AutomatonIterator(nil, from, to)
	if quick, ok := r.dict.(interface {
		AutomatonIteratorOmitCount(bleve.Automaton, []byte, []byte) bleve.DictionaryIterator
	}); ok {
		it = quick.AutomatonIteratorOmitCount(nil, from, to)
	}
	return eachTerm(it, visit)
}

func eachTerm(it bleve.DictionaryIterator, visit func(term string) error) error {
	for {
		entry, err := it.Next()
		if err != nil {
			return fmt.Errorf("walk the dictionary: %w", err)
		}
		if entry == nil {
			return nil
		}
		if err := visit(entry.Term); err != nil {
			return err
		}
	}
}

// counts visits the terms from one bound to another with how many articles,
// deleted ones too, have each.
func (r *postingsReader) counts(from, to []byte, visit func(term string, articles int) error) error {
	return eachCount(r.dict.AutomatonIterator(nil, from, to), visit)
}

func eachCount(it bleve.DictionaryIterator, visit func(term string, articles int) error) error {
	for {
		entry, err := it.Next()
		if err != nil {
			return fmt.Errorf("walk the dictionary: %w", err)
		}
		if entry == nil {
			return nil
		}
		if err := visit(entry.Term, int(entry.Count)); err != nil {
			return err
		}
	}
}
