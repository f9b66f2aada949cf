package server

import (
	"context"
	"encoding/json"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// scrapePatience bounds what is asked of the corpus for one scrape.
const scrapePatience = 2 * time.Second

// lag is how many corpus changes are not in the index yet, -1 where the corpus
// cannot be read.
func (s *Server) lag() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), scrapePatience)
	defer cancel()
	last, err := s.Corpus.Last(ctx)
	if err != nil {
		return -1
	}
	return float64(max(0, last-s.Engine.Checkpoint()))
}

// operatorNumbers are the numbers among the operator's own lines of the status
// (Config.Status), each under its name.
type operatorNumbers struct{ server *Server }

var operatorNumber = prometheus.NewDesc("despatch_status", "A number of the operator's status, by its name there.", []string{"name"}, nil)

// Describe names the one metric.
func (operatorNumbers) Describe(to chan<- *prometheus.Desc) { to <- operatorNumber }

// Collect asks for the status and sends its numbers.
func (o operatorNumbers) Collect(to chan<- prometheus.Metric) {
	if o.server.Status == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), scrapePatience)
	defer cancel()
	for name, line := range o.server.Status(ctx) {
		for path, n := range numbers(name, plain(line)) {
			to <- prometheus.MustNewConstMetric(operatorNumber, prometheus.GaugeValue, n, path)
		}
	}
}

// plain is a value as JSON would have it: maps, lists, texts and numbers.
func plain(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		return nil
	}
	return out
}

// numbers lists the numbers in a value by their path; of texts under names it
// counts how many there are.
func numbers(path string, v any) map[string]float64 {
	found := map[string]float64{}
	switch v := v.(type) {
	case float64:
		found[path] = v
	case map[string]any:
		texts := 0
		for name, part := range v {
			if _, ok := part.(string); ok {
				texts++
				continue
			}
			for at, n := range numbers(path+"."+name, part) {
				found[at] = n
			}
		}
		if texts > 0 || len(v) == 0 {
			found[path] = float64(texts)
		}
	}
	return found
}
