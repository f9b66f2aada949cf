package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"despatch/search"

	_ "modernc.org/sqlite" // the driver
)

// fts is SQLite's FTS5 with its Porter stemmer, in the build of it that
// Despatch keeps its corpus with.
type fts struct{ *sql.DB }

const ftsSchema = `
	PRAGMA journal_mode = OFF;
	PRAGMA synchronous = OFF;
	CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
	CREATE TABLE articles (id INTEGER PRIMARY KEY, published TEXT, month TEXT);
	CREATE TABLE facets (article INTEGER, field TEXT, value TEXT);`

func buildFTS(ctx context.Context, path string, docs []search.Document) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, ftsSchema); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for i := range docs {
		if err := insertFTS(ctx, tx, i+1, &docs[i]); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `
		INSERT INTO words(words) VALUES ('optimize');
		CREATE INDEX by_date ON articles(published);
		CREATE INDEX by_value ON facets(field, value, article);
		CREATE INDEX by_article ON facets(article, field, value);
		ANALYZE;`)
	return err
}

func insertFTS(ctx context.Context, tx *sql.Tx, n int, d *search.Document) error {
	if _, err := tx.ExecContext(ctx, `INSERT INTO words(rowid, text) VALUES (?, ?)`, n, d.Title+"\n"+d.Text); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO articles VALUES (?, ?, ?)`, n, string(d.Published), d.Published.Month()); err != nil {
		return err
	}
	f := &d.Annotation.Facets
	for i, values := range [][]string{f.Actor, f.Country, f.Institution, {d.Source}} {
		for _, v := range values {
			if _, err := tx.ExecContext(ctx, `INSERT INTO facets VALUES (?, ?, ?)`, n, facetFields[i], v); err != nil {
				return err
			}
		}
	}
	return nil
}

func openFTS(path string) (*fts, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=cache_size(-262144)&_pragma=mmap_size(1073741824)")
	return &fts{db}, err
}

func (s *fts) name() string  { return "SQLite FTS5" }
func (s *fts) close() error  { return s.Close() }
func (s *fts) forget() error { return nil }

// answer asks for hits and total, and each facet, as so many statements.
func (s *fts) answer(ctx context.Context, q question, facets bool) (total int, err error) {
	where, arg := ftsWhere(q)
	if err := s.QueryRowContext(ctx, `SELECT count(*) FROM articles WHERE `+where, arg...).Scan(&total); err != nil {
		return 0, err
	}
	if err := s.drain(ctx, ftsHits(q, where), arg); err != nil || !facets {
		return total, err
	}
	for _, f := range facetFields {
		statement := `SELECT value, count(*) FROM facets WHERE field = '` + f + `' AND article IN (SELECT id FROM articles WHERE ` + where + `)
			GROUP BY value ORDER BY 2 DESC, 1 LIMIT 10`
		if err := s.drain(ctx, statement, arg); err != nil {
			return total, err
		}
	}
	return total, s.drain(ctx, `SELECT month, count(*) FROM articles WHERE `+where+` GROUP BY month`, arg)
}

func (s *fts) drain(ctx context.Context, statement string, args []any) error {
	rows, err := s.QueryContext(ctx, statement, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	for rows.Next() {
	}
	return errors.Join(rows.Err(), rows.Close())
}

func ftsHits(q question, where string) string {
	match := ftsMatch(q)
	switch {
	case match == "" || q.newest:
		return `SELECT id FROM articles WHERE ` + where + ` ORDER BY published DESC LIMIT 10`
	default:
		return `SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10`
	}
}

func ftsWhere(q question) (string, []any) {
	if q.country != "" {
		return `id IN (SELECT article FROM facets WHERE field = 'country' AND value = ?)`, []any{q.country}
	}
	if m := ftsMatch(q); m != "" {
		return `id IN (SELECT rowid FROM words WHERE words MATCH ?)`, []any{m}
	}
	return `1`, nil
}

// ftsMatch is a question in the language of FTS5, which has no fuzzy words.
func ftsMatch(q question) string {
	switch {
	case q.phrase != "":
		return `"` + q.phrase + `"`
	case q.prefix != "":
		return q.prefix + "*"
	case q.or:
		return strings.Join(q.words, " OR ")
	}
	return strings.Join(q.words, " ")
}

func ftsFile(c *config) string { return filepath.Join(c.folder, "fts5.db") }
