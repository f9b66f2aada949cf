package bleveindex

import (
	"context"
	"fmt"

	"despatch/search"
)

// Explain says how a query is answered, and how the article id, if it is not
// empty, comes by its score.
func (e *Engine) Explain(ctx context.Context, q search.Query, id string) (x search.Explanation, err error) {
	defer e.boundary("explain", &err)
	snap, err := e.snapshotFor(nil)
	if err != nil {
		return x, err
	}
	defer snap.gen.release(snap)
	r := &run{engine: e, ctx: ctx, snap: snap, collections: q.Visible}
	p, err := r.plan(q)
	if err != nil {
		return x, err
	}
	if err := p.weigh(); err != nil {
		return x, err
	}
	x.Plan = p.name
	if x.Steps, err = p.steps(); err != nil || id == "" {
		return x, err
	}
	x.Article, err = p.explain(id)
	return x, err
}

// steps are the parts of the plan with the articles that each has on its own,
// and what is left of them together.
func (p *plan) steps() ([]search.PlanStep, error) {
	var steps []search.PlanStep
	for _, l := range p.leaves {
		steps = append(steps, search.PlanStep{Part: l.name, Articles: l.df})
	}
	for i, f := range p.query.Filters {
		n, err := p.countFilter(f)
		if err != nil {
			return nil, err
		}
		name := f.Field
		if f.Exclude {
			name = "exclude." + name
		}
		steps = append(steps, search.PlanStep{Part: fmt.Sprintf("%s (filter %d)", name, i+1), Articles: n})
	}
	total := 0
	for i, seg := range p.snap.segments {
		found, err := p.find(i, seg, nil)
		if err != nil {
			return nil, err
		}
		total += found.all.count()
	}
	return append(steps, search.PlanStep{Part: "together", Articles: total}), nil
}

func (p *plan) countFilter(f search.Filter) (int, error) {
	m, err := p.filter(f)
	if err != nil {
		return 0, err
	}
	n := 0
	for i, seg := range p.snap.segments {
		set, err := m(i, seg)
		if err != nil {
			return 0, err
		}
		may, err := p.visible(i, seg)
		if err != nil {
			return 0, err
		}
		set.and(may)
		n += set.count()
	}
	return n, nil
}

// explain takes the score of one article apart.
func (p *plan) explain(id string) (*search.ScoreExplanation, error) {
	at, ok, err := p.snap.lookUp(id)
	if err != nil {
		return nil, err
	}
	if !ok || !p.maySee(at) {
		return nil, &search.Error{Code: search.NotFound, Detail: fmt.Sprintf("no article has the id %q", id), Position: -1}
	}
	seg := p.snap.segments[at.segment]
	found, err := p.find(at.segment, seg, nil)
	if err != nil {
		return nil, err
	}
	x := &search.ScoreExplanation{ID: id, Matches: found.all.has(at.doc), Proximity: 1}
	if len(p.leaves) == 0 {
		return x, nil
	}
	s := p.newScorer()
	sum, had := 0.0, 0
	for _, l := range p.leaves {
		t, err := s.explainLeaf(l, at)
		if err != nil {
			return nil, err
		}
		if t.Frequency > 0 {
			had++
		}
		sum += t.Score
		x.Terms = append(x.Terms, t)
	}
	x.Coordination = float64(coordination(len(p.leaves))[had])
	if x.Proximity, err = p.proximityOf(at); err != nil {
		return nil, err
	}
	x.Score = sum * x.Coordination * x.Proximity
	if s.fresh {
		x.Score *= float64(s.decay(seg.rows.order[at.doc]))
	}
	return x, nil
}

func (s *scorer) explainLeaf(l *leaf, at address) (search.TermScore, error) {
	seg := s.plan.snap.segments[at.segment]
	t := search.TermScore{Term: l.name, Articles: l.df}
	list, err := s.plan.at(l, at.segment, seg)
	if err != nil {
		return t, err
	}
	if i, ok := list.docs.find(at.doc); ok {
		freq := list.weighted()[i]
		t.Frequency = int(list.freqs[i])
		t.Exact = int(freq) - t.Frequency
		t.Score = float64(float32(l.idf*(bm25K1+1)) * s.saturation(seg.rows.length[at.doc], freq))
	}
	return t, nil
}

// proximityOf is what closeness multiplies an article's score by, if it is
// among the best.
func (p *plan) proximityOf(at address) (float64, error) {
	words := p.proximityWords()
	if len(words) < 2 || !p.rescores() {
		return 1, nil
	}
	gain := map[address]float32{}
	err := p.segmentCloseness(at.segment, []uint32{at.doc}, words, gain)
	return 1 + proximityWeight*float64(gain[at]), err
}
