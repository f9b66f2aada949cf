package annotate

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"despatch/corpus"
	"despatch/corpus/extract"
)

// readSeed reads one of the two real articles that must work first.
func readSeed(t *testing.T, a *Annotator, file string) (corpus.Article, corpus.Annotation) {
	t.Helper()
	path := filepath.Join(sharedFolder(), "seeds", file)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Skip("the seed articles are not beside the repository (set DESPATCH_SHARED)")
	}
	articles, err := extract.File(file, content)
	if err != nil || len(articles) != 1 {
		t.Fatalf("%s: %d articles, %v", file, len(articles), err)
	}
	read := a.Annotate(&articles[0])
	checkAnnotation(t, &articles[0], &read)
	return articles[0], read
}

func holds(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	for _, id := range want {
		if !slices.Contains(got, id) {
			t.Errorf("%s lacks %s: %v", what, id, got)
		}
	}
}

func TestSeeds(t *testing.T) {
	a := loadAnnotator(t)
	for _, seed := range []struct {
		file         string
		country      []string
		institutions []string
	}{
		{"000_e238945644a8b913.txt", []string{"cn", "gb"}, []string{"uk-electoral-commission", "uk-ncsc", "uk-gchq", "cn-mss", "uk-parliament"}},
		{"003_dd4786f4c901aea1.txt", []string{"cn", "gb", "us"}, []string{"uk-electoral-commission", "uk-parliament", "uk-mi6", "cn-embassy"}},
	} {
		_, read := readSeed(t, a, seed.file)
		f := read.Facets
		if !slices.Equal(f.Actor, []string{"apt31"}) {
			t.Errorf("%s: actors %v", seed.file, f.Actor)
		}
		if !slices.Equal(f.Country, seed.country) {
			t.Errorf("%s: countries %v, want %v", seed.file, f.Country, seed.country)
		}
		holds(t, "institutions", f.Institution, seed.institutions...)
		if !slices.Equal(f.Perpetrator[corpus.Country], []string{"cn"}) {
			t.Errorf("%s: perpetrators %v, want cn alone", seed.file, f.Perpetrator)
		}
		if !slices.Equal(f.Target[corpus.Country], []string{"gb"}) {
			t.Errorf("%s: targets %v, want gb alone", seed.file, f.Target)
		}
		holds(t, "targets", f.Target[corpus.Institution], "uk-electoral-commission")
		holds(t, "responders", f.Responder[corpus.Country], "gb")
	}
}

func TestSeedDenials(t *testing.T) {
	a := loadAnnotator(t)
	_, read := readSeed(t, a, "003_dd4786f4c901aea1.txt")
	holds(t, "deniers", read.Facets.Denier[corpus.Institution], "cn-embassy")
	if !slices.Equal(read.Facets.Denier[corpus.Country], []string{"cn"}) {
		t.Errorf("deniers %v, want cn alone", read.Facets.Denier)
	}
	for _, c := range read.Claims {
		if c.Act == corpus.Deny && slices.Contains(c.Accused, "gb") {
			t.Errorf("nobody denies for gb: %+v", c)
		}
	}
}
