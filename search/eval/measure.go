package eval

import (
	"math"
	"slices"
)

// The depths at which nDCG and recall are cut.
const (
	gainDepth   = 10
	recallDepth = 100
)

// Scores are the measures of one query's ranking, or their means. All lie
// between 0 and 1.
type Scores struct {
	// AP is average precision: the mean, over the relevant articles, of the
	// precision at the rank of each, 0 for one that is not found. Its mean over
	// queries is MAP (Manning, Raghavan and Schütze, Introduction to Information
	// Retrieval, 8.4).
	AP float64 `json:"ap"`
	// NDCG is the discounted cumulative gain of the first 10, with the grade as
	// gain and 1/log2(rank+1) as discount, over that of the best order
	// possible (Järvelin and Kekäläinen, TOIS 20(4), 2002; trec_eval's
	// ndcg_cut_10).
	NDCG float64 `json:"ndcg_10"`
	// RR is 1/rank of the first relevant article. Its mean is MRR.
	RR float64 `json:"rr"`
	// Recall is the share of the relevant articles among the first 100.
	Recall float64 `json:"recall_100"`
}

// Evaluation is a run measured against judgments.
type Evaluation struct {
	Mean Scores `json:"mean"`
	// ByQuery holds every query for which an article is judged relevant. One
	// that the run does not have scores 0.
	ByQuery map[string]Scores `json:"by_query"`
}

// Evaluate measures a run. Articles nobody judged count as not relevant.
func Evaluate(run Run, judgments Judgments) Evaluation {
	e := Evaluation{ByQuery: map[string]Scores{}}
	for query, grades := range judgments {
		if relevant(grades) > 0 {
			e.ByQuery[query] = Measure(run[query], grades)
		}
	}
	for _, query := range e.queries() { // in order, so that sums are reproducible
		s := e.ByQuery[query]
		e.Mean.AP += s.AP
		e.Mean.NDCG += s.NDCG
		e.Mean.RR += s.RR
		e.Mean.Recall += s.Recall
	}
	if n := float64(len(e.ByQuery)); n > 0 {
		e.Mean = Scores{AP: e.Mean.AP / n, NDCG: e.Mean.NDCG / n, RR: e.Mean.RR / n, Recall: e.Mean.Recall / n}
	}
	return e
}

func (e Evaluation) queries() []string {
	queries := make([]string, 0, len(e.ByQuery))
	for query := range e.ByQuery {
		queries = append(queries, query)
	}
	slices.SortFunc(queries, byNumber)
	return queries
}

// Measure scores one ranking against the grades of its query. A ranking
// without any relevant article to find scores 0.
func Measure(ranking []string, grades map[string]int) Scores {
	all := float64(relevant(grades))
	if all == 0 {
		return Scores{}
	}
	var s Scores
	var gain, found float64
	for i, article := range ranking {
		grade := grades[article]
		if grade <= 0 {
			continue
		}
		found++
		s.AP += found / float64(i+1)
		if found == 1 {
			s.RR = 1 / float64(i+1)
		}
		if i < recallDepth {
			s.Recall = found / all
		}
		if i < gainDepth {
			gain += discounted(grade, i)
		}
	}
	s.AP /= all
	s.NDCG = gain / idealGain(grades)
	return s
}

func relevant(grades map[string]int) int {
	n := 0
	for _, grade := range grades {
		if grade > 0 {
			n++
		}
	}
	return n
}

// discounted is the gain of a grade at index i, which is rank i+1.
func discounted(grade, i int) float64 { return float64(grade) / math.Log2(float64(i+2)) }

func idealGain(grades map[string]int) float64 {
	best := make([]int, 0, len(grades))
	for _, grade := range grades {
		if grade > 0 {
			best = append(best, grade)
		}
	}
	slices.Sort(best)
	slices.Reverse(best)
	gain := 0.0
	for i, grade := range best[:min(gainDepth, len(best))] {
		gain += discounted(grade, i)
	}
	return gain
}
