package corpus

import (
	"context"
	"fmt"
)

// Delete leaves a tombstone in the change log for each of the articles, in
// one transaction, and returns the ids of those that were deleted; the others
// were not there. Versions are kept: put again, the article lives on under its
// id. Copies of a deleted article are grouped anew.
func (s *Store) Delete(ctx context.Context, ids ...string) (deleted []string, err error) {
	err = s.update(ctx, func(b *batch) error {
		deleted = deleted[:0]
		for _, id := range ids {
			gone, err := b.delete(id)
			if err != nil {
				return fmt.Errorf("article %q: %w", id, err)
			}
			if gone {
				deleted = append(deleted, id)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("delete: %w", failure(err))
	}
	return deleted, nil
}

func (b *batch) delete(id string) (bool, error) {
	row, err := b.article(`a.id = ?`, id)
	if err != nil || row == nil || row.deleted {
		return false, err
	}
	_, text, err := b.content(row)
	if err != nil {
		return false, err
	}
	if err := b.unlist(row, text); err != nil {
		return false, err
	}
	row.deleted, row.copyOf = true, ""
	if err := b.log(row); err != nil {
		return false, err
	}
	return true, b.regroup(id)
}
