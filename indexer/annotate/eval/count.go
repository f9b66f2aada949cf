package main

import (
	"fmt"
	"io"
	"strings"
)

// tally counts what was predicted and what was right.
type tally struct {
	right, predicted, gold int
	sound                  int // predictions that are not wrong, where that is more than right
	examples               map[string][]string
}

func (t *tally) note(kind, format string, args ...any) {
	if t.examples == nil {
		t.examples = map[string][]string{}
	}
	t.examples[kind] = append(t.examples[kind], fmt.Sprintf(format, args...))
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (t *tally) precision() float64 { return ratio(max(t.right, t.sound), t.predicted) }
func (t *tally) recall() float64    { return ratio(t.right, t.gold) }

func (t *tally) print(out io.Writer, name string) {
	p, r := t.precision(), t.recall()
	fmt.Fprintf(out, "%-28s precision %.3f  recall %.3f  F1 %.3f  (%d right, %d predicted, %d gold)\n", name, p, r, f1(p, r), t.right, t.predicted, t.gold)
}

func (t *tally) printExamples(out io.Writer, most int, kinds ...string) {
	for _, kind := range kinds {
		all := t.examples[kind]
		if len(all) == 0 || most == 0 {
			continue
		}
		fmt.Fprintf(out, "  %s: %d\n", kind, len(all))
		for _, example := range all[:min(most, len(all))] {
			fmt.Fprintf(out, "    %s\n", example)
		}
	}
}

// clip shortens a text for an example.
func clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	const most = 160
	if len([]rune(text)) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}
