package bleveindex

import (
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

// keyword adds a field of whole terms, unless there are none.
func (d *indexDocument) keyword(name string, terms ...string) {
	if len(terms) == 1 && terms[0] == "" || len(terms) == 0 {
		return
	}
	d.fields = append(d.fields, &field{name: name, options: optKeyword, freqs: keywordFreqs(terms, 0)})
}

// counted is keyword for terms whose repetitions matter.
func (d *indexDocument) counted(name string, terms []string) {
	if len(terms) == 0 {
		return
	}
	freqs := make(index.TokenFrequencies, len(terms))
	for _, t := range terms {
		tf := freqs[t]
		if tf == nil {
			tf = &index.TokenFreq{Term: []byte(t)}
			freqs[t] = tf
		}
		tf.SetFrequency(tf.Frequency() + 1)
	}
	d.fields = append(d.fields, &field{name: name, options: optCounted, freqs: freqs})
}

func keywordFreqs(terms []string, freq int) index.TokenFrequencies {
	freqs := make(index.TokenFrequencies, len(terms))
	slab := make([]index.TokenFreq, len(terms))
	for i, t := range terms {
		slab[i].SetFrequency(freq)
		freqs[t] = &slab[i]
	}
	return freqs
}

// place is a term at a position, with the last position where it spans many.
type place struct {
	term        string
	first, last int
}

// places adds a field of terms with their places. Bytes offsets are left out:
// nothing reads them, and they would be a third of the index.
func (d *indexDocument) places(name string, list []place) {
	if len(list) == 0 {
		return
	}
	freqs := make(index.TokenFrequencies, len(list)/2+1)
	slab := make([]index.TokenFreq, 0, len(list))
	of := make([]*index.TokenFreq, len(list))
	for i, p := range list {
		tf := freqs[p.term]
		if tf == nil {
			slab = append(slab, index.TokenFreq{})
			tf = &slab[len(slab)-1]
			freqs[p.term] = tf
		}
		tf.SetFrequency(tf.Frequency() + 1)
		of[i] = tf
	}
	locations := make([]index.TokenLocation, len(list))
	pointers := make([]*index.TokenLocation, len(list))
	next := 0
	for i, p := range list {
		tf := of[i]
		if tf.Locations == nil {
			n := tf.Frequency()
			tf.Locations = pointers[next : next : next+n]
			next += n
		}
		locations[i] = index.TokenLocation{Position: p.first + 1, End: p.last - p.first}
		tf.Locations = append(tf.Locations, &locations[i])
	}
	d.fields = append(d.fields, &field{name: name, options: optPlaces, freqs: freqs})
}
