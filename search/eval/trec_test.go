package eval

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestReadRunOrdersAsTrecEval(t *testing.T) {
	run, err := ReadRun(strings.NewReader("7 Q0 a 1 0.5 x\n7 Q0 b 2 0.9 x\n\n7 Q0 c 3 0.5 x\n8\tQ0\td\t1\t1e3\tx\n"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(run["7"], []string{"b", "c", "a"}) || !slices.Equal(run["8"], []string{"d"}) {
		t.Errorf("run: %v", run)
	}
}

func TestWrittenRanksAreReadBackInOrder(t *testing.T) {
	var b bytes.Buffer
	want := []string{"m", "z", "a", "k"}
	for i, article := range want {
		if err := WriteRank(&b, "3", article, i+1, "despatch"); err != nil {
			t.Fatal(err)
		}
	}
	run, err := ReadRun(&b)
	if err != nil || !slices.Equal(run["3"], want) {
		t.Errorf("run %v, error %v", run, err)
	}
}

func TestReadJudgments(t *testing.T) {
	j, err := ReadJudgments(strings.NewReader("\ufeff1 0 a 2\n1 0 b 0\r\n2 0 a -1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if j["1"]["a"] != 2 || j["2"]["a"] != -1 || len(j) != 2 {
		t.Errorf("judgments: %v", j)
	}
}

func TestReadQueries(t *testing.T) {
	q, err := ReadQueries(strings.NewReader("1\tarms control\n\n2\t \"a phrase\"\n"))
	if err != nil || !slices.Equal(q, []Query{{"1", "arms control"}, {"2", `"a phrase"`}}) {
		t.Errorf("queries %v, error %v", q, err)
	}
}

func TestMistakesNameTheirLine(t *testing.T) {
	queries := func(s string) error { _, err := ReadQueries(strings.NewReader(s)); return err }
	judgments := func(s string) error { _, err := ReadJudgments(strings.NewReader(s)); return err }
	run := func(s string) error { _, err := ReadRun(strings.NewReader(s)); return err }
	for _, tc := range []struct {
		read func(string) error
		text string
		want string
	}{
		{queries, "1\tx\nno tab\n", "line 2"},
		{queries, "1\tx\n1\ty\n", "twice"},
		{judgments, "1 0 a\n", "line 1"},
		{judgments, "1 0 a 1\n1 0 a much\n", "line 2"},
		{run, "1 Q0 a 1 0.5\n", "line 1"},
		{run, "1 Q0 a 1 high x\n", "high"},
		{run, "1 Q0 a 1 NaN x\n", "NaN"},
		{run, "1 Q0 a 1 2 x\n1 Q0 a 2 1 x\n", "twice"},
	} {
		if err := tc.read(tc.text); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: error %v, want one with %q", tc.text, err, tc.want)
		}
	}
}

// No file breaks the readers, and what they read can be measured.
func FuzzReaders(f *testing.F) {
	f.Add("1\tq\n1 0 a 1\n1 Q0 a 1 0.5 x\n")
	f.Add("1 Q0 a 1 1e309 x\n\x00")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = ReadQueries(strings.NewReader(text))
		judgments, _ := ReadJudgments(strings.NewReader(text))
		run, _ := ReadRun(strings.NewReader(text))
		s := Evaluate(run, judgments).Mean
		for _, v := range []float64{s.AP, s.NDCG, s.RR, s.Recall} {
			if !(v >= 0 && v <= 1+1e-9) {
				t.Fatalf("scores %+v", s)
			}
		}
	})
}
