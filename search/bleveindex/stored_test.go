package bleveindex

import (
	"testing"
	"time"

	"despatch/corpus"
	"despatch/search"

	"github.com/google/go-cmp/cmp"
)

func storedExample() search.Document {
	return search.Document{
		ID: "a", Version: 3, Added: time.Unix(1_700_000_000, 7).UTC(), Source: "gazette", Collection: "news",
		Language: "en", Published: "2024-03-25T16:11", Updated: "2024-03-26", CopyOf: "b",
		Kinds: map[string]string{"apt31": "state", "uk-parliament": "parliament"},
		Annotation: corpus.Annotation{
			Mentions: []corpus.Mention{
				{Field: corpus.Actor, ID: "apt31", Label: "APT31", Surface: "Violet Typhoon", Start: 30, End: 44, Rule: "alias"},
				{Field: corpus.Country, ID: "cn", Label: "China", Surface: "Chinese", Start: 2, End: 9, In: "title", Rule: "demonym", Seat: "gb"},
			},
			Claims: []corpus.Claim{{
				Act: corpus.Attack, Status: corpus.Alleged, By: []string{}, Accused: []string{"apt31", "cn"},
				Target: []string{"uk-parliament"}, Carried: []string{"cn"}, When: "2021", In: "text", Start: 10, End: 90,
			}},
			Facets: corpus.Facets{
				Actor: []string{"apt31"}, Country: []string{"cn"}, Institution: []string{},
				Perpetrator: corpus.ByField{corpus.Country: {"cn"}, corpus.Actor: {"apt31"}}, Target: corpus.ByField{},
			},
			ClaimsUnread: true,
		},
	}
}

func TestStored(t *testing.T) {
	want := storedExample()
	signature := []stemCount{{"hacker", 3}, {"apt31", 1}}
	got, words, err := decodeStored("a", encodeStored(&want, signature))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what comes back differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(signature, words, cmp.AllowUnexported(stemCount{})); diff != "" {
		t.Errorf("the words come back different (-want +got):\n%s", diff)
	}
}

// FuzzStored reads anything without a panic, and what it can read it reads
// the same again after writing it.
func FuzzStored(f *testing.F) {
	example := storedExample()
	f.Add(encodeStored(&example, []stemCount{{"hacker", 3}}))
	f.Add([]byte{})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, b []byte) {
		d, words, err := decodeStored("a", b)
		if err != nil {
			return
		}
		again, _, err := decodeStored("a", encodeStored(&d, words))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, again); diff != "" {
			t.Errorf("writing changes it:\n%s", diff)
		}
	})
}

// FuzzCursor reads anything without a panic and refuses what was not given
// out.
func FuzzCursor(f *testing.F) {
	f.Add(cursor{Generation: 1, Seen: 10, Key: -5, ID: "a"}.encode())
	f.Add("")
	f.Add("e30")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := decodeCursor(s)
		if err != nil {
			return
		}
		if again, err := decodeCursor(c.encode()); err != nil || again != c {
			t.Errorf("%+v comes back as %+v, %v", c, again, err)
		}
	})
}
