package corpus

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// AuditEntry says who did what.
type AuditEntry struct {
	// N counts the entries from 1; At is when it was made. Both are given by
	// Audit.
	N  int64     `json:"-"`
	At time.Time `json:"-"`
	// Who is the key's id or the command's user, Act what was done (put,
	// delete, key add and so on), On what to: article ids, a key, a search.
	Who string   `json:"who"`
	Act string   `json:"act"`
	On  []string `json:"on,omitempty"`
	// Outcome is empty for success, else the error as told.
	Outcome string `json:"outcome,omitempty"`
}

// Audit adds an entry to the audit log, which nothing removes.
func (s *Store) Audit(ctx context.Context, e AuditEntry) error {
	body, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	err = s.update(ctx, func(b *batch) error {
		return b.exec(`INSERT INTO audit (at, body, sum) VALUES (?, ?, ?)`, b.now, body, newChecksum().int(b.now).bytes(body).sum())
	})
	if err != nil {
		return fmt.Errorf("audit: %w", failure(err))
	}
	return nil
}

// AuditLog returns the newest entries, newest first, at most limit of them and
// only those before the entry numbered before (0: from the newest).
func (s *Store) AuditLog(ctx context.Context, before int64, limit int) ([]AuditEntry, error) {
	found, err := s.read.QueryContext(ctx, `SELECT n, at, body, sum FROM audit WHERE ?1 = 0 OR n < ?1 ORDER BY n DESC LIMIT ?2`, before, limit)
	if err != nil {
		return nil, fmt.Errorf("audit log: %w", failure(err))
	}
	defer found.Close()
	var entries []AuditEntry
	for found.Next() {
		e, err := scanAudit(found)
		if err != nil {
			return nil, fmt.Errorf("audit log: %w", err)
		}
		entries = append(entries, e)
	}
	return entries, failure(found.Err())
}

func scanAudit(row scanner) (AuditEntry, error) {
	var e AuditEntry
	var at, sum int64
	var body []byte
	if err := row.Scan(&e.N, &at, &body, &sum); err != nil {
		return e, failure(err)
	}
	if sum != newChecksum().int(at).bytes(body).sum() {
		return e, fmt.Errorf("%w: entry %d", ErrDamaged, e.N)
	}
	e.At = time.UnixMilli(at).UTC()
	return e, json.Unmarshal(body, &e)
}
