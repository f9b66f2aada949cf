package annotate

import "despatch/corpus"

// mostWronged is how many countries that accuse together may be taken for the
// victims: a longer list are allies.
const mostWronged = 2

// victims are those taken for the victims where the text tells none: the
// accusers, else the country that the article is about.
func (cr *claimReader) victims() []*name {
	if len(cr.r.article.Text) < shortText/3 {
		return nil
	}
	if states := cr.wronged(); len(states) > 0 {
		return states
	}
	if home := cr.home(); home != nil {
		return []*name{home}
	}
	return nil
}

// wronged are the countries that first accuse, punish or charge somebody in an
// article that tells of no other victim: states mostly speak of what was done
// to themselves. It follows from the text and does not stand in it.
func (cr *claimReader) wronged() []*name {
	for i := range min(len(cr.frames), farthest) {
		f := &cr.frames[i]
		switch f.act {
		case corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Indict:
		default:
			continue
		}
		var states []*name
		for _, n := range f.by {
			if n.field() == corpus.Country {
				states = append(states, n)
			}
		}
		if len(f.accused) == 0 || len(states) == 0 || shareCountry(states, f.accused) {
			continue
		}
		if len(states) > mostWronged || cr.aboutOthers(states, f.accused) {
			return nil
		}
		return states
	}
	return nil
}

// ownWound tells whether those who investigate are the bodies that were
// attacked: a company of experts at the victim's is no answer of a state.
func (cr *claimReader) ownWound(by []*name) bool {
	for _, n := range by {
		if n.field() != corpus.Institution || investigators[n.entity.Kind] || !cr.hit(n) {
			return false
		}
	}
	return len(by) > 0
}

// investigators are the kinds of bodies whose work it is to investigate.
var investigators = map[string]bool{"police": true, "intelligence": true, "court": true, "cyber": true, "ministry": true, "government": true}

// hit tells whether an attack told has a body for its target.
func (cr *claimReader) hit(n *name) bool {
	for j := range min(len(cr.frames), 2*farthest) {
		for _, target := range cr.frames[j].target {
			if target.entity == n.entity {
				return true
			}
		}
	}
	return false
}

// aboutOthers tells whether a country that is neither accuser nor accused is
// named more often than an accuser: the deed was done there, most likely.
func (cr *claimReader) aboutOthers(states, accused []*name) bool {
	least := cr.r.present[states[0].entity]
	for e, times := range cr.r.present {
		third := []*name{{entity: e}}
		if e.Field == corpus.Country && times > least && !shareCountry(third, states) && !shareCountry(third, accused) {
			return true
		}
	}
	return false
}
