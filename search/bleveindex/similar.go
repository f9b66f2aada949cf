package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"despatch/corpus"
	"despatch/search"
)

// How similar articles are found and how much of the reason is shown.
const (
	similarWords  = 20 // of the article, the weightiest
	similarShown  = 6  // words and entities of the reason
	entityWeight  = 1.5
	actorWeight   = 3 // an actor in common says more than a country
	bodyOrPerson  = 2
	signatureFull = 3.0 // occurrences from which a word counts no more
)

// Similar finds at most n articles that resemble one, copies left out.
func (e *Engine) Similar(ctx context.Context, id string, n int, visible []string) (list []search.Similar, err error) {
	defer e.boundary("similar", &err)
	snap, err := e.snapshotFor(nil)
	if err != nil {
		return nil, err
	}
	defer snap.gen.release(snap)
	r := &run{engine: e, ctx: ctx, snap: snap, collections: visible}
	at, ok, err := snap.lookUp(id)
	if err != nil {
		return nil, err
	}
	if !ok || !r.maySee(at) {
		return nil, &search.Error{Code: search.NotFound, Detail: fmt.Sprintf("no article has the id %q", id), Position: -1}
	}
	s := &resemblance{plan: &plan{run: r}, of: at}
	if err := s.gather(); err != nil {
		return nil, err
	}
	return s.best(n)
}

// resemblance looks for articles like one.
type resemblance struct {
	*plan
	of       address
	features []*feature
}

// feature is a word or an entity of the article.
type feature struct {
	*leaf
	weight float64
	entity string // the id, empty for a word
}

// gather weighs the article's words and entities.
func (s *resemblance) gather() error {
	seg := s.snap.segments[s.of.segment]
	_, signature, err := s.snap.stored(s.of)
	if err != nil {
		return err
	}
	for _, w := range signature {
		f := &feature{leaf: s.termLeaf(w.stem, fieldStems, []string{w.stem})}
		if err := s.weighFeature(f, min(float64(w.count), signatureFull)/signatureFull); err != nil {
			return err
		}
	}
	slices.SortFunc(s.features, func(a, b *feature) int { return cmp.Compare(b.weight, a.weight) })
	s.features = s.features[:min(similarWords, len(s.features))]
	for col := colActor; col <= colPerson; col++ {
		for _, id := range seg.values(col, s.of.doc) {
			f := &feature{leaf: s.termLeaf(id, columnFields[col], []string{id}), entity: id}
			if err := s.weighFeature(f, weightOf(columnFields[col])); err != nil {
				return err
			}
		}
	}
	return nil
}

func weightOf(field string) float64 {
	switch field {
	case corpus.Actor:
		return actorWeight
	case corpus.Country:
		return entityWeight
	}
	return bodyOrPerson
}

// weighFeature keeps a feature that other articles have too.
func (s *resemblance) weighFeature(f *feature, weight float64) error {
	view, err := s.seen()
	if err != nil {
		return err
	}
	for i, seg := range s.snap.segments {
		list, err := s.at(f.leaf, i, seg)
		if err != nil {
			return err
		}
		f.df += view.count(i, seg, list.docs)
	}
	if f.df < 2 {
		return nil
	}
	f.idf = idf(f.df, view.docs)
	f.weight = weight * f.idf
	s.features = append(s.features, f)
	return nil
}

// best scores every article that shares a feature.
func (s *resemblance) best(n int) ([]search.Similar, error) {
	k := &keep{snap: s.snap, limit: n, best: map[uint32]candidate{}}
	for i, seg := range s.snap.segments {
		set, err := s.visible(i, seg)
		if err != nil {
			return nil, err
		}
		scores := make([]float32, seg.n)
		for _, f := range s.features {
			list, err := s.at(f.leaf, i, seg)
			if err != nil {
				return nil, err
			}
			for j, d := range list.docs.list(nil) {
				scores[d] += float32(f.weight) * s.saturated(f, list.freqs[j])
			}
		}
		for _, d := range set.list(nil) {
			if scores[d] > 0 && !s.sameText(i, d) {
				k.offer(candidate{scoreKey(scores[d] * s.sameTime(seg.rows.order[d])), address{i, d}})
			}
		}
	}
	var list []search.Similar
	for _, c := range k.sorted() {
		list = append(list, s.describe(c))
	}
	return list, nil
}

// sameTime raises articles of the same days, which tell of the same event: twice
// as much on the same day, half of that a week away.
func (s *resemblance) sameTime(order int64) float32 {
	own := s.snap.segments[s.of.segment].rows.order[s.of.doc]
	if own == unknownOrder || order == unknownOrder {
		return 1
	}
	days := math.Abs(float64(own-order)) / (24 * 60)
	return float32(1 + math.Exp2(-days/7))
}

// saturated lets repetitions of a word count less and less; an entity is there
// or not.
func (s *resemblance) saturated(f *feature, tf uint8) float32 {
	if f.entity != "" {
		return 1
	}
	return float32(tf) / (float32(tf) + bm25K1)
}

// sameText says whether an article is the one itself or a copy of it.
func (s *resemblance) sameText(i int, d uint32) bool {
	if s.of == (address{i, d}) {
		return true
	}
	own, other := s.snap.segments[s.of.segment].group, s.snap.segments[i].group
	return own != nil && other != nil && own[s.of.doc] != 0 && own[s.of.doc] == other[d]
}

// describe names what an article shares, the weightiest first.
func (s *resemblance) describe(c candidate) search.Similar {
	sim := search.Similar{Hit: s.hit(c)}
	sim.Score = float64(keyScore(c.key))
	var shared []*feature
	for _, f := range s.features {
		if _, ok := f.lists[c.segment].docs.find(c.doc); ok {
			shared = append(shared, f)
		}
	}
	slices.SortStableFunc(shared, func(a, b *feature) int { return cmp.Compare(b.weight, a.weight) })
	for _, f := range shared {
		switch {
		case f.entity != "" && len(sim.SharedEntities) < similarShown:
			sim.SharedEntities = append(sim.SharedEntities, f.entity)
		case f.entity == "" && len(sim.SharedWords) < similarShown:
			sim.SharedWords = append(sim.SharedWords, f.name)
		}
	}
	return sim
}
