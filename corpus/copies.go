package corpus

import (
	"context"
	"fmt"
)

// Copies returns the group of an article: the earliest kept one and those
// that repeat it, without the article itself, in the order of first arrival.
// It is empty for an article that stands alone, and ErrNotFound for one that
// is not there.
func (s *Store) Copies(ctx context.Context, id string) ([]Record, error) {
	article, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	head := article.CopyOf
	if head == "" {
		head = id
	}
	var group []Record
	for r, err := range s.records(ctx, copiesQuery, head, id) {
		if err != nil {
			return nil, fmt.Errorf("copies of %q: %w", id, err)
		}
		group = append(group, r)
	}
	return group, nil
}

const copiesQuery = recordQuery + `
	WHERE (a.id = ?1 OR a.copy_of = ?1 AND a.copy_of <> '') AND a.id <> ?2 AND NOT a.deleted ORDER BY a.n`
