package server_test

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"despatch/corpus"
)

// TestOriginalNamesItsSum in the form of RFC 9530.
func TestOriginalNamesItsSum(t *testing.T) {
	d := newDesk(t)
	key := d.bearer(t, corpus.Key{Scope: "write"})
	body := `{"title":"T","text":"A zeppelin."}`
	if w := d.call(t, "PUT", "/api/v1/articles/a", body, key...); w.Code != 201 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	w := d.call(t, "GET", "/api/v1/articles/a/original", "")
	sum := sha256.Sum256([]byte(body))
	if want := "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"; w.Body.String() != body || w.Header().Get("Repr-Digest") != want {
		t.Errorf("%q, Repr-Digest %q, want %q", w.Body, w.Header().Get("Repr-Digest"), want)
	}
}
