package eval

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// The expected values are worked out by hand from the definitions.
func TestMeasure(t *testing.T) {
	grades := map[string]int{"a": 2, "b": 1, "c": 1, "x": 0, "y": -1}
	hundred := make([]string, 100)
	for i := range hundred {
		hundred[i] = "miss"
	}
	ideal := 2 + 1/math.Log2(3) + 1/math.Log2(4)
	for _, tc := range []struct {
		name    string
		ranking []string
		want    Scores
	}{
		{"best order", []string{"a", "b", "c"}, Scores{1, 1, 1, 1}},
		{"nothing found", []string{"x", "y", "z"}, Scores{}},
		{"empty ranking", nil, Scores{}},
		{"ranks 2 and 4 of three relevant", []string{"x", "b", "y", "a"},
			Scores{AP: (1.0/2 + 2.0/4) / 3, NDCG: (1/math.Log2(3) + 2/math.Log2(5)) / ideal, RR: 0.5, Recall: 2.0 / 3}},
		{"negative grades are no gain", []string{"y", "a"}, Scores{AP: 0.5 / 3, NDCG: 2 / math.Log2(3) / ideal, RR: 0.5, Recall: 1.0 / 3}},
		{"beyond the depths", append(hundred[:100:100], "a"), Scores{AP: 1.0 / 101 / 3, RR: 1.0 / 101}},
		{"rank 11 counts for all but nDCG", append(hundred[:10:10], "b"), Scores{AP: 1.0 / 11 / 3, RR: 1.0 / 11, Recall: 1.0 / 3}},
	} {
		got := Measure(tc.ranking, grades)
		if !near(got.AP, tc.want.AP) || !near(got.NDCG, tc.want.NDCG) || !near(got.RR, tc.want.RR) || !near(got.Recall, tc.want.Recall) {
			t.Errorf("%s: got %+v, want %+v", tc.name, got, tc.want)
		}
	}
}

func TestEvaluateCountsQueriesWithoutAnswer(t *testing.T) {
	judgments := Judgments{"1": {"a": 1}, "2": {"b": 1}, "3": {"c": 0}}
	e := Evaluate(Run{"1": {"a"}, "3": {"c"}, "9": {"z"}}, judgments)
	if len(e.ByQuery) != 2 {
		t.Fatalf("measured %d queries, want the 2 with something relevant", len(e.ByQuery))
	}
	if e.Mean != (Scores{0.5, 0.5, 0.5, 0.5}) {
		t.Errorf("mean %+v, want one half of everything", e.Mean)
	}
}

// Swapping a relevant article up past one that is not never lowers a measure.
func TestMeasureRewardsBetterOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"}
		ranking := rapid.Permutation(names).Draw(t, "ranking")
		grades := map[string]int{}
		for _, n := range names {
			grades[n] = rapid.IntRange(0, 3).Draw(t, n)
		}
		at := rapid.IntRange(0, len(ranking)-2).Draw(t, "at")
		if grades[ranking[at+1]] <= grades[ranking[at]] {
			return
		}
		before := Measure(ranking, grades)
		ranking[at], ranking[at+1] = ranking[at+1], ranking[at]
		after := Measure(ranking, grades)
		for _, pair := range [][2]float64{{before.AP, after.AP}, {before.NDCG, after.NDCG}, {before.RR, after.RR}, {before.Recall, after.Recall}} {
			if pair[1] < pair[0]-1e-12 || pair[1] > 1+1e-12 {
				t.Fatalf("before %+v, after %+v", before, after)
			}
		}
	})
}

func TestCompare(t *testing.T) {
	judgments := Judgments{}
	before, after := Run{}, Run{}
	for _, q := range strings.Split("1 2 3 4 5 6 7 8 9 10 11 12", " ") {
		judgments[q] = map[string]int{"good": 1}
		before[q], after[q] = []string{"bad", "good"}, []string{"good", "bad"}
	}
	after["7"] = []string{"bad", "bad2", "good"}
	c := Compare(Evaluate(before, judgments), Evaluate(after, judgments))
	if len(c.Won) != 11 || len(c.Lost) != 1 || c.Same != 0 || c.Lost[0].Query != "7" {
		t.Fatalf("won %d, lost %v, same %d", len(c.Won), c.Lost, c.Same)
	}
	if c.P > 0.01 || c.P <= 0 {
		t.Errorf("p = %v for 11 gains of .5 against one small loss", c.P)
	}
	same := Compare(Evaluate(before, judgments), Evaluate(before, judgments))
	if same.P != 1 || same.Same != 12 {
		t.Errorf("a run against itself: %+v", same)
	}
	var b bytes.Buffer
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "11 better, 1 worse, 0 the same") || !strings.Contains(b.String(), "-0.1667") {
		t.Errorf("table:\n%s", b.String())
	}
}

// Two of four differences of equal size: of the 16 ways to choose signs, 10
// make a total at least as great as the one seen.
func TestRandomization(t *testing.T) {
	got := randomization([]float64{0.1, 0.1, 0.1, -0.1})
	if math.Abs(got-10.0/16) > 0.02 {
		t.Errorf("p = %v, want about .625", got)
	}
}

func TestWriteOrdersQueriesAsNumbers(t *testing.T) {
	e := Evaluate(Run{"2": {"a"}, "10": {"x", "a"}}, Judgments{"10": {"a": 1}, "2": {"a": 1}})
	var b bytes.Buffer
	if err := e.Write(&b, true); err != nil {
		t.Fatal(err)
	}
	want := "" +
		"  query     MAP  nDCG@10     MRR  recall@100\n" +
		"      2  1.0000   1.0000  1.0000      1.0000\n" +
		"     10  0.5000   0.6309  0.5000      1.0000\n" +
		"  all 2  0.7500   0.8155  0.7500      1.0000\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
