package sample

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// Some pages are in the charset that they declare and not in UTF-8, as older
// pages are.
func fromWindows1252(t *testing.T, data []byte) []byte {
	t.Helper()
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
