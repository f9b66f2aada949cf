package corpus

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"strings"
)

// identity is what makes two submissions one article: the canonical URL, or
// without a URL the source and the content. Each collection is a world of its
// own, so that nothing in one can be guessed from what another refuses.
func identity(a *Article) []byte {
	kind, parts := "url", []string{Canonical(a.URL)}
	if a.URL == "" {
		kind, parts = "content", []string{a.Source, a.Title, a.Text}
	}
	sum := sha256.New()
	for _, part := range append([]string{kind, a.Collection}, parts...) {
		sum.Write([]byte(part))
		sum.Write([]byte{0}) // a separator that no URL or source has
	}
	return sum.Sum(nil)[:16]
}

var idEncoding = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// derivedID is the id of an article that came without one: 16 letters and
// digits (80 bits) of its identity, or all 26 of them.
func derivedID(identity []byte, long bool) string {
	if long {
		return idEncoding.EncodeToString(identity)
	}
	return idEncoding.EncodeToString(identity[:10])
}

// contentHash is the SHA-256 of all that an article says. Two spellings of
// one URL say the same.
func contentHash(a *Article) ([]byte, error) {
	said := plain(*a)
	said.ID, said.Text, said.URL = "", "", Canonical(a.URL)
	head, err := json.Marshal(said)
	if err != nil {
		return nil, ErrBadExtra.because(strings.TrimPrefix(err.Error(), "json: "))
	}
	sum := sha256.New()
	sum.Write(head)
	sum.Write([]byte{'\n'})
	sum.Write([]byte(a.Text))
	return sum.Sum(nil), nil
}
