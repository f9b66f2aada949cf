package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed says which of our packages a package may import, directly or not.
// It is the drawing of the rooms, as a table: no arrow runs up.
var allowed = map[string][]string{
	"corpus":            {},
	"corpus/sample":     {"corpus"},
	"corpus/extract":    {"corpus"},
	"corpus/gazetteer":  {"corpus"},
	"search":            {"corpus", "corpus/gazetteer"},
	"search/analysis":   {},
	"search/query":      {"corpus", "corpus/gazetteer", "search", "search/analysis"},
	"search/eval":       {},
	"search/bleveindex": {"corpus", "corpus/gazetteer", "search", "search/analysis"},
	"search/enginetest": {"corpus", "corpus/gazetteer", "search", "search/analysis"},
	"indexer/annotate":  {"corpus", "corpus/gazetteer"},
	"indexer/poll":      {"corpus", "corpus/extract"},
	"indexer":           {"corpus", "corpus/extract", "corpus/gazetteer", "indexer/annotate", "indexer/poll", "search"},
	"server":            {"corpus", "corpus/gazetteer", "search", "search/query", "search/analysis", "server/web"},
	"server/web":        {"corpus", "corpus/gazetteer", "search", "search/query", "search/analysis"},
}

// engines are libraries that only an engine's own room may reach.
var engines = []string{"blevesearch/bleve", "opensearch-go"}

func TestArrows(t *testing.T) {
	for room, may := range allowed {
		deps, err := exec.Command("go", "list", "-deps", "despatch/"+room).Output()
		if err != nil {
			t.Errorf("%s: cannot list what it imports: %v", room, err)
			continue
		}
		for dep := range strings.Lines(string(deps)) {
			checkArrow(t, room, strings.TrimSpace(dep), may)
		}
	}
}

func checkArrow(t *testing.T, room, dep string, may []string) {
	t.Helper()
	ours, isOurs := strings.CutPrefix(dep, "despatch/")
	if isOurs && ours != room && !slices.Contains(may, ours) {
		t.Errorf("%s reaches %s: that arrow runs up", room, ours)
	}
	if room == "search/bleveindex" {
		return
	}
	for _, engine := range engines {
		if strings.Contains(dep, engine+"/") && !strings.Contains(dep, "snowballstem") {
			t.Errorf("%s reaches %s, an engine's library", room, dep)
		}
	}
}
