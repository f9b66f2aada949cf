package server

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"despatch/search"
)

// explanation is the body of /explain.
type explanation struct {
	Query   asked             `json:"query"`
	Plan    string            `json:"plan"`
	Cost    int               `json:"cost"`
	Steps   []planStep        `json:"steps"`
	Article *scoreExplanation `json:"article"`
	TookMS  float64           `json:"took_ms"`
}

type planStep struct {
	Part     string `json:"part"`
	Articles int    `json:"articles"`
}

type scoreExplanation struct {
	ID           string      `json:"id"`
	Matches      bool        `json:"matches"`
	Score        float64     `json:"score"`
	Coordination float64     `json:"coordination"`
	Proximity    float64     `json:"proximity"`
	Terms        []termScore `json:"terms"`
}

type termScore struct {
	Term      string  `json:"term"`
	Frequency int     `json:"frequency"`
	Exact     int     `json:"exact"`
	Articles  int     `json:"articles"`
	Score     float64 `json:"score"`
}

// explainAPI answers GET /explain: how a query is understood and carried out
// and, with article=, why that article ranks where it does.
func (s *Server) explainAPI(c *gin.Context) {
	r, err := s.ask(c, countNames.and("facet", "facet_size", "sort", "article"))
	if err != nil {
		s.fail(c, err)
		return
	}
	id := r.values.Get("article")
	if id != "" {
		if _, err := s.visible(c.Request.Context(), id); err != nil {
			s.fail(c, err)
			return
		}
	}
	start := time.Now()
	found, err := s.Engine.Explain(c.Request.Context(), r.search, id)
	if err != nil {
		s.fail(c, err)
		return
	}
	e := explanation{Query: r.asked(), Plan: found.Plan, Cost: costOf(r.search), Steps: []planStep{}}
	for _, step := range found.Steps {
		e.Steps = append(e.Steps, planStep(step))
	}
	e.Article = tellScore(found.Article)
	e.TookMS = milliseconds(time.Since(start))
	c.PureJSON(http.StatusOK, e)
}

func tellScore(found *search.ScoreExplanation) *scoreExplanation {
	if found == nil {
		return nil
	}
	told := &scoreExplanation{
		ID: found.ID, Matches: found.Matches, Score: found.Score,
		Coordination: found.Coordination, Proximity: found.Proximity, Terms: []termScore{},
	}
	for _, t := range found.Terms {
		told.Terms = append(told.Terms, termScore(t))
	}
	return told
}
