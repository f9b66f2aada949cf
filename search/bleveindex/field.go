package bleveindex

import (
	"cmp"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// field is an analysed field of a document, as Bleve takes it.
type field struct {
	name    string
	options index.FieldIndexingOptions
	value   []byte
	freqs   index.TokenFrequencies
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Analyze()                                         {}
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.freqs }
func (f *field) NumPlainTextBytes() uint64                        { return 0 }

// AnalyzedLength is the same for all: an article's length is in its row, and
// Bleve keeps this number once for every posting.
func (f *field) AnalyzedLength() int { return 1 }

// indexDocument is a document ready for Bleve, analysed before it is handed
// over, so that a failure stays with its article.
type indexDocument struct {
	id     string
	fields []*field
}

func (d *indexDocument) ID() string                                 { return d.id }
func (d *indexDocument) Size() int                                  { return len(d.id) }
func (d *indexDocument) VisitComposite(index.CompositeFieldVisitor) {}
func (d *indexDocument) HasComposite() bool                         { return false }
func (d *indexDocument) NumPlainTextBytes() uint64                  { return 0 }
func (d *indexDocument) StoredFieldsBytes() uint64                  { return 0 }
func (d *indexDocument) Indexed() bool                              { return true }

func (d *indexDocument) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField is what Bleve calls before it reads the fields.
func (d *indexDocument) AddIDField() {
	id := &field{name: "_id", options: index.IndexField | index.StoreField, value: []byte(d.id)}
	id.freqs = keywordFreqs([]string{d.id}, 1)
	d.fields = append(d.fields, id)
}

// add adds a field under the options that the mapping has for it.
func (d *indexDocument) add(name string, options index.FieldIndexingOptions, freqs index.TokenFrequencies) {
	d.fields = append(d.fields, &field{name: name, options: options, freqs: freqs})
}

// keyword adds a field of whole terms.
func (d *indexDocument) keyword(name string, terms ...string) {
	if len(terms) == 1 && terms[0] == "" {
		terms = nil
	}
	d.add(name, optKeyword, keywordFreqs(terms, 0))
}

// counted is keyword for terms whose repetitions matter.
func (d *indexDocument) counted(name string, terms ...string) {
	freqs := make(index.TokenFrequencies, len(terms))
	for _, t := range terms {
		tf := freqs[t]
		if tf == nil {
			tf = &index.TokenFreq{Term: []byte(t)}
			freqs[t] = tf
		}
		tf.SetFrequency(tf.Frequency() + 1)
	}
	d.add(name, optCounted, freqs)
}

func keywordFreqs(terms []string, freq int) index.TokenFrequencies {
	if len(terms) == 0 {
		return nil
	}
	freqs := make(index.TokenFrequencies, len(terms))
	slab := make([]index.TokenFreq, len(terms))
	for i, t := range terms {
		slab[i].SetFrequency(freq)
		freqs[t] = &slab[i]
	}
	return freqs
}

// place is a term at a position.
type place struct {
	term  string
	first int
}

// places adds a field of terms with their places, and returns them. All places of a term make
// one location: the first is its position, and each further one stands among
// the array positions as the distance from the one before. A location apart
// for each would take three times the space; byte offsets nothing reads.
func (d *indexDocument) places(name string, list []place) index.TokenFrequencies {
	if len(list) == 0 {
		d.add(name, optPlaces, nil)
		return nil
	}
	freqs := make(index.TokenFrequencies, len(list)/2+1)
	of := make([]*occurrences, len(list))
	var slab []occurrences
	for i, p := range list {
		if tf := freqs[p.term]; tf != nil {
			of[i] = of[tf.Locations[0].End]
		} else {
			slab, of[i] = newOccurrences(slab, i, len(list)-i)
			freqs[p.term] = &of[i].freq
		}
		of[i].freq.SetFrequency(of[i].freq.Frequency() + 1)
	}
	distances := make([]uint64, len(list)-len(freqs))
	for i, p := range list {
		l := &of[i].place
		if l.Position > 0 {
			l.ArrayPositions = append(l.ArrayPositions, uint64(p.first-l.Start))
			l.Start = p.first
			continue
		}
		more := of[i].freq.Frequency() - 1
		l.Position, l.Start, l.End = p.first+1, p.first, 0
		l.ArrayPositions, distances = distances[:0:more], distances[more:]
	}
	for _, tf := range freqs {
		tf.Locations[0].Start = 0
	}
	d.add(name, optPlaces, freqs)
	return freqs
}

// occurrences are all of a term in a field, made in one piece.
type occurrences struct {
	freq  index.TokenFreq
	place index.TokenLocation
	at    [1]*index.TokenLocation
}

// newOccurrences takes the next of a slab, or of a new one for as many words as
// are left. For a while its End tells which of the field's words was the first.
func newOccurrences(slab []occurrences, first, left int) ([]occurrences, *occurrences) {
	if len(slab) == 0 {
		slab = make([]occurrences, min(64, left))
	}
	o := &slab[0]
	o.at[0], o.place.End = &o.place, first
	o.freq.Locations = o.at[:]
	return slab[1:], o
}

// termSpan is a term at the positions from first to last.
type termSpan struct {
	term        string
	first, last int
}

// spans adds a field of terms that each span positions, in order and each
// once.
func (d *indexDocument) spans(name string, list []termSpan) {
	slices.SortFunc(list, func(a, b termSpan) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), cmp.Compare(a.term, b.term))
	})
	list = slices.Compact(list)
	freqs := make(index.TokenFrequencies, len(list))
	for _, s := range list {
		tf := freqs[s.term]
		if tf == nil {
			tf = &index.TokenFreq{}
			freqs[s.term] = tf
		}
		tf.SetFrequency(tf.Frequency() + 1)
		tf.Locations = append(tf.Locations, &index.TokenLocation{Position: s.first + 1, End: s.last - s.first})
	}
	d.add(name, optPlaces, freqs)
}
