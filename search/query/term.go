package query

import (
	"strconv"
	"strings"
	"unicode"

	"despatch/search"
	"despatch/search/analysis"
)

// term reads a word, a pattern or a word with a tolerance.
func (p *parser) term(l lexeme) (search.Node, error) {
	if strings.Contains(l.text, "*") {
		return p.patterns(l)
	}
	if i := strings.LastIndexByte(l.text, '~'); i > 0 {
		if node, err := p.fuzzy(l, l.text[:i], l.text[i+1:]); node != nil || err != nil {
			return node, err
		}
	}
	return p.literal(l.start, l.text)
}

// literal reads text without any meaning but its words.
func (p *parser) literal(start int, text string) (search.Node, error) {
	var parts search.And
	for _, u := range p.words.Units(text) {
		if err := p.count(start, 1); err != nil {
			return nil, err
		}
		part, err := p.unit(start, u)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return together(parts), nil
}

func (p *parser) unit(start int, u analysis.Unit) (search.Node, error) {
	if u.Phrase {
		return p.newPhrase(start, u.Text, 0)
	}
	return search.Word{Text: operatorsAsWords(u.Text), Title: p.title}, nil
}

// operatorsAsWords writes an operator that is part of a text, such as AND/OR,
// so that it is none.
func operatorsAsWords(word string) string {
	switch word {
	case "AND", "OR", "NOT":
		return strings.ToLower(word)
	}
	return word
}

// patterns reads a word with *; what the word breaks at separates patterns.
func (p *parser) patterns(l lexeme) (search.Node, error) {
	var parts search.And
	for _, text := range strings.FieldsFunc(l.text, notInPattern) {
		text = strings.Trim(text, "-_.,'’‘&@")
		node, err := p.pattern(l.start, text)
		if err != nil {
			return nil, err
		}
		if and, ok := node.(search.And); ok {
			parts = append(parts, and...)
		} else if node != nil {
			parts = append(parts, node)
		}
	}
	return together(parts), nil
}

func (p *parser) pattern(start int, text string) (search.Node, error) {
	if !strings.Contains(text, "*") {
		return p.literal(start, text)
	}
	for strings.Contains(text, "**") {
		text = strings.ReplaceAll(text, "**", "*")
	}
	if strings.Count(text, "*") > search.MaxPatternStars {
		return nil, tooCostly(start, "a word has more than %d *", search.MaxPatternStars)
	}
	if len(text) > search.MaxPatternBytes {
		return nil, tooCostly(start, "a word with * is longer than %d bytes", search.MaxPatternBytes)
	}
	letters := 0
	for _, r := range analysis.Wildcard(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	if letters < search.MinWildcardStem {
		return nil, tooCostly(start, "a word with * needs at least %d letters", search.MinWildcardStem)
	}
	if p.wildcards++; p.wildcards > search.MaxWildcards {
		return nil, tooCostly(start, "more than %d words have *", search.MaxWildcards)
	}
	return search.Wildcard{Pattern: text, Title: p.title}, p.count(start, 1)
}

// notInPattern tells where a pattern ends: at what is part of no word.
func notInPattern(r rune) bool {
	return r != '*' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_.,'’‘&@\u200C‐‑", r)
}

// fuzzy reads word~ and word~2. Without a number behind the tilde it is part
// of a text, not an operator.
func (p *parser) fuzzy(l lexeme, text, distance string) (search.Node, error) {
	n := 1
	if distance != "" {
		var err error
		if n, err = strconv.Atoi(distance); err != nil || n < 0 {
			return nil, nil
		}
	}
	units := p.words.Units(text)
	if len(units) != 1 || units[0].Phrase {
		return nil, nil
	}
	if n > 2 {
		return nil, mistake(l.start+len(text), "a word may differ by 1 or 2 letters", units[0].Text+"~2")
	}
	if n == 0 {
		return p.literal(l.start, text)
	}
	if len([]rune(units[0].Text)) < search.MinWildcardStem+1 {
		p.warn("%s is too short to be searched for with typing errors", units[0].Text)
		return p.literal(l.start, text)
	}
	if p.wildcards++; p.wildcards > search.MaxWildcards {
		return nil, tooCostly(l.start, "more than %d words have * or ~", search.MaxWildcards)
	}
	return search.Fuzzy{Text: units[0].Text, Distance: n, Title: p.title}, p.count(l.start, 1)
}

// phrase reads "…" and "…"~3.
func (p *parser) phrase(l lexeme) (search.Node, error) {
	if l.next > len(p.text) {
		return nil, mistake(l.start, "this quotation mark is not closed", "")
	}
	p.at = l.next
	slop, err := p.slop()
	if err != nil {
		return nil, err
	}
	text := strings.Join(strings.FieldsFunc(strings.ToValidUTF8(l.text, " "), isSpace), " ")
	if err := p.count(l.start, 1); err != nil {
		return nil, err
	}
	return p.newPhrase(l.start, text, slop)
}

// newPhrase checks the length of a phrase; one without any word is nothing.
func (p *parser) newPhrase(start int, text string, slop int) (search.Node, error) {
	switch words := len(p.words.Phrase(text)); {
	case words == 0:
		return nil, nil
	case words > search.MaxPhraseWords:
		return nil, tooCostly(start, "the phrase has more than %d words", search.MaxPhraseWords)
	}
	return search.Phrase{Text: text, Slop: slop, Title: p.title}, nil
}

func (p *parser) slop() (int, error) {
	rest := p.text[p.at:]
	if !strings.HasPrefix(rest, "~") {
		return 0, nil
	}
	digits := leadingDigits(rest[1:])
	if digits == "" {
		return 0, mistake(p.at, "~ behind a phrase wants a number of words", "~3")
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n > search.MaxDistance {
		return 0, tooCostly(p.at, "words of a phrase may be moved by at most %d", search.MaxDistance)
	}
	p.at += 1 + len(digits)
	return n, nil
}

func leadingDigits(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}

// inTitle reads title:word, title:"a phrase" and title:(…).
func (p *parser) inTitle(l lexeme) (search.Node, error) {
	at := l.start + len("title:")
	outer := p.title
	p.title = true
	defer func() { p.title = outer }()
	if at < l.next {
		p.at = l.next
		return p.term(lexeme{kind: bare, text: p.text[at:l.next], start: at, next: l.next})
	}
	p.at = at
	switch n := p.peek(); {
	case n.kind == quoted && n.start == at:
		return p.phrase(n)
	case n.kind == open && n.start == at:
		return p.group(n)
	}
	return nil, mistake(at, "title: wants a word or a phrase", p.closedUp("title:", at))
}
