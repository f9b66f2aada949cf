package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestMistakesInCommandLinesSayWhatWasMeant(t *testing.T) {
	data := t.TempDir()
	for _, tc := range []struct {
		line string
		want []string
	}{
		{"serach x", []string{`"serach"`, "did you mean search?", "despatch --help"}},
		{"gazetteer shwo x", []string{`"shwo"`, "did you mean show?", "despatch gazetteer --help"}},
		{"key nonsense", []string{`"nonsense"`}},
		{"search --fomat json x", []string{"--fomat", "did you mean --format?"}},
		{"search --limit x y", []string{`--limit "x"`, "a whole number"}},
		{"serve --poll often", []string{`--poll "often"`, "15m"}},
		{"search --facet actor --format csv x", []string{"--facet"}},
		{"key add --scope wrte", []string{"wrte", "write"}},
		{"key add --days -3", []string{"--days"}},
		{"key add --rate -3", []string{"--rate"}},
		{"saved add x word --webhook desk.example/hook", []string{"desk.example/hook", "https"}},
		{"status now", []string{"despatch status"}},
		{"gazetteer add x", []string{"ID LABEL"}},
		{"gazetteer add heron Heron --field planet --dry-run", []string{"planet", "institution"}},
		{"add x --collection Top-Secret", []string{"Top-Secret", "a-z"}},
		{"serve --collection Top-Secret", []string{"Top-Secret"}},
		{"serve --listen nonsense", []string{`"nonsense"`, "127.0.0.1:8080"}},
		{"completion nonsense", []string{"nonsense"}},
	} {
		_, stderr := run(t, exitUsage, append(strings.Fields(tc.line), "--data", data)...)
		for _, want := range tc.want {
			if !strings.Contains(stderr, want) {
				t.Errorf("despatch %s: says %q without %q", tc.line, stderr, want)
			}
		}
	}
}

func TestMissingThingsAreNamedOnce(t *testing.T) {
	data := t.TempDir()
	for _, line := range []string{"key revoke nosuchkey", "saved forget nosuchsearch"} {
		words := strings.Fields(line)
		_, stderr := run(t, exitFailed, append(words, "--data", data)...)
		if strings.Count(stderr, words[2]) != 1 {
			t.Errorf("despatch %s: says %q", line, stderr)
		}
	}
}

func TestEveryCommandHasAnExample(t *testing.T) {
	var look func(*cobra.Command)
	look = func(c *cobra.Command) {
		if name := c.Name(); name != "help" && name != "completion" && (c.Example == "" || c.Short == "") {
			t.Errorf("%s has no example or no description", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			if c.Name() != "completion" {
				look(sub)
			}
		}
	}
	look((&app{}).root())
}

func TestLimitHoldsInEveryFormat(t *testing.T) {
	data := t.TempDir()
	run(t, exitDone, "add", "--data", data, "--sample")
	for format, head := range map[string]int{"jsonl": 0, "csv": 1, "trec": 0} {
		out, _ := run(t, exitDone, "search", "--data", data, "--format", format, "--limit", "3", "ministry")
		if got := strings.Count(out, "\n"); got != head+3 {
			t.Errorf("%s: %d lines with --limit 3", format, got)
		}
	}
	if out, _ := run(t, exitDone, "search", "--data", data, "--format", "csv", "ministry"); strings.Count(out, "\n") < 12 {
		t.Errorf("csv without a limit has %d lines", strings.Count(out, "\n"))
	}
}
