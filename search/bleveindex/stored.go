package bleveindex

import (
	"encoding/json"
	"fmt"
	"time"

	"despatch/corpus"
	"despatch/search"

	"github.com/klauspost/compress/s2"
)

// stored is what an index keeps of a document to give it back.
type stored struct {
	Version    int
	Added      time.Time
	Source     string
	Collection string
	Language   string
	Published  corpus.Date
	Updated    corpus.Date
	CopyOf     string
	Annotation corpus.Annotation
	Kinds      map[string]string
}

func encodeStored(d *search.Document) ([]byte, error) {
	raw, err := json.Marshal(stored{
		d.Version, d.Added, d.Source, d.Collection, d.Language, d.Published, d.Updated, d.CopyOf, d.Annotation, d.Kinds,
	})
	if err != nil {
		return nil, err
	}
	return s2.EncodeBetter(nil, raw), nil
}

func decodeStored(id string, b []byte) (search.Document, error) {
	raw, err := s2.Decode(nil, b)
	if err != nil {
		return search.Document{}, fmt.Errorf("unpack the annotation of %q: %w", id, err)
	}
	var s stored
	if err := json.Unmarshal(raw, &s); err != nil {
		return search.Document{}, fmt.Errorf("read the annotation of %q: %w", id, err)
	}
	return search.Document{
		ID: id, Version: s.Version, Added: s.Added, Source: s.Source, Collection: s.Collection, Language: s.Language,
		Published: s.Published, Updated: s.Updated, CopyOf: s.CopyOf, Annotation: s.Annotation, Kinds: s.Kinds,
	}, nil
}
