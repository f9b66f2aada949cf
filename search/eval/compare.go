package eval

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
)

// Change is how one query fares against an earlier run.
type Change struct {
	Query         string
	Before, After Scores
}

// Comparison sets a run against an earlier one by average precision.
type Comparison struct {
	// Lost and Won are the queries that got worse and better by more than
	// rounding, the greatest change first.
	Lost, Won []Change
	Same      int
	// P is how likely chance alone would make a difference of the means as
	// great as the one seen: Fisher's randomization test, two-sided (Smucker,
	// Allan and Carterette, CIKM 2007).
	P float64
}

// noise is what two runs may differ by and be the same.
const noise = 1e-9

// Compare sets after against before. A query that only one of them has is not
// looked at.
func Compare(before, after Evaluation) Comparison {
	var c Comparison
	var differences []float64
	for _, query := range after.queries() {
		old, ok := before.ByQuery[query]
		if !ok {
			continue
		}
		change := Change{query, old, after.ByQuery[query]}
		d := change.difference()
		differences = append(differences, d)
		switch {
		case d < -noise:
			c.Lost = append(c.Lost, change)
		case d > noise:
			c.Won = append(c.Won, change)
		default:
			c.Same++
		}
	}
	greatest := func(a, b Change) int { return cmp.Compare(math.Abs(b.difference()), math.Abs(a.difference())) }
	slices.SortStableFunc(c.Lost, greatest)
	slices.SortStableFunc(c.Won, greatest)
	c.P = randomization(differences)
	return c
}

func (c Change) difference() float64 { return c.After.AP - c.Before.AP }

// trials of the randomization test: enough to tell .01 from .02. The seed is
// fixed so that the same runs give the same P.
const trials = 20_000

func randomization(differences []float64) float64 {
	seen := math.Abs(sum(differences))
	if seen <= noise {
		return 1
	}
	chance := rand.New(rand.NewPCG(1, uint64(len(differences))))
	asGreat := 0
	for range trials {
		total := 0.0
		for _, d := range differences {
			if chance.Uint64()&1 == 0 {
				total += d
			} else {
				total -= d
			}
		}
		if math.Abs(total) >= seen-noise {
			asGreat++
		}
	}
	return float64(asGreat+1) / (trials + 1)
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}

// byNumber orders ids of queries as numbers where they are numbers.
func byNumber(a, b string) int {
	n, err := strconv.Atoi(a)
	m, err2 := strconv.Atoi(b)
	if err == nil && err2 == nil {
		return cmp.Or(cmp.Compare(n, m), cmp.Compare(a, b))
	}
	return cmp.Compare(a, b)
}
