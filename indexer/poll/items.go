package poll

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"despatch/corpus"
	"despatch/corpus/extract"
)

// pending is what was made of some items and is not stored yet.
type pending struct {
	submissions []corpus.Submission
	marks       map[string]string
}

// items takes in the items of a feed that are new or changed. Articles are
// put before their items are marked as dealt with: a poll that is broken off
// between the two repeats them, and the corpus knows them again. done is false
// where items were left for the next poll.
func (p *Poller) items(ctx context.Context, s Subscription, state *corpus.Feed, base string, feed extract.Feed) (r Result, done bool, err error) {
	todo := pending{marks: map[string]string{}}
	done, pages := true, 0
	for _, item := range feed.Items {
		if ctx.Err() != nil {
			return r, false, ctx.Err()
		}
		mark := markOf(item)
		last, seen, err := p.Store.ItemMark(ctx, s.URL, item.ID)
		if err != nil {
			return r, false, err
		}
		if item.ID == "" || seen && last == mark {
			continue
		}
		if !item.Full {
			if pages++; pages > pagesPerPoll {
				done = false
				continue
			}
		}
		submission, err := p.article(ctx, s, state, base, item)
		if errors.Is(err, errLater) {
			done = false
			continue
		}
		if err != nil {
			p.Log.Info("item left out", "feed", s.URL, "item", item.ID, "reason", err)
			r.Rejected++
		} else {
			todo.submissions = append(todo.submissions, submission)
		}
		todo.marks[item.ID] = mark
		if len(todo.submissions) >= perPut {
			if err := p.store(ctx, *state, &todo, &r); err != nil {
				return r, false, err
			}
		}
	}
	return r, done, p.store(ctx, *state, &todo, &r)
}

func (p *Poller) store(ctx context.Context, state corpus.Feed, todo *pending, r *Result) error {
	if len(todo.marks) == 0 {
		return nil
	}
	outcomes, err := p.Store.Put(ctx, todo.submissions)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		switch o.Status {
		case corpus.Added:
			r.Added++
		case corpus.Updated:
			r.Updated++
		case corpus.Rejected:
			r.Rejected++
			p.Log.Info("article rejected", "feed", state.URL, "reason", o.Reason)
		}
	}
	if err := p.Store.SetFeed(ctx, state, todo.marks); err != nil {
		return err
	}
	*todo = pending{marks: map[string]string{}}
	return nil
}

// markOf is what an item looked like: whatever changes in it makes it new.
func markOf(item extract.FeedItem) string {
	a := item.Article
	h := sha256.New()
	for _, part := range [...]string{a.URL, a.Title, string(a.Published), string(a.Updated), a.Text} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// errLater is the reason for leaving an item to the next poll.
var errLater = errors.New("to be tried again")

// article makes the article of an item: from the feed where that has the whole
// text, else from its page, else, where there is no way to the page, from the
// teaser, which is marked as such.
func (p *Poller) article(ctx context.Context, s Subscription, state *corpus.Feed, base string, item extract.FeedItem) (corpus.Submission, error) {
	a := item.Article
	a.Source, a.Collection = state.Title, s.Collection
	a.URL = absolute(base, a.URL)
	if a.URL == "" {
		a.ID = "feed-" + markOf(extract.FeedItem{Article: corpus.Article{URL: s.URL, Title: item.ID}})
	}
	original := corpus.NewOriginal("an item of "+s.URL, extract.ItemType, item.Body, time.Now())
	if item.Full || a.URL == "" {
		return submission(a, original)
	}
	page, pageOriginal, err := p.page(ctx, a)
	if err == nil {
		return submission(merge(a, page), pageOriginal)
	}
	if errors.Is(err, errLater) || ctx.Err() != nil {
		return corpus.Submission{}, errLater
	}
	if a.Text == "" {
		return corpus.Submission{}, err
	}
	p.Log.Info("page not read, teaser kept", "url", a.URL, "reason", err)
	a.Extra = map[string]json.RawMessage{"partial": json.RawMessage("true")}
	return submission(a, original)
}

func submission(a corpus.Article, o corpus.Original) (corpus.Submission, error) {
	if a.Text == "" {
		return corpus.Submission{}, corpus.ErrNoText
	}
	return corpus.Submission{Article: a, Original: &o}, nil
}

// absolute resolves an item's link against the address of its feed.
func absolute(base, link string) string {
	b, err := url.Parse(base)
	if err != nil || link == "" {
		return link
	}
	u, err := b.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

const pageTypes = "text/html, application/xhtml+xml, */*;q=0.1"

// page fetches and reads the page of an item.
func (p *Poller) page(ctx context.Context, a corpus.Article) (corpus.Article, corpus.Original, error) {
	var none corpus.Original
	if err := p.Fetcher.robots.allows(ctx, a.URL); err != nil {
		return corpus.Article{}, none, temporary(err)
	}
	got, err := p.Fetcher.get(ctx, request{url: a.URL, accept: pageTypes, limit: extract.MaxPage})
	if err != nil {
		return corpus.Article{}, none, temporary(err)
	}
	if got.status != http.StatusOK {
		err := statusProblem("the page", got.status)
		if got.status == http.StatusTooManyRequests || got.status >= 500 {
			err = fmt.Errorf("%w: %w", errLater, err)
		}
		return corpus.Article{}, none, err
	}
	if got.cut {
		return corpus.Article{}, none, fmt.Errorf("%w: the page broke off", errLater)
	}
	page, err := extract.Page(got.body, got.url, got.contentType)
	if err != nil {
		return corpus.Article{}, none, err
	}
	if kind := extract.Kind(page); kind == extract.ListPage {
		return corpus.Article{}, none, errors.New("the page is a list of articles")
	}
	// What the feed links to, and where that leads, is the article's address:
	// some sites call one page canonical for all.
	page.URL = got.url
	return page, corpus.NewOriginal(got.url, got.contentType, got.body, time.Now()), nil
}

// temporary tells failures that may pass from those that will not.
func temporary(err error) error {
	if errors.Is(err, errRobots) || errors.Is(err, ErrForbidden) || errors.Is(err, errTooMuch) {
		return err
	}
	return fmt.Errorf("%w: %w", errLater, err)
}

// merge completes what the page says with what the feed says. The feed knows
// title and time of publication from its maker; the page has the text.
func merge(item, page corpus.Article) corpus.Article {
	page.Collection = item.Collection
	if item.Title != "" {
		page.Title = item.Title
	}
	if item.Source != "" {
		page.Source = item.Source
	}
	if page.Published == "" || item.Published.Precision() > page.Published.Precision() {
		page.Published = item.Published
	}
	if page.Updated == "" {
		page.Updated = item.Updated
	}
	if len(page.Authors) == 0 {
		page.Authors = item.Authors
	}
	return page
}
