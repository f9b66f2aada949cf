package search

// Term is a word of titles, with how many articles have it there.
type Term struct {
	Text  string
	Count int
}

// Similar is an article that resembles another, and why.
type Similar struct {
	Hit
	// Entities and Words are what both share, the weightiest first.
	SharedEntities []string
	SharedWords    []string
}

// Explanation says how a query is understood and what it costs.
type Explanation struct {
	// Plan names the way the engine takes, Steps what it does on it.
	Plan  string
	Steps []PlanStep
	// Article explains the score of one article, nil when none was asked for.
	Article *ScoreExplanation
}

// PlanStep is one part of a plan with the number of articles it leaves.
type PlanStep struct {
	Part     string
	Articles int
}

// ScoreExplanation takes a score apart.
type ScoreExplanation struct {
	ID      string
	Matches bool
	Score   float64
	// Coordination is what the share of the query's words that the article has
	// multiplies the score by.
	Coordination float64
	// Proximity is what the closeness of the words multiplies the score by.
	Proximity float64
	Terms     []TermScore
}

// TermScore is what one word adds to a score.
type TermScore struct {
	Term string
	// Frequency is how often the article has it, Exact how often of these it is
	// written as in the query, Articles how many articles have it.
	Frequency int
	Exact     int
	Articles  int
	Score     float64
}
