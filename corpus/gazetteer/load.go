package gazetteer

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

//go:generate go run ./generate -facts ../../../shared/facts -out tables/generated

//go:embed tables
var tables embed.FS

//go:embed tables/curated/actors/plain-words.txt
var plainWords string

// FileName is the name of the user's own table in the data folder.
const FileName = "gazetteer.tsv"

// Load reads the embedded tables.
func Load() (*Gazetteer, error) {
	return LoadWith(strings.NewReader(""))
}

// LoadFile reads the embedded tables and the user's table at path, which need
// not exist.
func LoadFile(path string) (*Gazetteer, error) {
	own, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("user's gazetteer: %w", err)
	}
	return LoadWith(strings.NewReader(string(own)))
}

// LoadWith reads the embedded tables, then the user's own, whose lines may add
// to any entity and take names or entities away. A line that speaks of an
// entity which the tables no longer have is passed over: Check tells of it.
func LoadWith(user io.Reader) (*Gazetteer, error) {
	sum := sha256.New()
	rows, err := embeddedRows(sum)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.TeeReader(user, sum))
	if err != nil {
		return nil, fmt.Errorf("user's gazetteer: %w", err)
	}
	own, err := readTable(FileName, string(content))
	if err != nil {
		return nil, err
	}
	b := newBuilder(len(rows))
	if err := b.apply(rows); err != nil {
		return nil, err
	}
	b.markPlainWords()
	b.user = true
	if err := b.apply(own); err != nil {
		return nil, err
	}
	g := b.gazetteer()
	g.version = hex.EncodeToString(sum.Sum(nil))[:12]
	return g, nil
}

func embeddedRows(sum hash.Hash) ([]row, error) {
	rows := make([]row, 0, 8000)
	err := fs.WalkDir(tables, "tables", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := tables.ReadFile(path)
		if err != nil {
			return err
		}
		sum.Write(content)
		if filepath.Ext(path) != ".tsv" {
			return nil
		}
		part, err := readTable(path, string(content))
		rows = append(rows, part...)
		return err
	})
	return rows, err
}
