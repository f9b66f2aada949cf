package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// newsText writes n sentences of a reporter who has few words: two texts on
// one topic share many words and phrases and are not copies.
func newsText(r *rand.Rand, topic string, n int) string {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "%s %s %s that %s %s %s the %s %s, %s %d %s. ",
			pick("The ministry", "A spokesman", "The embassy", "One official", "The committee", "The agency", "Its director", "The opposition"),
			pick("said", "denied", "told reporters", "confirmed", "wrote", "stressed"),
			pick("on Monday", "on Tuesday", "late on Friday", "in a statement", "before the vote", "at a hearing"),
			topic, pick("had breached", "was behind the attack on", "had spied on", "had read the mail of", "was to be blamed for"),
			pick("parts of", "most of", "the heart of", "two servers of", "the archive of"),
			pick("electoral", "foreign", "defence", "northern", "regional", "parliamentary"),
			pick("commission", "ministry", "network", "office", "registry", "exchange"),
			pick("and named", "and listed", "after", "before"), 2+r.IntN(900), pick("cases", "accounts", "machines", "days", "voters"))
	}
	return b.String()
}

// edited replaces, drops or inserts single words or whole sentences, until
// about the share of the words is touched.
func edited(r *rand.Rand, text string, share float64, sentences bool) string {
	sep := " "
	if sentences {
		sep = ". "
	}
	parts := strings.Split(text, sep)
	for range max(1, int(share*float64(len(parts)))) {
		i := r.IntN(len(parts))
		switch r.IntN(3) {
		case 0:
			parts[i] = fmt.Sprintf("changed%d", r.IntN(1e6))
		case 1:
			parts = slices.Delete(parts, i, i+1)
		default:
			parts = slices.Insert(parts, i, fmt.Sprintf("added%d", r.IntN(1e6)))
		}
	}
	return strings.Join(parts, sep)
}

// TestCopiesAreFound puts 2,000 pairs (verbatim, 5 to 30 % edited, same topic
// and other text) into one corpus and holds what was found against the exact
// similarity of each pair.
func TestCopiesAreFound(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of articles")
	}
	r := rand.New(rand.NewPCG(1, 2))
	s := open(t)
	type pair struct{ first, second string }
	var pairs []pair
	for i := range 2000 {
		first := newsText(r, fmt.Sprintf("group %d", i/4), 8+r.IntN(40))
		switch i % 4 {
		case 0:
			pairs = append(pairs, pair{first, strings.ToUpper(first)})
		case 1:
			pairs = append(pairs, pair{first, edited(r, first, .05+.25*r.Float64(), true)})
		case 2:
			pairs = append(pairs, pair{first, edited(r, first, .01+.29*r.Float64(), false)})
		default:
			pairs = append(pairs, pair{first, newsText(r, fmt.Sprintf("group %d", i/4), 8+r.IntN(40))})
		}
	}
	var firsts, seconds []Article
	for i, p := range pairs {
		firsts = append(firsts, Article{ID: fmt.Sprintf("first-%d", i), Text: p.first})
		seconds = append(seconds, Article{ID: fmt.Sprintf("second-%d", i), Text: p.second})
	}
	put(t, s, firsts...)
	var right, wrong, missed int
	for i, o := range put(t, s, seconds...) {
		copied := naiveJaccard(strings.ReplaceAll(pairs[i].first, ".", " "), strings.ReplaceAll(pairs[i].second, ".", " ")) >= copySimilarity
		switch found := o.CopyOf == firsts[i].ID; {
		case found && copied:
			right++
		case found || o.CopyOf != "":
			wrong++
		case copied:
			missed++
		}
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d copies found, %d wrongly, %d missed: precision %.4f, recall %.4f", right, wrong, missed, precision, recall)
	if right < 600 || precision < .99 || recall < .95 {
		t.Fail()
	}
}

func TestShinglesIgnoreDress(t *testing.T) {
	same := []string{"The Élysée said: “No comment.”", "the élysée  said no COMMENT", "\tThe — Élysée; said (no) comment!"}
	for _, text := range same[1:] {
		if !slices.Equal(shingles(text), shingles(same[0])) {
			t.Errorf("%q differs from %q", text, same[0])
		}
	}
	for _, other := range []string{"", "The", "The Élysée said comment no", "外交部發言人", "外交部發言"} {
		if slices.Equal(shingles(other), shingles(same[0])) {
			t.Errorf("%q does not differ", other)
		}
	}
	if n := len(shingles("外交部發言人表示")); n != 6 {
		t.Errorf("%d shingles of eight characters", n)
	}
}

// A confidential collection must not show through the copies of another.
func TestCopiesStayInTheirCollection(t *testing.T) {
	s := open(t)
	text := newsText(rand.New(rand.NewPCG(3, 4)), "the group", 20)
	out := put(t, s, Article{ID: "a", Collection: "secret", Text: text}, Article{ID: "b", Text: text}, Article{ID: "c", Text: text})
	if out[1].CopyOf != "" || out[2].CopyOf != "b" {
		t.Fatalf("%+v", out)
	}
	if group, err := s.Copies(t.Context(), "a"); err != nil || len(group) != 0 {
		t.Fatal(group, err)
	}
}
