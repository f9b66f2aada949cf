package enginetest

import (
	"fmt"
	"strings"
	"time"

	"despatch/corpus"
	"despatch/search"

	"pgregory.net/rapid"
)

// What generated articles are made of. It is little, so that things meet.
var (
	vocabulary = strings.Fields(`hackers hacked hacking parliament sanctions sanction security securities
		Peking London ministry minister the of and said cyber-attack cyber attack U.S. US us F-16 APT-31 APT31
		Wahl Wahlen angriffe élection elections État état it's spies spy denied accuses accused`)
	languages   = []string{"en", "en", "en", "de", "fr", ""}
	sources     = []string{"gazette", "herald", "wire", ""}
	collections = []string{"news", "news", "desk"}
	actors      = []string{"apt31", "apt28", "sandworm"}
	countries   = []string{"cn", "gb", "us", "ru"}
	bodies      = []string{"uk-parliament", "gchq", "kremlin"}
	people      = []string{"dowden", "lavrov"}
	kinds       = map[string]string{
		"apt31": "state", "apt28": "state", "sandworm": "state", "cn": "state", "gb": "state",
		"uk-parliament": "parliament", "gchq": "intelligence",
	}
	labels = map[string]string{"apt31": "APT31", "cn": "China", "gb": "United Kingdom", "uk-parliament": "UK Parliament"}
	acts   = []string{
		corpus.Attack, corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Deny, corpus.Responsible,
	}
	statuses = []string{corpus.Asserted, corpus.Alleged, corpus.Denied}
	dates    = []corpus.Date{
		"", "2022", "2023-11", "2023-12", "2024", "2024-01", "2024-01-31", "2024-02-29", "2024-03-25T16:11",
		"2024-03-25T16:11+01:00", "2024-03-25T23:30-05:00", "2024-03-26", "2024-12-30", "2025-01-01",
	}
	whens = []string{"", "2021", "2023-11", "2024-03-25", "2021/2022", "2023-11/2024-02", "2024-03-01/2024-03-05"}
)

// Label names the entities that generated articles know of.
func Label(id string) (string, bool) {
	l, ok := labels[id]
	return l, ok
}

func someOf(t *rapid.T, name string, from []string, most int) []string {
	return once(rapid.SliceOfN(rapid.SampledFrom(from), 0, most).Draw(t, name))
}

func genText(t *rapid.T, name string, least, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), least, most).Draw(t, name), " ")
}

// genDocument makes an article; the number makes its id.
func genDocument(t *rapid.T, number, version int) search.Document {
	d := search.Document{
		ID:         articleID(number),
		Version:    version,
		Added:      time.Unix(1_700_000_000+int64(rapid.IntRange(0, 5).Draw(t, "added")), 0).UTC(),
		Source:     rapid.SampledFrom(sources).Draw(t, "source"),
		Collection: rapid.SampledFrom(collections).Draw(t, "collection"),
		Language:   rapid.SampledFrom(languages).Draw(t, "language"),
		Published:  rapid.SampledFrom(dates).Draw(t, "published"),
		Title:      genText(t, "title", 0, 5),
		Text:       genText(t, "text", 0, 30),
		Kinds:      kinds,
	}
	if rapid.IntRange(0, 3).Draw(t, "is copy") == 0 {
		if of := articleID(rapid.IntRange(0, 12).Draw(t, "copy of")); of != d.ID {
			d.CopyOf = of
		}
	}
	genAnnotation(t, &d)
	return d
}

func articleID(n int) string { return fmt.Sprintf("article-%02d", n) }

func genAnnotation(t *rapid.T, d *search.Document) {
	f := &d.Annotation.Facets
	f.Actor = someOf(t, "actors", actors, 2)
	f.Country = someOf(t, "countries", countries, 3)
	f.Institution = someOf(t, "bodies", bodies, 2)
	f.Person = someOf(t, "people", people, 2)
	f.Speaker = corpus.ByField{corpus.Person: someOf(t, "speakers", people, 1)}
	for range rapid.IntRange(0, 3).Draw(t, "claims") {
		d.Annotation.Claims = append(d.Annotation.Claims, genClaim(t))
	}
	for range rapid.IntRange(0, 3).Draw(t, "mentions") {
		d.Annotation.Mentions = append(d.Annotation.Mentions, genMention(t, d))
	}
}

func genClaim(t *rapid.T) corpus.Claim {
	entities := append(append(append([]string{}, actors...), countries...), bodies...)
	return corpus.Claim{
		Act:     rapid.SampledFrom(acts).Draw(t, "act"),
		Status:  rapid.SampledFrom(statuses).Draw(t, "status"),
		By:      someOf(t, "by", entities, 2),
		Accused: someOf(t, "accused", entities, 2),
		Target:  someOf(t, "target", entities, 2),
		When:    rapid.SampledFrom(whens).Draw(t, "when"),
		In:      "text",
	}
}

// genMention names an entity somewhere, at words or not.
func genMention(t *rapid.T, d *search.Document) corpus.Mention {
	m := corpus.Mention{Field: corpus.Country, ID: rapid.SampledFrom(countries).Draw(t, "mentioned")}
	m.Label = rapid.SampledFrom([]string{"", "Old " + m.ID, "New " + m.ID, m.ID}).Draw(t, "label")
	text := d.Text
	if rapid.Bool().Draw(t, "in title") {
		m.In, text = "title", d.Title
	}
	m.Start = rapid.IntRange(0, len(text)).Draw(t, "start")
	m.End = rapid.IntRange(m.Start, min(len(text), m.Start+20)).Draw(t, "end")
	return m
}
