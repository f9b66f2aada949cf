package watch

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"despatch/corpus"
)

const (
	// perDelivery is how many matches one call of a webhook tells of.
	perDelivery = 100
	// deliveryTimeout bounds one call.
	deliveryTimeout = 10 * time.Second
	// firstRetry doubles with each failure up to lastRetry.
	firstRetry = 5 * time.Second
	lastRetry  = time.Hour
	// SignatureHeader holds "sha256=" and the HMAC-SHA256 of the body under
	// the search's secret, in hexadecimal.
	SignatureHeader = "X-Despatch-Signature"
)

// delivery is the body of a webhook's call.
type delivery struct {
	Search  string      `json:"search"`
	Matches []delivered `json:"matches"`
}

type delivered struct {
	N         int64       `json:"n"`
	ID        string      `json:"id"`
	Version   int         `json:"version"`
	At        time.Time   `json:"at"`
	Title     string      `json:"title"`
	URL       string      `json:"url,omitempty"`
	Source    string      `json:"source,omitempty"`
	Published corpus.Date `json:"published,omitempty"`
}

// Deliver tells each webhook that is due of the matches it was not told of.
// A match is told at least once: a receiver knows a repetition by its n.
func (w *Watcher) Deliver(ctx context.Context, now time.Time) error {
	if w.Client == nil {
		return nil
	}
	saved, err := w.Corpus.SavedSearches(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, s := range saved {
		if s.Webhook == "" || now.Before(s.Retry) {
			continue
		}
		errs = append(errs, w.deliverTo(ctx, s, now))
	}
	return errors.Join(errs...)
}

func (w *Watcher) deliverTo(ctx context.Context, s corpus.SavedSearch, now time.Time) error {
	matches, err := w.Corpus.Matches(ctx, s.Name, s.Delivered, perDelivery)
	if err != nil || len(matches) == 0 {
		return err
	}
	failure := w.call(ctx, s, matches)
	if failure != nil {
		w.Log.Warn("a webhook failed and is tried again", "search", s.Name, "attempt", s.Attempts+1, "error", failure)
	}
	return w.Corpus.ChangeSearch(ctx, s.Name, func(kept *corpus.SavedSearch) {
		if failure != nil {
			kept.Retry = now.Add(retryAfter(kept.Attempts))
			kept.Attempts++
			return
		}
		kept.Delivered = matches[len(matches)-1].N
		kept.Attempts, kept.Retry = 0, time.Time{}
	})
}

// retryAfter is how long a webhook is left alone after so many failures.
func retryAfter(attempts int) time.Duration {
	return min(firstRetry<<min(attempts, 20), lastRetry)
}

func (w *Watcher) call(ctx context.Context, s corpus.SavedSearch, matches []corpus.Match) error {
	body, err := w.body(ctx, s, matches)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, deliveryTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Webhook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(SignatureHeader, Sign(s.WebhookSecret, body))
	client := *w.Client
	client.CheckRedirect = stay
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, _ = io.CopyN(io.Discard, res.Body, 4<<10) // so that the connection can be used again
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s answered %s", s.Webhook, res.Status)
	}
	return nil
}

// stay follows no redirect: what is delivered is for the address that the
// operator gave, and for no other that its server names.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (w *Watcher) body(ctx context.Context, s corpus.SavedSearch, matches []corpus.Match) ([]byte, error) {
	d := delivery{Search: s.Name, Matches: []delivered{}}
	for _, m := range matches {
		record, err := w.Corpus.Version(ctx, m.Article, m.Version)
		if errors.Is(err, corpus.ErrNotFound) || record.Deleted {
			continue
		}
		if err != nil {
			return nil, err
		}
		d.Matches = append(d.Matches, delivered{m.N, m.Article, m.Version, m.At, record.Title, record.URL, record.Source, record.Published})
	}
	return json.Marshal(d)
}

// Sign is the signature of a webhook's body.
func Sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}
