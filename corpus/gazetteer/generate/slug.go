package main

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// unmarked spells letters that decomposition leaves alone.
var unmarked = strings.NewReplacer("ß", "ss", "æ", "ae", "ø", "o", "ł", "l", "đ", "d", "ı", "i", "þ", "th")

// slug makes an id of a name: lower-case ASCII letters and digits, words
// joined by hyphens.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(unmarked.Replace(strings.ToLower(name))) {
		switch {
		case r <= unicode.MaxASCII && (unicode.IsLower(r) || unicode.IsDigit(r)):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’' || unicode.Is(unicode.Mn, r):
		default:
			gap = true
		}
	}
	return b.String()
}

// ids gives each name an id that no other has.
type ids map[string]bool

func (taken ids) of(name string) string {
	base := slug(name)
	if base == "" {
		base = "unnamed"
	}
	id := base
	for n := 2; taken[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	taken[id] = true
	return id
}
