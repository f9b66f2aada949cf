package bleveindex

import (
	"slices"
	"testing"

	"despatch/search"
)

// A word of the title counts once more, then the word that comes first.
func TestSignature(t *testing.T) {
	var r reader
	_, words := r.readText(&indexDocument{}, &search.Document{Title: "Ledger stolen", Language: "en",
		Text: "Harbour records were taken. The records and the harbour are old, and a ledger is gone."})
	want := []stemCount{{"ledger", 3}, {"stolen", 2}, {"harbor", 2}, {"record", 2}}
	if got := words.signature(); len(got) < 4 || !slices.Equal(got[:4], want) {
		t.Errorf("%v", got)
	}
}
