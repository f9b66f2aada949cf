package analysis

import (
	"strings"
)

// cutPoint is where a word is cut that is also written as two: letters with a
// number behind them (APT31, covid19, F16s), or one of the openings below.
func cutPoint(raw string) int {
	if len(raw) > MaxTokenBytes {
		return 0
	}
	i := 0
	for i < len(raw) && (raw[i]|0x20 >= 'a' && raw[i]|0x20 <= 'z') {
		i++
	}
	if i < len(raw) {
		if i > 0 && i <= 12 && len(raw)-i <= 6 && allDigits(strings.TrimSuffix(raw[i:], "s")) {
			return i
		}
		return 0
	}
	for _, o := range openings {
		if len(raw) < len(o.text)+o.least || raw[0]|0x20 != o.text[0] || !strings.EqualFold(raw[:len(o.text)], o.text) {
			continue
		}
		if rest := strings.ToLower(raw[len(o.text):]); !o.split || strings.HasPrefix(rest, "feit") || strings.HasPrefix(rest, "product") {
			return 0
		}
		return len(o.text)
	}
	return 0
}

// openings are the words that news writes apart from, hyphenated with, or
// joined to the next one. The least letters behind them, and whether a joined
// word is split, keep "anticipate" and "counterfeit" whole.
var openings = [...]struct {
	text  string
	least int
	split bool
}{
	{"cyber", 3, true},
	{"counter", 6, true},
	{"anti", 4, false},
	{"geo", 4, false},
	{"spear", 4, false},
}

// openCompound returns where the word behind p ends, if the two are one thing
// that is also written as one word; else 0.
func (s *scanner) openCompound(p piece) int {
	raw := s.text[p.start:p.end]
	start := p.end + 1
	if len(raw) > 7 || len(raw) < 2 || start >= len(s.text) || s.text[p.end] != ' ' || !isWord(s.text, start) {
		return 0
	}
	if end := s.pieceEnd(start); isCodeName(raw) && end-start <= 5 && allDigits(s.text[start:end]) && (s.endsHere(end) || s.skipPossessive(end) > end) {
		return end
	}
	for _, o := range openings {
		if len(raw) != len(o.text) || raw[0]|0x20 != o.text[0] || !strings.EqualFold(raw, o.text) {
			continue
		}
		if end := s.pieceEnd(start); end-start >= o.least && end-start <= maxKeyBytes && !isLink(s.text[start:end]) {
			return end
		}
	}
	return 0
}

// isLink tells of the short words that stand between two words.
func isLink(word string) bool {
	switch strings.ToLower(word) {
	case "and", "the", "for", "was", "has", "are", "can", "its", "will", "with", "from", "that", "not":
		return true
	}
	return false
}

// isCodeName tells of two to six capitals, as in APT 31, UNC 5221 and MI 6.
func isCodeName(raw string) bool {
	for i := range len(raw) {
		if raw[i] < 'A' || raw[i] > 'Z' {
			return false
		}
	}
	return len(raw) >= 2 && len(raw) <= 6
}

// endsHere tells whether no joint leads on from end.
func (s *scanner) endsHere(end int) bool {
	_, n := s.joint(piece{end: end})
	return n == 0
}
