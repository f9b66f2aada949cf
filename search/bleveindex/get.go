package bleveindex

import (
	"context"
	"fmt"

	"despatch/search"
)

// Document gives back what was put, without title and text.
func (e *Engine) Document(ctx context.Context, id string) (doc search.Document, err error) {
	defer e.boundary("document", &err)
	snap, err := e.snapshotFor(nil)
	if err != nil {
		return doc, err
	}
	defer snap.gen.release(snap)
	at, ok, err := snap.lookUp(id)
	if err != nil {
		return doc, err
	}
	if !ok {
		return doc, &search.Error{Code: search.NotFound, Detail: fmt.Sprintf("no article has the id %q", id), Position: -1}
	}
	return snap.document(at)
}

// lookUp finds a live article by its id.
func (s *snapshot) lookUp(id string) (address, bool, error) {
	for i, seg := range s.segments {
		reader, err := newPostingsReader(seg.bleve, "_id")
		if err != nil {
			return address{}, false, err
		}
		docs, err := reader.docs([]byte(id), nil)
		if err != nil {
			return address{}, false, err
		}
		for _, d := range docs {
			if seg.alive(d) {
				return address{i, d}, true, nil
			}
		}
	}
	return address{}, false, nil
}

// document reads back what was put of an article.
func (s *snapshot) document(at address) (search.Document, error) {
	d, _, err := s.stored(at)
	return d, err
}

// stored reads what is stored of an article.
func (s *snapshot) stored(at address) (search.Document, []stemCount, error) {
	kept, err := s.kept(at)
	if err != nil {
		return search.Document{}, nil, err
	}
	return decodeStored(s.segments[at.segment].ids[at.doc], kept)
}
