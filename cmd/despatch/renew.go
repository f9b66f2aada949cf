package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"despatch/corpus/gazetteer"
	"despatch/indexer"
	"despatch/search"
)

// table remembers the user's own table as it was read.
type table struct {
	size    int64
	changed time.Time
}

func (o *owner) tableNow() (table, error) {
	info, err := os.Stat(filepath.Join(o.data, gazetteer.FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return table{}, nil
	}
	if err != nil {
		return table{}, err
	}
	return table{info.Size(), info.ModTime()}, nil
}

// renew looks whether the user's own table has changed. If it has, articles in
// which a changed name stands are read again; a table that cannot be read is
// said once, and the one before stays.
func (o *owner) renew(ctx context.Context) error {
	now, err := o.tableNow()
	if err != nil || now == o.table {
		return err
	}
	o.table = now
	g, err := openGazetteer(o.data)
	if err != nil {
		o.log.Error("the gazetteer stays as it was", "error", err)
		return nil
	}
	return o.useGazetteer(ctx, g)
}

func (o *owner) useGazetteer(ctx context.Context, g *gazetteer.Gazetteer) error {
	before, start := o.known.Load(), time.Now()
	if g.Version() == before.Version() {
		return nil
	}
	names, few := indexer.ChangedNames(before, g)
	o.known.Store(g)
	o.follower.Reader = indexer.NewReader(g)
	if o.changed != nil {
		o.changed(g)
	}
	if !few {
		o.log.Info("the gazetteer has changed in many names: the index is rebuilt behind", "names", len(names))
		o.renewBehind(ctx)
		return nil
	}
	engine := o.gate.engine.Load()
	ids, err := indexer.Concerned(ctx, o.find, names)
	if err != nil {
		return err
	}
	if err := o.follower.Renew(ctx, engine, ids); err != nil {
		return err
	}
	if err := errors.Join(engine.SetGazetteer(ctx, g.Version()), engine.Refresh(ctx)); err != nil {
		return err
	}
	o.log.Info("the gazetteer has changed", "names", len(names), "articles", len(ids), "took", time.Since(start).Round(time.Millisecond))
	return nil
}

// find lists the articles in which a name stands, or may stand: an article
// with an entity found by a form of it has the words as well.
func (o *owner) find(ctx context.Context, name string) (ids []string, err error) {
	q := search.Query{Match: search.Phrase{Text: name}, Sort: search.LastAdded, Limit: search.MaxLimit}
	for {
		found, err := o.gate.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, h := range found.Hits {
			ids = append(ids, h.ID)
		}
		if found.Next == "" {
			return ids, nil
		}
		q.Cursor = found.Next
	}
}
