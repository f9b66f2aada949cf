package corpus

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestKeys(t *testing.T) {
	s := open(t)
	key, secret, err := s.NewKey(t.Context(), Key{Name: "desk", Scope: "write", Collections: []string{"news"}, Rate: 5})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Authenticate(t.Context(), secret)
	if err != nil || got.ID != key.ID || got.Scope != "write" || !slices.Equal(got.Collections, []string{"news"}) || got.Rate != 5 {
		t.Fatalf("%+v %v", got, err)
	}
	for _, wrong := range []string{"", "despatch_", secret[:len(secret)-1], secret + "x", strings.ToUpper(secret), strings.Replace(secret, key.ID, "aaaaaaaa", 1), strings.Repeat("x", 1<<20)} {
		if _, err := s.Authenticate(t.Context(), wrong); !errors.Is(err, ErrBadKey) {
			t.Fatalf("%.40q: %v", wrong, err)
		}
	}
	_, old, err := s.NewKey(t.Context(), Key{Name: "old", Scope: "read", Expires: time.Now().Add(-time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(t.Context(), old); !errors.Is(err, ErrBadKey) {
		t.Fatal(err)
	}
	if err := s.RevokeKey(t.Context(), key.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(t.Context(), secret); !errors.Is(err, ErrBadKey) {
		t.Fatal(err)
	}
	if err := s.RevokeKey(t.Context(), "nobody"); !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
	keys, err := s.Keys(t.Context())
	if err != nil || len(keys) != 2 {
		t.Fatal(keys, err)
	}
	for _, bad := range []Key{{Scope: "root"}, {Scope: "read", Collections: []string{"Not One"}}} {
		if _, _, err := s.NewKey(t.Context(), bad); err == nil {
			t.Fatalf("%+v was made", bad)
		}
	}
}

// A damaged row must not open more than the key was made for.
func TestDamagedKeyOpensNothing(t *testing.T) {
	s := open(t)
	_, secret, err := s.NewKey(t.Context(), Key{Scope: "read", Collections: []string{"news"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec(`UPDATE state SET body = replace(body, '["news"]', 'null')`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(t.Context(), secret); !errors.Is(err, ErrDamaged) {
		t.Fatal(err)
	}
}

func TestAuditLog(t *testing.T) {
	s := open(t)
	for i := range 5 {
		if err := s.Audit(t.Context(), AuditEntry{Who: "abc", Act: "put", On: []string{fmt.Sprint(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	newest, err := s.AuditLog(t.Context(), 0, 2)
	if err != nil || len(newest) != 2 || newest[0].On[0] != "4" || newest[0].N != 5 || time.Since(newest[0].At) > time.Minute {
		t.Fatalf("%+v %v", newest, err)
	}
	older, err := s.AuditLog(t.Context(), newest[1].N, 10)
	if err != nil || len(older) != 3 || older[0].On[0] != "2" {
		t.Fatalf("%+v %v", older, err)
	}
}

func TestFeeds(t *testing.T) {
	s := open(t)
	const url = "https://example.org/feed"
	if _, err := s.Feed(t.Context(), url); !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
	want := Feed{URL: url, ETag: `"x"`, Checked: time.Now().UTC().Truncate(time.Second), Failures: 2, Problem: "the server answered 503"}
	if err := s.SetFeed(t.Context(), want, map[string]string{"guid-1": "first"}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Feed(t.Context(), url); err != nil || got != want {
		t.Fatalf("%+v %v", got, err)
	}
	if mark, seen, err := s.ItemMark(t.Context(), url, "guid-1"); mark != "first" || !seen || err != nil {
		t.Fatal(mark, seen, err)
	}
	if _, seen, err := s.ItemMark(t.Context(), "https://example.org/other", "guid-1"); seen || err != nil {
		t.Fatal(seen, err)
	}
	if err := s.ForgetFeed(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if _, seen, _ := s.ItemMark(t.Context(), url, "guid-1"); seen {
		t.Fatal("items outlive their feed")
	}
	if feeds, err := s.Feeds(t.Context()); len(feeds) != 0 || err != nil {
		t.Fatal(feeds, err)
	}
}

func TestSavedSearches(t *testing.T) {
	s := open(t)
	for _, name := range []string{"north", "south"} {
		if err := s.SaveSearch(t.Context(), SavedSearch{Name: name, Query: "q=" + name}); err != nil {
			t.Fatal(err)
		}
	}
	found := map[string][]Match{"north": {{Article: "a", Version: 1}, {Article: "b", Version: 1}}, "south": nil, "forgotten": {{Article: "a", Version: 1}}}
	for range 2 { // again, as after a crash: nothing is noted twice
		if err := s.AddMatches(t.Context(), 7, found); err != nil {
			t.Fatal(err)
		}
	}
	matches, err := s.Matches(t.Context(), "north", 0, 10)
	if err != nil || len(matches) != 2 || matches[1].Article != "b" {
		t.Fatalf("%+v %v", matches, err)
	}
	if later, err := s.Matches(t.Context(), "north", matches[0].N, 10); err != nil || len(later) != 1 {
		t.Fatalf("%+v %v", later, err)
	}
	if search, err := s.SavedSearch(t.Context(), "south"); err != nil || search.Checkpoint != 7 {
		t.Fatalf("%+v %v", search, err)
	}
	if err := s.ChangeSearch(t.Context(), "north", func(search *SavedSearch) { search.Briefed = matches[1].N }); err != nil {
		t.Fatal(err)
	}
	if search, err := s.SavedSearch(t.Context(), "north"); err != nil || search.Briefed != matches[1].N || search.Checkpoint != 7 {
		t.Fatalf("%+v %v", search, err)
	}
	if err := s.ForgetSearch(t.Context(), "north"); err != nil {
		t.Fatal(err)
	}
	if matches, err := s.Matches(t.Context(), "forgotten", 0, 10); len(matches) != 0 || err != nil {
		t.Fatal(matches, err)
	}
	if all, err := s.SavedSearches(t.Context()); err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if err := s.ChangeSearch(t.Context(), "north", func(*SavedSearch) {}); !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
}
