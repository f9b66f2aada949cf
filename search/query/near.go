package query

import (
	"slices"
	"strconv"
	"strings"

	"despatch/corpus"
	"despatch/search"
)

// near reads a, and a NEAR/8 b. In a NEAR/8 b NEAR/3 c each neighbour pair
// must be near.
func (p *parser) near() (search.Node, error) {
	first := p.peek()
	left, err := p.primary()
	if err != nil {
		return nil, err
	}
	var pairs search.And
	for {
		operator := p.peek()
		distance, ok, err := nearDistance(operator)
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		p.at = operator.next
		second := p.peek()
		if second.kind == end || second.kind == closing {
			return nil, mistake(operator.start, operator.text+" has nothing behind it", "")
		}
		right, err := p.primary()
		if err != nil {
			return nil, err
		}
		pair, err := newNear(left, right, first, second)
		if err != nil {
			return nil, err
		}
		pair.Distance = distance
		pairs = append(pairs, pair)
		left, first = right, second
	}
	switch len(pairs) {
	case 0:
		return left, nil
	case 1:
		return pairs[0], nil
	}
	return pairs, nil
}

// newNear checks both sides; the lexemes are those they begin with.
func newNear(left, right search.Node, first, second lexeme) (near search.Near, err error) {
	if near.A, err = side(left, first); err != nil {
		return near, err
	}
	near.B, err = side(right, second)
	return near, err
}

// nearDistance reads the operator. NEAR without a distance is a word.
func nearDistance(l lexeme) (int, bool, error) {
	digits, ok := strings.CutPrefix(l.text, "NEAR/")
	if l.kind != bare || !ok {
		return 0, false, nil
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || digits != strconv.Itoa(n) {
		return 0, false, mistake(l.start, "NEAR/ wants a number of words", "NEAR/8")
	}
	if n > search.MaxDistance {
		return 0, false, tooCostly(l.start, "NEAR reaches at most %d words", search.MaxDistance)
	}
	return n, true, nil
}

// side checks what NEAR can look for. Words that were written as one, such as
// and/or, are a phrase here.
func side(n search.Node, l lexeme) (search.Node, error) {
	switch n := n.(type) {
	case search.Word, search.Phrase:
		return n, nil
	case search.Filter:
		if slices.Contains(corpus.EntityFields[:], n.Field) && !slices.Contains(n.Values, search.Missing) {
			return n, nil
		}
	case search.And:
		if phrase := asPhrase(n); phrase != nil && l.kind == bare {
			return phrase, nil
		}
	}
	return nil, mistake(l.start, "NEAR joins words, phrases, actors, countries, institutions and persons", "")
}

func asPhrase(parts search.And) search.Node {
	texts := make([]string, len(parts))
	title := false
	for i, part := range parts {
		w, ok := part.(search.Word)
		if !ok {
			return nil
		}
		texts[i], title = w.Text, w.Title
	}
	return search.Phrase{Text: strings.Join(texts, " "), Title: title}
}
