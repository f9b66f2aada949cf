package annotate

import (
	"despatch/corpus"
)

// What a mention weighs for the country that an article is about: the title
// and the first sentences say it, later ones tell of others too.
const (
	titleWeight = 3
	leadWeight  = 2
	leadLength  = 2 // sentences
)

// clearly is how many times the weight of the next country, in tenths, that
// an article is about has.
const clearly = 14

// home is the country that an article is about besides those accused in it,
// whose "parliament", "police" and "companies" need no name there; nil where
// none stands out. It follows from the text and does not stand in the claim's
// sentence.
func (cr *claimReader) home() *name {
	if cr.homeKnown {
		return cr.homeName
	}
	cr.homeKnown = true
	weights := map[string]int{}
	for i := range cr.r.units {
		cr.r.units[i].weighCountries(weights)
	}
	for i := range cr.frames {
		f := &cr.frames[i]
		if f.act == "" || f.act == corpus.Deny {
			continue
		}
		for _, n := range f.accused {
			for _, country := range n.entity.Country {
				delete(weights, country)
			}
		}
	}
	cr.homeName = cr.nameCountry(foremostOf(weights))
	return cr.homeName
}

// weighCountries adds what the names of a unit weigh for their countries.
func (u *unit) weighCountries(weights map[string]int) {
	lead := 0
	if len(u.sents) > 0 {
		lead = u.sents[min(leadLength, len(u.sents))-1].last
	}
	for i := range u.names {
		n := &u.names[i]
		if n.mute != speaks || len(n.entity.Country) != 1 || n.field() == corpus.Actor || n.inner {
			continue
		}
		weight := 1
		switch {
		case u.in == inTitle:
			weight = titleWeight
		case n.first <= lead:
			weight = leadWeight
		}
		weights[n.entity.Country[0]] += weight
	}
}

// foremostOf is the country that clearly weighs most, empty for none.
func foremostOf(weights map[string]int) string {
	best, most, next := "", 0, 0
	for country, weight := range weights {
		switch {
		case weight > most:
			best, most, next = country, weight, most
		case weight > next:
			next = weight
		}
	}
	if most*10 < next*clearly {
		return ""
	}
	return best
}

// nameCountry is a name of the country in the text, or one made for it.
func (cr *claimReader) nameCountry(id string) *name {
	if id == "" {
		return nil
	}
	for i := range cr.r.units {
		u := &cr.r.units[i]
		for j := range u.names {
			if n := &u.names[j]; n.entity.ID == id && n.field() == corpus.Country {
				return n
			}
		}
	}
	if e, ok := cr.r.gazetteer.Entity(id); ok && e.Field == corpus.Country {
		return &name{entity: e}
	}
	return nil
}
