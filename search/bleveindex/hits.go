package bleveindex

import (
	"despatch/corpus"
	"despatch/search"
)

// hit describes an article found, from the columns alone.
func (p *plan) hit(c candidate) search.Hit {
	seg := p.snap.segments[c.segment]
	h := search.Hit{
		ID:       seg.ids[c.doc],
		Version:  int(seg.rows.version[c.doc]),
		Entities: corpus.ByField{},
		Roles:    map[string][]string{},
	}
	if len(p.leaves) > 0 && scored(p.sortOf()) {
		h.Score = float64(keyScore(c.key))
	}
	for col := colActor; col <= colPerson; col++ {
		for _, v := range seg.plain[col].of(c.doc) {
			h.Entities[columnFields[col]] = append(h.Entities[columnFields[col]], seg.plain[col].terms[v])
		}
	}
	for col := colPerpetrator; col <= colDenier; col++ {
		if ids := p.rolesOf(seg, c.doc, col); len(ids) > 0 {
			h.Roles[columnFields[col]] = ids
		}
	}
	if ids := seg.values(colSpeaker, c.doc); len(ids) > 0 {
		h.Roles[search.Speaker] = p.byField(ids)
	}
	if of := seg.copies.of(c.doc); len(of) > 0 {
		h.CopyOf = seg.copies.terms[of[0]]
	}
	h.Copies = p.copiesOf(seg, c.doc)
	return h
}

func scored(s search.Sort) bool { return s == search.ByRelevance || s == search.Fresh }

// values are an article's values in a plain column.
func (s *segment) values(col int, doc uint32) []string {
	var values []string
	for _, v := range s.plain[col].of(doc) {
		values = append(values, s.plain[col].terms[v])
	}
	return values
}

func (p *plan) rolesOf(seg *segment, doc uint32, col int) []string {
	var ids []string
	for _, v := range seg.claims.roles[col-plainColumns].of(doc) {
		ids = append(ids, seg.claims.values[v])
	}
	return p.byField(ids)
}

// byField puts ids in the order of the entity fields they belong to; within a
// field they stay in order.
func (p *plan) byField(ids []string) []string {
	if len(ids) < 2 {
		return ids
	}
	out := make([]string, 0, len(ids))
	done := map[string]bool{}
	for col := colActor; col <= colPerson; col++ {
		for _, id := range ids {
			if !done[id] && p.snap.has(col, id) {
				done[id] = true
				out = append(out, id)
			}
		}
	}
	for _, id := range ids {
		if !done[id] {
			out = append(out, id)
		}
	}
	return out
}

// copiesOf counts the other articles that may be seen of the group.
func (p *plan) copiesOf(seg *segment, doc uint32) int {
	if seg.group == nil || seg.group[doc] == 0 {
		return 0
	}
	n := -1
	for _, a := range p.snap.members[seg.group[doc]-1] {
		if p.maySee(a) {
			n++
		}
	}
	return max(n, 0)
}

// maySee says whether an article's collection is one the caller may see.
func (r *run) maySee(a address) bool {
	if r.collections == nil {
		return true
	}
	seg := r.snap.segments[a.segment]
	for _, v := range seg.values(colCollection, a.doc) {
		for _, c := range r.collections {
			if c == v {
				return true
			}
		}
	}
	return false
}
