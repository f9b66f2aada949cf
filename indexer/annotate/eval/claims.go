package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"despatch/corpus"
	"despatch/indexer/annotate"
)

// labelled is a line of the claims set's gold.
type labelled struct {
	ID     string `json:"id"`
	Claims []struct {
		Act     string    `json:"act"`
		Status  string    `json:"status"`
		By      countries `json:"by"`
		Accused countries `json:"accused"`
		Target  countries `json:"target"`
		When    string    `json:"when"`
		Hint    string    `json:"hint"`
	} `json:"claims"`
}

type countries struct {
	Country []string `json:"country"`
}

// asClaims gives the gold the form of predictions: countries only, which is
// all that is counted.
func (l *labelled) asClaims() []corpus.Claim {
	claims := make([]corpus.Claim, len(l.Claims))
	for i, c := range l.Claims {
		claims[i] = corpus.Claim{Act: c.Act, Status: c.Status, By: c.By.Country, Accused: c.Accused.Country, Target: c.Target.Country, When: c.When}
	}
	return claims
}

type pair struct{ accused, target string }

var (
	telling    = setOf([]string{corpus.Attack, corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Indict, corpus.Responsible})
	responding = setOf([]string{corpus.Attribute, corpus.Accuse, corpus.Sanction, corpus.Indict, corpus.Condemn, corpus.Investigate})
	denying    = setOf([]string{corpus.Deny})
)

// isCountry tells an ISO 3166 code from the other ids.
func isCountry(id string) bool { return len(id) == 2 && strings.ToLower(id) == id }

// pairsOf maps each pair of accused and target country to its standing:
// asserted where any claim asserts it.
func pairsOf(claims []corpus.Claim) map[pair]string {
	found := map[pair]string{}
	for _, c := range claims {
		if !telling[c.Act] || c.Status != corpus.Asserted && c.Status != corpus.Alleged {
			continue
		}
		for _, a := range c.Accused {
			for _, t := range c.Target {
				if p := (pair{a, t}); isCountry(a) && isCountry(t) && found[p] != corpus.Asserted {
					found[p] = c.Status
				}
			}
		}
	}
	return found
}

// onCarried are the pairs that rest on a carried country.
func onCarried(claims []corpus.Claim) map[pair]bool {
	found := map[pair]bool{}
	for _, c := range claims {
		carried := setOf(c.Carried)
		for _, a := range c.Accused {
			for _, t := range c.Target {
				if carried[a] || carried[t] {
					found[pair{a, t}] = true
				}
			}
		}
	}
	return found
}

func saidBy(claims []corpus.Claim, acts map[string]bool) map[string]bool {
	found := map[string]bool{}
	for _, c := range claims {
		for _, id := range c.By {
			if acts[c.Act] && isCountry(id) {
				found[id] = true
			}
		}
	}
	return found
}

// yearsOf are the years of a time or of the two ends of a range.
func yearsOf(when string) map[string]bool {
	years := map[string]bool{}
	for end := range strings.SplitSeq(when, "/") {
		if len(end) >= 4 {
			years[end[:4]] = true
		}
	}
	return years
}

// claimsScore is what is counted over all articles of the claims set.
type claimsScore struct {
	pairs, responders, deniers, status, when tally
	carried                                  int
}

// scoreClaims counts as the set's README says.
func scoreClaims(out io.Writer, a *annotate.Annotator, folder string, examples int) error {
	articles, read, err := annotated(a, folder)
	if err != nil {
		return err
	}
	gold, err := readLines[labelled](filepath.Join(folder, "gold.jsonl"))
	if err != nil {
		return err
	}
	var s claimsScore
	for i := range gold {
		s.add(&articles[i], gold[i].asClaims(), read[i].Claims)
	}
	fmt.Fprintf(out, "\nclaims: %d articles\n", len(gold))
	s.print(out, examples)
	return nil
}

func (s *claimsScore) print(out io.Writer, examples int) {
	s.pairs.print(out, "pairs accused -> target")
	fmt.Fprintf(out, "%-28s %d of the wrong pairs rest on a carried country\n", "", s.carried)
	s.responders.print(out, "responders")
	s.deniers.print(out, "deniers")
	fmt.Fprintf(out, "%-28s %.3f (%d of %d)\n", "when", s.when.recall(), s.when.right, s.when.gold)
	fmt.Fprintf(out, "%-28s %.3f (%d of %d)\n", "status", s.status.recall(), s.status.right, s.status.gold)
	s.pairs.printExamples(out, examples, "wrong", "missed")
	s.responders.printExamples(out, examples, "wrong responder", "missed responder")
	s.deniers.printExamples(out, examples, "wrong denier", "missed denier")
	s.when.printExamples(out, examples, "when missed")
	s.status.printExamples(out, examples, "status")
}

func (s *claimsScore) add(article *corpus.Article, gold, read []corpus.Claim) {
	want, got, carried := pairsOf(gold), pairsOf(read), onCarried(read)
	where := article.ID + ": " + article.Title + " | " + clip(article.Text)
	s.pairs.gold += len(want)
	s.pairs.predicted += len(got)
	for p, standing := range got {
		if want[p] == "" {
			if carried[p] {
				s.carried++
			}
			s.pairs.note("wrong", "%s>%s %s (gold %v)", p.accused, p.target, where, want)
			continue
		}
		s.pairs.right++
		s.status.gold++
		if want[p] == standing {
			s.status.right++
		} else {
			s.status.note("status", "%s>%s is %s, not %s: %s", p.accused, p.target, want[p], standing, where)
		}
	}
	for p := range want {
		if got[p] == "" {
			s.pairs.note("missed", "%s>%s %s", p.accused, p.target, where)
		}
	}
	countSets(&s.responders, saidBy(gold, responding), saidBy(read, responding), "responder", where)
	countSets(&s.deniers, saidBy(gold, denying), saidBy(read, denying), "denier", where)
	s.times(gold, read, where)
}

func countSets(t *tally, want, got map[string]bool, what, where string) {
	t.gold += len(want)
	t.predicted += len(got)
	for id := range got {
		if want[id] {
			t.right++
			continue
		}
		t.note("wrong "+what, "%s %s", id, where)
	}
	for id := range want {
		if !got[id] {
			t.note("missed "+what, "%s %s", id, where)
		}
	}
}

// times counts the claims with a time of which some predicted claim of the
// article has a year.
func (s *claimsScore) times(gold, read []corpus.Claim, where string) {
	got := map[string]bool{}
	for _, c := range read {
		for year := range yearsOf(c.When) {
			got[year] = true
		}
	}
	for _, c := range gold {
		years := yearsOf(c.When)
		if len(years) == 0 {
			continue
		}
		s.when.gold++
		if anyOf(years, got) {
			s.when.right++
			continue
		}
		s.when.note("when missed", "%s %s", c.When, where)
	}
}

func anyOf(some, all map[string]bool) bool {
	for id := range some {
		if all[id] {
			return true
		}
	}
	return false
}
