package corpus

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// migrate applies the numbered schema files that the database has not seen,
// each in a transaction with its number. Two processes that open a new corpus
// at once are kept apart by the write lock.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		return err
	}
	// Nothing is locked for a corpus that is up to date: it may be on a disk
	// that cannot be written.
	have := 0
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have == len(files) {
		return err
	}
	for i, name := range files {
		if err := applySchema(ctx, db, name, i+1, len(files)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func applySchema(ctx context.Context, db *sql.DB, name string, number, known int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var have int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	if have > known {
		return fmt.Errorf("schema %d, this program knows %d: %w", have, known, ErrNewer)
	}
	if have >= number {
		return nil
	}
	if have == 0 {
		if err := refuseForeign(ctx, tx); err != nil {
			return err
		}
	}
	script, err := schemaFiles.ReadFile(name)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", number)); err != nil {
		return err
	}
	return tx.Commit()
}

// refuseForeign keeps from writing into another program's database.
func refuseForeign(ctx context.Context, tx *sql.Tx) error {
	var tables int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	if tables > 0 {
		return fmt.Errorf("%w: a database, but no corpus", ErrDamaged)
	}
	return nil
}
