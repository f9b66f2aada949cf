package annotate

import (
	"cmp"
	"slices"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// finished joins what the sentences of an article left open and turns the
// frames into claims.
func (cr *claimReader) finished(r *reader) []corpus.Claim {
	cr.complete()
	cr.dateRest()
	claims := make([]corpus.Claim, 0, len(cr.frames))
	seen := map[string]bool{}
	for i := range cr.frames {
		f := &cr.frames[i]
		if f.act == "" || !cr.worth(f) {
			continue
		}
		for _, part := range cr.parts(f) {
			c := cr.claim(r, &part)
			if key := signature(&c); !seen[key] {
				seen[key] = true
				claims = append(claims, c)
			}
		}
	}
	softenTitle(claims)
	slices.SortStableFunc(claims, func(a, b corpus.Claim) int {
		return cmp.Or(cmp.Compare(b.In, a.In), cmp.Compare(a.Start, b.Start))
	})
	return claims
}

// parts splits a frame whose doer is told and whose state is only suspected:
// the attack names the doer, an alleged attribution the state.
func (cr *claimReader) parts(f *frame) []frame {
	var sure, doubted []*name
	for _, n := range f.accused {
		if n.doubted {
			doubted = append(doubted, n)
		} else {
			sure = append(sure, n)
		}
	}
	if len(sure) == 0 || len(doubted) == 0 || cr.statusOf(f) != corpus.Asserted || f.act != corpus.Attack && f.act != corpus.Attribute {
		return []frame{*f}
	}
	told, suspected := *f, *f
	told.accused = sure
	suspected.act, suspected.status = corpus.Attribute, corpus.Alleged
	return []frame{told, suspected}
}

// softenTitle makes what a title asserts alleged where the text only alleges
// it: titles are short.
func softenTitle(claims []corpus.Claim) {
	for i := range claims {
		c := &claims[i]
		if c.In != inTitle || c.Act != corpus.Attack || c.Status != corpus.Asserted || len(c.Accused) == 0 {
			continue
		}
		alleged, asserted := false, false
		for j := range claims {
			d := &claims[j]
			if d.In == inTitle || !slices.ContainsFunc(d.Accused, func(id string) bool { return slices.Contains(c.Accused, id) }) {
				continue
			}
			alleged = alleged || d.Status == corpus.Alleged
			asserted = asserted || d.Status == corpus.Asserted
		}
		if alleged && !asserted {
			c.Status = corpus.Alleged
		}
	}
}

func signature(c *corpus.Claim) string {
	key := c.Act + "|" + c.Status
	for _, ids := range [...][]string{c.By, c.Accused, c.Target} {
		key += "|"
		for _, id := range ids {
			key += id + ","
		}
	}
	return key + c.When
}

// worth tells whether a frame says anything of anybody.
func (cr *claimReader) worth(f *frame) bool {
	return len(f.accused) > 0 || len(f.target) > 0 || len(f.by) > 0 || f.act == corpus.Attack && f.ownTime
}

// complete fills in, from the sentences around, whom an attack met whose doer
// is told here, and who did what is told without a doer.
func (cr *claimReader) complete() {
	for i := range cr.frames {
		f := &cr.frames[i]
		if f.act == "" || !cr.heard(f) {
			continue
		}
		if f.slight && len(f.accused)+len(f.target) == 0 || f.act == corpus.Investigate && cr.ownWound(f.by) {
			f.act = ""
			continue
		}
		if g := f.event - 1; g >= 0 && len(f.accused)+len(f.target) == 0 {
			f.accused, f.target = cr.frames[g].accused, cr.frames[g].target
		}
		if len(f.target) == 0 && (len(f.accused) > 0 || f.act == corpus.Attribute && f.sameDoer) && !f.generic {
			cr.lendTarget(i)
		}
		if answersDoer(f.act) && f.sameDoer && len(f.accused) == 0 {
			f.accused = cr.lastDoers(i)
		}
		if len(f.accused) == 0 && len(f.target) > 0 && !f.vagueDoer && !f.background && !f.generic && (f.sameDoer || f.sameEvent) {
			f.accused = others(cr.lastDoers(i), f.target)
			f.inherited = len(f.accused) > 0
		}
		if len(f.accused) == 0 && f.act == corpus.Attack && !f.vagueDoer && !f.background {
			f.accused = cr.topic()
		}
		if f.act == corpus.Deny && len(f.by) == 0 { // only the accused can deny
			if len(f.accused) == 0 && f.sameDoer {
				f.accused = cr.lastDoers(i)
			}
			f.by = f.accused
		}
	}
}

// answersDoer tells whether an act is aimed at the doer, whom a sentence may
// call by "him" or "the group".
func answersDoer(act string) bool {
	return act == corpus.Attribute || act == corpus.Accuse || act == corpus.Sanction || act == corpus.Indict
}

// lendTarget gives frame i the victims of the attack told nearest; where there
// is none, or only one on those accused here, the accusers are taken for them.
func (cr *claimReader) lendTarget(i int) {
	f := &cr.frames[i]
	supposed := cr.victims
	if f.elsewhere && len(f.by) > 0 {
		f.target = others(cr.wronged(), f.accused)
		f.supposed = len(f.target) > 0
	}
	if len(f.target) > 0 {
		return
	}
	fits := func(g *frame) bool { return len(g.target) > 0 && g.act != corpus.Deny && !g.background }
	g := cr.nearest(i, fits)
	if f.act == corpus.Deny {
		if same := cr.nearest(i, func(g *frame) bool { return fits(g) && g.act != corpus.Attack && shareCountry(g.accused, f.accused) }); same != nil {
			g = same
		}
	}
	if g != nil {
		f.target, supposed = others(g.target, f.accused), cr.wronged
	}
	if f.act == corpus.Sanction || f.act == corpus.Indict {
		f.target = append(slices.Clip(f.target), cr.bodiesHit(i)...)
	}
	if len(f.target) == 0 {
		f.target = others(supposed(), f.accused)
		f.supposed = len(f.target) > 0
	}
}

// bodiesHit are the bodies that those whom frame i punishes have attacked by what
// is told before it, in the country that it has for its target: an answer is to
// all of it.
func (cr *claimReader) bodiesHit(i int) []*name {
	f := &cr.frames[i]
	var bodies []*name
	for j := max(0, i-farthest); j < i; j++ {
		g := &cr.frames[j]
		if g.act != corpus.Attack || !shareCountry(g.accused, f.accused) {
			continue
		}
		for _, n := range g.target {
			if n.field() == corpus.Institution && shareCountry([]*name{n}, f.target) {
				bodies = append(bodies, n)
			}
		}
	}
	return bodies
}

// heard gives what officials of no named country say to the country that the
// article is about. It takes back a frame that is nothing without a source.
func (cr *claimReader) heard(f *frame) bool {
	if !f.byHome {
		return true
	}
	if home := cr.home(); home != nil && !shareCountry([]*name{home}, f.accused) {
		f.by = []*name{home}
		return true
	}
	f.byHome = false
	if f.echo {
		f.act = ""
	}
	return !f.echo
}

// topic are the groups that the title consists of: "APT32/OceanLotus". What is
// told under it without a doer is theirs.
func (cr *claimReader) topic() []*name {
	u := &cr.r.units[0]
	var groups []*name
	for i := range u.names {
		if n := &u.names[i]; n.field() == corpus.Actor && n.mute == speaks {
			groups = append(groups, n)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	for i := range u.tokens {
		if n := u.nameOf(i); n == nil && u.tokens[i].Kind == gazetteer.Word && !u.isAny(i, also) {
			return nil
		}
	}
	return groups
}

var also = keys("aka also known as or and the group apt")

// others are the names that stand for nobody among those given: what one
// sentence lends another sets no country against itself.
func others(names, given []*name) []*name {
	var left []*name
	for _, n := range names {
		if !shareCountry([]*name{n}, given) {
			left = append(left, n)
		}
	}
	return left
}

// lastDoers are the doers that "the group" and "the attack" of frame i refer
// to: those of the frame before, else the last group named, else those of the
// frame that follows.
func (cr *claimReader) lastDoers(i int) []*name {
	f := &cr.frames[i]
	for j := i - 1; j >= max(0, i-farthest); j-- {
		if g := &cr.frames[j]; g.act != "" && len(g.accused) > 0 {
			f.status = inheritedStatus(f, cr.statusOf(g))
			return g.accused
		}
	}
	for j := f.doers - 1; j >= max(0, f.doers-farthest); j-- {
		if d := &cr.doers[j]; d.in != f.in && d.in.in == inTitle || d.in == f.in && (d.sentence < f.sentence || d.sentence == f.sentence && d.at < f.at) {
			return d.names
		}
	}
	if g := cr.nearest(i, func(g *frame) bool { return len(g.accused) > 0 }); g != nil {
		f.status = inheritedStatus(f, cr.statusOf(g))
		return g.accused
	}
	return nil
}

// inheritedStatus is that of an attack whose doer is told by another claim: no
// surer than that claim.
func inheritedStatus(f *frame, of string) string {
	if f.status == "" && of == corpus.Alleged && f.act == corpus.Attack {
		return corpus.Alleged
	}
	return f.status
}

// farthest is how many claims away what a claim leaves open is looked for.
const farthest = 50

// nearest is the frame that fits nearest to frame i, those before it first.
func (cr *claimReader) nearest(i int, fits func(*frame) bool) *frame {
	f := &cr.frames[i]
	for j := i + 1; j < len(cr.frames) && cr.frames[j].in == f.in && cr.frames[j].sentence == f.sentence; j++ {
		if g := &cr.frames[j]; g.act != "" && fits(g) {
			return g
		}
	}
	for j := i - 1; j >= max(0, i-farthest); j-- {
		if g := &cr.frames[j]; g.act != "" && fits(g) {
			return g
		}
	}
	for j := i + 1; j < min(len(cr.frames), i+farthest); j++ {
		if g := &cr.frames[j]; g.act != "" && fits(g) {
			return g
		}
	}
	return nil
}

// claim turns a frame into a claim.
func (cr *claimReader) claim(r *reader, f *frame) corpus.Claim {
	var carried idSet
	c := corpus.Claim{Act: f.act, Status: cr.statusOf(f), When: f.when, In: f.in.in,
		Start: int(f.in.tokens[f.first].Start), End: int(f.in.tokens[f.last].End)}
	var by, accused, target idSet
	cr.fill(r, f.by, &by, &carried)
	cr.fill(r, f.target, &target, &carried)
	if f.supposed {
		carried.addAll(target)
	}
	if f.byHome {
		carried.addAll(by)
	}
	cr.fillAccused(r, f.accused, &accused, &carried, target)
	c.By, c.Accused, c.Target, c.Carried = by.sorted(), accused.sorted(), target.sorted(), carried.sorted()
	return c
}

// kindState is the kind of an actor that works for a state, whose country it
// carries; the country of others is but where they come from.
const kindState = "state"

// fill puts the ids of names into a role, with the countries that they carry.
func (cr *claimReader) fill(r *reader, names []*name, role, carried *idSet) {
	for _, n := range names {
		role.add(n.entity.ID)
	}
	for _, n := range names {
		if n.field() == corpus.Country || n.field() == corpus.Actor && n.entity.Kind != kindState {
			continue
		}
		for _, country := range n.entity.Country {
			if !role.has(country) {
				role.add(country)
				carried.add(country)
			}
		}
	}
}

// fillAccused does as fill, but carries no group's country against that same
// country: that OceanLotus is Vietnam's does not make an attack in Vietnam one
// of Vietnam on itself.
func (cr *claimReader) fillAccused(r *reader, names []*name, role, carried *idSet, target idSet) {
	var mine idSet
	cr.fill(r, names, role, &mine)
	for _, country := range mine {
		if target.has(country) {
			*role = slices.DeleteFunc(*role, func(id string) bool { return id == country })
			continue
		}
		carried.add(country)
	}
}

// idSet is a small set of ids.
type idSet []string

func (s *idSet) add(id string) {
	if !s.has(id) {
		*s = append(*s, id)
	}
}

func (s *idSet) addAll(ids idSet) {
	for _, id := range ids {
		s.add(id)
	}
}

func (s *idSet) has(id string) bool { return slices.Contains(*s, id) }

// sorted is never nil.
func (s *idSet) sorted() []string {
	if *s == nil {
		return []string{}
	}
	slices.Sort(*s)
	return *s
}
