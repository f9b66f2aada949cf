package main

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"despatch/corpus/gazetteer"
	"despatch/indexer/annotate"
)

var update = flag.Bool("update", false, "write what is measured now into the golden file")

// TestMeasures holds what is read in the sample's articles and in the pieces
// of news to a golden file, so that every change of the rules or tables shows
// in numbers.
func TestMeasures(t *testing.T) {
	const golden = "testdata/sample.txt"
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := annotate.New(g)
	if err := scoreSample(&out, a, "../../../"+sampleFolder, 0); err != nil {
		t.Fatal(err)
	}
	if err := scoreNews(&out, a, "testdata", 0); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("the sample is read otherwise; if that is better, go test ./indexer/annotate/eval -update\n got %s\nwant %s", out.String(), want)
	}
}

func TestCountsAsReadmeSays(t *testing.T) {
	gold := labelled{ID: "a"}
	gold.Claims = append(gold.Claims, struct {
		Act     string    `json:"act"`
		Status  string    `json:"status"`
		By      countries `json:"by"`
		Accused countries `json:"accused"`
		Target  countries `json:"target"`
		When    string    `json:"when"`
		Hint    string    `json:"hint"`
	}{Act: "attack", Status: "asserted", Accused: countries{[]string{"cn"}}, Target: countries{[]string{"gb", "us"}}, When: "2021/2022"})
	claims := gold.asClaims()
	if got := pairsOf(claims); len(got) != 2 || got[pair{"cn", "gb"}] != "asserted" {
		t.Errorf("pairs %v", got)
	}
	claims[0].Status = "hypothetical"
	if got := pairsOf(claims); len(got) != 0 {
		t.Errorf("hypothetical claims count: %v", got)
	}
	if got := yearsOf("2021-05/2022"); !got["2021"] || !got["2022"] || len(got) != 2 {
		t.Errorf("years %v", got)
	}
}
