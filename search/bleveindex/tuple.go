package bleveindex

import (
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/search"
)

// The parts of a claim tuple that hold values.
const (
	partAct = iota
	partStatus
	partBy
	partAccused
	partTarget
	partCount
)

// A tuple term writes a claim's parts one after another. It is what makes
// several role filters hold in one and the same claim: a claim is found by its
// whole tuple, never by loose roles.
const (
	partSeparator  = "\x1f"
	valueSeparator = "\x1e"
)

// tupleTerm is the term of a claim. Each list gets the kinds of its entities
// as values of their own.
func tupleTerm(c *corpus.Claim, kinds map[string]string) string {
	return strings.Join([]string{
		c.Act, c.Status, c.When,
		joinValues(c.By, kinds), joinValues(c.Accused, kinds), joinValues(c.Target, kinds),
	}, partSeparator)
}

func joinValues(ids []string, kinds map[string]string) string {
	return strings.Join(withKinds(ids, kinds), valueSeparator)
}

// withKinds adds to ids the kinds they are of, sorted and each once.
func withKinds(ids []string, kinds map[string]string) []string {
	values := make([]string, 0, 2*len(ids))
	for _, id := range ids {
		if id == "" {
			continue
		}
		values = append(values, id)
		if k := kinds[id]; k != "" {
			values = append(values, search.KindPrefix+k)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// tuple is a claim taken from its term.
type tuple struct {
	parts [partCount][]string
	when  string
}

func parseTuple(term string) tuple {
	f := strings.SplitN(term, partSeparator, 6)
	for len(f) < 6 {
		f = append(f, "")
	}
	t := tuple{when: f[2]}
	t.parts[partAct] = splitValues(f[0])
	t.parts[partStatus] = splitValues(f[1])
	t.parts[partBy] = splitValues(f[3])
	t.parts[partAccused] = splitValues(f[4])
	t.parts[partTarget] = splitValues(f[5])
	return t
}

func splitValues(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, valueSeparator)
}

// numbered is a date in numbers, 0 where it is not known so exactly.
type numbered struct{ day, month int32 }

// readWhen reads the time a claim gives, a date or two joined by a slash. All
// is zero when it gives none that can be read.
func readWhen(when string) (from, to numbered) {
	a, b, ranged := strings.Cut(when, "/")
	from.day, from.month = dateNumbers(corpus.Date(a))
	if !ranged {
		return from, from
	}
	to.day, to.month = dateNumbers(corpus.Date(b))
	first, _ := span(from.day, from.month)
	_, last := span(to.day, to.month)
	if first == 0 || last < first {
		return numbered{}, numbered{}
	}
	return from, to
}

// responderActs are the acts whose maker is a responder.
var responderActs = [...]string{
	corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Indict, corpus.Condemn, corpus.Investigate,
}

// rolePart says which part of a claim a role field reads, and which acts count
// for it; nil is all of them.
func rolePart(col int) (part int, acts []string) {
	switch col {
	case colPerpetrator:
		return partAccused, nil
	case colTarget:
		return partTarget, nil
	case colResponder:
		return partBy, responderActs[:]
	case colDenier:
		return partBy, []string{corpus.Deny}
	case colStatus:
		return partStatus, nil
	default:
		return partAct, nil
	}
}
