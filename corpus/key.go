package corpus

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Key is an API key as the corpus keeps it: all but the secret, of which only
// a hash is stored.
type Key struct {
	// ID is the first part of the secret, which may be shown.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Scope is read, write or admin; each includes the ones before it.
	Scope string `json:"scope"`
	// Collections are those that the key may see and write; nil is all.
	Collections []string `json:"collections"`
	// Rate is how many requests a second are answered; 0 is no limit.
	Rate    float64   `json:"rate,omitempty"`
	Created time.Time `json:"created"`
	// Expires and Revoked are zero for a key that is neither.
	Expires time.Time `json:"expires,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
}

// Scopes lists what a key can be allowed, from the least.
var Scopes = [...]string{"read", "write", "admin"}

// ErrBadKey is the answer to a secret that opens nothing: unknown, expired or
// revoked. Which of them it is, is for the log and not for the caller.
var ErrBadKey = errors.New("no valid key")

type keptKey struct {
	Key
	Hash []byte `json:"hash"` // SHA-256 of the secret, which is random: no slow hash is needed
}

const (
	keyShelf  = shelf[keptKey]("key")
	keyPrefix = "despatch_"
	keyIDSize = 8
)

// NewKey makes a key with the name, scope, collections, rate and expiry of
// like, and returns it with its secret, which cannot be had again.
func (s *Store) NewKey(ctx context.Context, like Key) (Key, string, error) {
	if !slices.Contains(Scopes[:], like.Scope) {
		return Key{}, "", fmt.Errorf("scope %q: want one of %s", like.Scope, strings.Join(Scopes[:], ", "))
	}
	if err := CheckCollections(like.Collections...); err != nil {
		return Key{}, "", err
	}
	id, rest := strings.ToLower(rand.Text())[:keyIDSize], strings.ToLower(rand.Text()) // 130 bits
	secret := keyPrefix + id + "_" + rest
	sum := sha256.Sum256([]byte(secret))
	like.ID, like.Created, like.Revoked = id, time.Now().UTC().Truncate(time.Second), time.Time{}
	err := s.update(ctx, func(b *batch) error { return keyShelf.set(b, id, keptKey{like, sum[:]}) })
	if err != nil {
		return Key{}, "", fmt.Errorf("new key: %w", failure(err))
	}
	return like, secret, nil
}

// Authenticate returns the key of a secret, or an error that wraps ErrBadKey.
// The time it takes tells nothing about how much of a secret is right.
func (s *Store) Authenticate(ctx context.Context, secret string) (Key, error) {
	id, _, ok := strings.Cut(strings.TrimPrefix(secret, keyPrefix), "_")
	if !ok || len(id) != keyIDSize || len(secret) > 128 {
		return Key{}, fmt.Errorf("%w: not the form of a key", ErrBadKey)
	}
	kept, err := keyShelf.get(ctx, s, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Key{}, err
	}
	sum := sha256.Sum256([]byte(secret))
	same := subtle.ConstantTimeCompare(sum[:], kept.Hash) == 1
	switch {
	case err != nil || !same:
		return Key{}, fmt.Errorf("%w: unknown", ErrBadKey)
	case !kept.Revoked.IsZero():
		return Key{}, fmt.Errorf("%w: %s was revoked on %s", ErrBadKey, id, kept.Revoked.Format(time.DateOnly))
	case !kept.Expires.IsZero() && !time.Now().Before(kept.Expires):
		return Key{}, fmt.Errorf("%w: %s expired on %s", ErrBadKey, id, kept.Expires.Format(time.DateOnly))
	}
	return kept.Key, nil
}

// Keys lists all keys by id, the expired and the revoked too.
func (s *Store) Keys(ctx context.Context) ([]Key, error) {
	kept, err := keyShelf.list(ctx, s)
	keys := make([]Key, 0, len(kept))
	for _, k := range kept {
		keys = append(keys, k.Key)
	}
	return keys, err
}

// RevokeKey ends a key for good, from the next request on; ErrNotFound where
// there is no such key.
func (s *Store) RevokeKey(ctx context.Context, id string) error {
	return keyShelf.change(ctx, s, id, func(k *keptKey) {
		if k.Revoked.IsZero() {
			k.Revoked = time.Now().UTC().Truncate(time.Second)
		}
	})
}
