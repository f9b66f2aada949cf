package analysis

import (
	"slices"
	"strings"
)

// cutPoint is where a word is cut that is also written as two: letters with a
// number behind them (APT31, covid19, F16s), or one of the openings below.
func cutPoint(raw string) int {
	if raw == "" || len(raw) > MaxTokenBytes {
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
	for _, o := range openingsBy(raw[0]) {
		if !o.whole && len(raw) >= len(o.text)+o.least && o.begins(raw) && o.leads(raw[len(o.text):]) {
			return len(o.text)
		}
	}
	return 0
}

// opening is a word that news writes apart from, hyphenated with, or joined to
// the next one.
type opening struct {
	text string
	// least is how many letters the next word has, so that "anticipate" stays
	// whole.
	least int
	// rests are what the next word begins with, nil for anything.
	rests []string
	// whole says that a joined word is not cut: too many begin so by chance.
	whole bool
}

var openings = [...]opening{
	{text: "cyber", least: 3},
	{text: "counter", least: 6, rests: []string{"terror", "intel", "insurg", "espion", "measure", "offensive", "attack", "narcotic", "proliferation", "extremis", "disinfo", "propaganda", "sanction"}},
	{text: "anti", least: 4, whole: true},
	{text: "geo", least: 4, whole: true},
	{text: "air", least: 4, rests: []string{"strike", "base", "space", "defence", "defense"}},
	{text: "back", least: 4, rests: []string{"door"}},
	{text: "battle", least: 4, rests: []string{"field", "ground"}},
	{text: "cease", least: 4, rests: []string{"fire"}},
	{text: "deep", least: 4, rests: []string{"fake"}},
	{text: "fire", least: 4, rests: []string{"wall"}},
	{text: "front", least: 4, rests: []string{"line"}},
	{text: "law", least: 5, rests: []string{"maker"}},
	{text: "peace", least: 4, rests: []string{"keep"}},
	{text: "policy", least: 5, rests: []string{"maker", "making"}},
	{text: "spear", least: 5, rests: []string{"phish"}},
	{text: "war", least: 4, rests: []string{"ship", "plane", "game", "head"}},
	{text: "whistle", least: 4, rests: []string{"blow"}},
	{text: "zero", least: 3, rests: []string{"day"}},
}

// byInitial holds the openings by their first letter.
var byInitial = func() (t [26][]*opening) {
	for i := range openings {
		o := &openings[i]
		t[o.text[0]-'a'] = append(t[o.text[0]-'a'], o)
	}
	return t
}()

func openingsBy(initial byte) []*opening {
	if i := int(initial|0x20) - 'a'; i >= 0 && i < len(byInitial) {
		return byInitial[i]
	}
	return nil
}

// begins tells whether a word is the opening or begins with it.
func (o *opening) begins(word string) bool {
	return len(word) >= len(o.text) && strings.EqualFold(word[:len(o.text)], o.text)
}

// leads tells whether the opening and a word behind it can be one.
func (o *opening) leads(rest string) bool {
	if len(rest) < o.least || len(rest) > maxKeyBytes || o.rests == nil && isLink(rest) {
		return false
	}
	return o.rests == nil || slices.ContainsFunc(o.rests, func(begin string) bool {
		return len(rest) >= len(begin) && strings.EqualFold(rest[:len(begin)], begin)
	})
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
	for _, o := range openingsBy(raw[0]) {
		if len(raw) != len(o.text) || !o.begins(raw) {
			continue
		}
		if end := s.pieceEnd(start); o.leads(s.text[start:end]) {
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
