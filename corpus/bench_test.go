package corpus

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"
)

// BenchmarkPut stores the large test set in batches of a thousand, each line
// also as the original.
func BenchmarkPut(b *testing.B) {
	var all [][]Submission
	benchArticles(b, 1000, func(batch []Submission) {
		for i := range batch {
			line, _ := json.Marshal(batch[i].Article)
			o := NewOriginal("articles.jsonl", "application/jsonl", line, time.Now())
			batch[i].Original = &o
		}
		all = append(all, batch)
	})
	for b.Loop() {
		s, articles := open(b), 0
		began := time.Now()
		for _, batch := range all {
			if _, err := s.Put(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			articles += len(batch)
		}
		b.ReportMetric(float64(articles)/time.Since(began).Seconds(), "articles/s")
		st, err := s.Stats(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(st.Bytes)/1e6, "MB")
	}
}

func BenchmarkRead(b *testing.B) {
	s := open(b)
	var ids []string
	benchArticles(b, 1000, func(batch []Submission) {
		if len(ids) >= 20_000 {
			return
		}
		outcomes, err := s.Put(b.Context(), batch)
		if err != nil {
			b.Fatal(err)
		}
		for _, o := range outcomes {
			ids = append(ids, o.ID)
		}
	})
	some := func() []string {
		page := make([]string, 20)
		for i := range page {
			page[i] = ids[rand.IntN(len(ids))]
		}
		return page
	}
	b.Run("Get", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Get(b.Context(), ids[rand.IntN(len(ids))]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("GetMany20", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.GetMany(b.Context(), some()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Changes1000", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Changes(b.Context(), rand.Int64N(19_000), 1000); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Last", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Last(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("PutOne", func(b *testing.B) {
		for b.Loop() {
			put(b, s, Article{Text: newsText(rand.New(rand.NewPCG(1, rand.Uint64())), "the group", 20)})
		}
	})
	b.Run("Verify", func(b *testing.B) {
		for b.Loop() {
			if found := faults(b, s); len(found) > 0 {
				b.Fatal(found)
			}
		}
	})
}
