package bleveindex

// bare counts the live articles that are indexed without their words, because
// these broke the analysis.
func (s *snapshot) bare() (int, error) {
	n := 0
	for _, seg := range s.segments {
		reader, err := newPostingsReader(seg.bleve, fieldBare)
		if err != nil {
			return 0, err
		}
		docs, err := reader.docs([]byte(bareTerm), nil)
		if err != nil {
			return 0, err
		}
		for _, d := range docs {
			if seg.alive(d) {
				n++
			}
		}
	}
	return n, nil
}
