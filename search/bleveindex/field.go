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

// places adds a field of terms with their places. All places of a term make
// one location: the first is its position, and each further one stands among
// the array positions as the distance from the one before. A location apart
// for each would take three times the space; byte offsets nothing reads.
func (d *indexDocument) places(name string, list []place) {
	if len(list) == 0 {
		d.add(name, optPlaces, nil)
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
	locations := make([]index.TokenLocation, len(freqs))
	pointers := make([]*index.TokenLocation, len(freqs))
	distances := make([]uint64, len(list)-len(freqs))
	for i, p := range list {
		tf := of[i]
		if tf.Locations == nil {
			tf.Locations, pointers = pointers[:1:1], pointers[1:]
			tf.Locations[0], locations = &locations[0], locations[1:]
			l := tf.Locations[0]
			l.Position, l.Start = p.first+1, p.first
			more := tf.Frequency() - 1
			l.ArrayPositions, distances = distances[:0:more], distances[more:]
			continue
		}
		l := tf.Locations[0]
		l.ArrayPositions = append(l.ArrayPositions, uint64(p.first-l.Start))
		l.Start = p.first
	}
	for _, tf := range freqs {
		tf.Locations[0].Start = 0
	}
	d.add(name, optPlaces, freqs)
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
