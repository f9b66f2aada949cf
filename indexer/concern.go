package indexer

import (
	"context"
	"maps"
	"slices"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// Find lists the articles in which a name stands as written.
type Find func(ctx context.Context, name string) (ids []string, err error)

// maxNames is how many changed names are looked up; beyond it a rebuild is
// less work.
const maxNames = 200

// ChangedNames are the names by which entities are found in one gazetteer and
// not, or not in the same way, in the other. ok is false where there are so
// many that a rebuild is less work.
func ChangedNames(before, after *gazetteer.Gazetteer) (names []string, ok bool) {
	changed := map[string]bool{}
	for e := range before.All() {
		other, there := after.Entity(e.ID)
		collect(changed, e, other, there)
	}
	for e := range after.All() {
		if _, there := before.Entity(e.ID); !there {
			collect(changed, e, nil, false)
		}
	}
	return slices.Sorted(maps.Keys(changed)), len(changed) <= maxNames
}

// collect notes the names that differ between two states of an entity, all of
// them where what it is has changed or one of the states lacks it.
func collect(changed map[string]bool, e, other *gazetteer.Entity, there bool) {
	var kept []gazetteer.Name
	if there && e.Label == other.Label && e.Kind == other.Kind && slices.Equal(e.Country, other.Country) {
		kept = other.Names
	}
	if there {
		for _, n := range other.Names {
			if !slices.Contains(e.Names, n) || kept == nil {
				changed[n.Text] = true
			}
		}
	}
	for _, n := range e.Names {
		if !slices.Contains(kept, n) {
			changed[n.Text] = true
		}
	}
}

// Concerned are the articles whose annotation a change of these names can
// change, each once.
func Concerned(ctx context.Context, find Find, names []string) ([]string, error) {
	seen := map[string]bool{}
	for _, name := range names {
		ids, err := find(ctx, name)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			seen[id] = true
		}
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

// Difference is what a change of the gazetteer does to one article.
type Difference struct {
	ID, Title    string
	Gained, Lost []string // entity ids
}

// Compare reads an article as before and as after, and tells the difference;
// ok is false where there is none.
func Compare(before, after *Reader, a *corpus.Article) (d Difference, ok bool, err error) {
	was, err := before.Annotate(a)
	if err != nil {
		return d, false, err
	}
	is, err := after.Annotate(a)
	if err != nil {
		return d, false, err
	}
	old, now := entities(was.Facets), entities(is.Facets)
	d = Difference{ID: a.ID, Title: a.Title, Gained: without(now, old), Lost: without(old, now)}
	return d, len(d.Gained)+len(d.Lost) > 0, nil
}

func entities(f corpus.Facets) []string {
	return slices.Concat(f.Actor, f.Country, f.Institution, f.Person)
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return slices.Contains(other, id) })
}

// Renew puts the articles concerned again, read anew, at an unchanged
// checkpoint.
func (f *Follower) Renew(ctx context.Context, index Index, ids []string) error {
	for part := range slices.Chunk(ids, batchSize) {
		records, err := f.Corpus.GetMany(ctx, part)
		if err != nil {
			return err
		}
		if err := index.Put(ctx, f.documents(slices.Clone(part), records), nil, index.Checkpoint()); err != nil {
			return err
		}
	}
	return nil
}
