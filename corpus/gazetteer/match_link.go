package gazetteer

import "strings"

// joinsAddress tells whether the word may begin an address, by what follows it.
func (s *scanner) joinsAddress(start, end int) bool {
	if end+1 >= len(s.text) || end == start {
		return false
	}
	switch s.text[end] {
	case '.', '@', ':', '_':
		return isLower(s.text[end+1]) || s.text[end+1] == '/'
	}
	return class[s.text[end]] == classDigit
}

// link finds the end of an address that starts here: https://…, www.…,
// user@host, example.com. Names inside of addresses name nobody.
func (s *scanner) link() (int, bool) {
	rest := s.text[s.pos:]
	if strings.HasPrefix(rest, "http") && (strings.HasPrefix(rest, "https://") || strings.HasPrefix(rest, "http://")) || strings.HasPrefix(rest, "www.") {
		return s.pos + addressLen(rest), true
	}
	return s.host()
}

// host finds words joined by dots or by @ without spaces, small letters on
// both sides: a capital after the dot is the next sentence.
func (s *scanner) host() (int, bool) {
	i, joined := s.pos, false
	for i < len(s.text) {
		c := s.text[i]
		if class[c] == classLetter || class[c] == classDigit || c == '_' {
			i++
			continue
		}
		if c != '.' && c != '@' || i == s.pos || i+2 >= len(s.text) || !isLower(s.text[i+1]) || !isLower(s.text[i+2]) || !isLower(s.text[i-1]) {
			break
		}
		joined = true
		i++
	}
	return i, joined
}

// addressLen is how far an address reaches: to white space, a quotation mark
// or a closing bracket, without the marks that end a sentence.
func addressLen(text string) int {
	n := strings.IndexAny(text, " \t\r\n\"'<>)]}|”’»")
	if n < 0 {
		n = len(text)
	}
	return len(strings.TrimRight(text[:n], ".,;:!?"))
}
