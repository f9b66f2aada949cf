package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what an operator watches.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	latency  *prometheus.HistogramVec
	searches *prometheus.HistogramVec
	refused  prometheus.Counter
	panics   prometheus.Counter
}

// buckets of latencies in seconds: a search takes between 0.1 ms and 10 s.
var latencies = []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10}

func newMetrics(s *Server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "despatch_requests_total", Help: "Requests answered, by route, method and status."}, []string{"route", "method", "status"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "despatch_request_seconds", Help: "Time to answer, by route.", Buckets: latencies}, []string{"route"}),
		searches: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "despatch_search_seconds", Help: "Time to search, by the engine's plan.", Buckets: latencies}, []string{"plan"}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "despatch_refused_total", Help: "Requests refused with 429: the server was busy, or the rate of a key used up."}),
		panics: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "despatch_panics_total", Help: "Requests lost to a panic."}),
	}
	m.registry.MustRegister(m.requests, m.latency, m.searches, m.refused, m.panics,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.gauge("despatch_running", "Requests running now.", func() float64 { return float64(s.gate.running()) })
	m.gauge("despatch_waiting", "Requests waiting for room.", func() float64 { return float64(s.gate.waiting()) })
	m.gauge("despatch_running_long", "Requests running now that take long.", func() float64 { return float64(s.gate.lane.inside.Load()) })
	m.gauge("despatch_generation", "Generation of the index that answers.", func() float64 { return float64(s.Engine.Generation()) })
	m.gauge("despatch_checkpoint", "Last corpus change in the index.", func() float64 { return float64(s.Engine.Checkpoint()) })
	m.gauge("despatch_lag", "Corpus changes that are not in the index yet.", s.lag)
	m.registry.MustRegister(operatorNumbers{s})
	return m
}

func (m *metrics) gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

func (m *metrics) served(route, method string, status int, took time.Duration) {
	if route == "" {
		route = "none" // addresses that callers invent must not become labels
	}
	if status == 405 || route == "none" {
		method = "any"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.latency.WithLabelValues(route).Observe(took.Seconds())
}

func (m *metrics) searched(plan string, took time.Duration) {
	m.searches.WithLabelValues(plan).Observe(took.Seconds())
}

// metricsAPI answers GET /metrics. Its numbers are of all collections together,
// so whoever sees only some is not shown them.
func (s *Server) metricsAPI(c *gin.Context) {
	if accessOf(c).Collections != nil {
		s.fail(c, failure(codeForbidden, "metrics need an API key that sees every collection"))
		return
	}
	var h http.Handler = promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{DisableCompression: true})
	h.ServeHTTP(c.Writer, c.Request)
}
