package bleveindex

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"despatch/corpus"
	"despatch/search"
)

// encodeStored packs what an index keeps of a document to give it back, and
// the words that similar articles are looked for by.
func encodeStored(d *search.Document, signature []stemCount) []byte {
	p := newPacker()
	p.number(int64(d.Version))
	p.number(d.Added.UnixNano())
	for _, s := range []string{d.Source, d.Collection, d.Language, string(d.Published), string(d.Updated), d.CopyOf} {
		p.text(s)
	}
	p.mentions(d.Annotation.Mentions)
	p.claims(d.Annotation.Claims)
	p.facets(&d.Annotation.Facets)
	p.flag(d.Annotation.ClaimsUnread)
	p.length(uint64(len(d.Kinds)))
	for _, id := range slices.Sorted(maps.Keys(d.Kinds)) {
		p.text(id)
		p.text(d.Kinds[id])
	}
	p.length(uint64(len(signature)))
	for _, s := range signature {
		p.text(s.stem)
		p.length(uint64(s.count))
	}
	return p.bytes()
}

func decodeStored(id string, b []byte) (search.Document, []stemCount, error) {
	u := newUnpacker(b)
	d := search.Document{ID: id, Version: int(u.number()), Added: time.Unix(0, u.number()).UTC()}
	d.Source, d.Collection, d.Language = u.text(), u.text(), u.text()
	d.Published, d.Updated, d.CopyOf = corpus.Date(u.text()), corpus.Date(u.text()), u.text()
	d.Annotation.Mentions = u.mentions()
	d.Annotation.Claims = u.claims()
	u.facets(&d.Annotation.Facets)
	d.Annotation.ClaimsUnread = u.flag()
	if n := u.count(); n > 0 {
		d.Kinds = make(map[string]string, n)
		for range n {
			entity := u.text()
			d.Kinds[entity] = u.text()
		}
	}
	signature := make([]stemCount, u.count())
	for i := range signature {
		signature[i] = stemCount{u.text(), int(u.length())}
	}
	if u.err != nil {
		return search.Document{}, nil, fmt.Errorf("article %q: %w", id, u.err)
	}
	return d, signature, nil
}

func (p *packer) mentions(list []corpus.Mention) {
	if list == nil {
		p.length(0)
		return
	}
	p.length(uint64(len(list)) + 1)
	last := 0
	for i := range list {
		m := &list[i]
		for _, s := range []string{m.Field, m.ID, m.Label, m.Surface, m.In, m.Rule, m.Seat} {
			p.text(s)
		}
		p.number(int64(m.Start - last))
		p.number(int64(m.End - m.Start))
		last = m.Start
	}
}

func (u *unpacker) mentions() []corpus.Mention {
	n := u.count1()
	if n < 0 {
		return nil
	}
	list := make([]corpus.Mention, n)
	last := 0
	for i := range list {
		m := &list[i]
		for _, s := range []*string{&m.Field, &m.ID, &m.Label, &m.Surface, &m.In, &m.Rule, &m.Seat} {
			*s = u.text()
		}
		m.Start = last + int(u.number())
		m.End = m.Start + int(u.number())
		last = m.Start
	}
	return list
}

func (p *packer) claims(list []corpus.Claim) {
	if list == nil {
		p.length(0)
		return
	}
	p.length(uint64(len(list)) + 1)
	for i := range list {
		c := &list[i]
		for _, s := range []string{c.Act, c.Status, c.When, c.In} {
			p.text(s)
		}
		for _, ids := range [][]string{c.By, c.Accused, c.Target, c.Carried} {
			p.list(ids)
		}
		p.number(int64(c.Start))
		p.number(int64(c.End - c.Start))
	}
}

func (u *unpacker) claims() []corpus.Claim {
	n := u.count1()
	if n < 0 {
		return nil
	}
	list := make([]corpus.Claim, n)
	for i := range list {
		c := &list[i]
		for _, s := range []*string{&c.Act, &c.Status, &c.When, &c.In} {
			*s = u.text()
		}
		for _, ids := range []*[]string{&c.By, &c.Accused, &c.Target, &c.Carried} {
			*ids = u.list()
		}
		c.Start = int(u.number())
		c.End = c.Start + int(u.number())
	}
	return list
}

func (p *packer) facets(f *corpus.Facets) {
	for _, ids := range [][]string{f.Actor, f.Country, f.Institution, f.Person} {
		p.list(ids)
	}
	for _, role := range []corpus.ByField{f.Perpetrator, f.Target, f.Responder, f.Denier, f.Speaker} {
		if role == nil {
			p.length(0)
			continue
		}
		p.length(uint64(len(role)) + 1)
		for _, field := range slices.Sorted(maps.Keys(role)) {
			p.text(field)
			p.list(role[field])
		}
	}
}

func (u *unpacker) facets(f *corpus.Facets) {
	for _, ids := range []*[]string{&f.Actor, &f.Country, &f.Institution, &f.Person} {
		*ids = u.list()
	}
	for _, role := range []*corpus.ByField{&f.Perpetrator, &f.Target, &f.Responder, &f.Denier, &f.Speaker} {
		n := u.count1()
		if n < 0 {
			continue
		}
		*role = make(corpus.ByField, n)
		for range n {
			field := u.text()
			(*role)[field] = u.list()
		}
	}
}
