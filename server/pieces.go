package server

import (
	"cmp"
	"slices"
	"strings"

	"despatch/corpus"
	"despatch/server/web"
)

// marks are the places to be marked in a title or a text, in order.
type marks struct {
	mentions []markedMention
	claims   []markedClaim
}

type markedMention struct {
	span
	mention *web.Mention
}

type markedClaim struct {
	span
	anchor string
}

// placedIn gathers the marks of the title or of the text. Of mentions that
// overlap the first is marked; claims of one sentence are one place.
func placedIn(in string, mentions []corpus.Mention, claims []corpus.Claim, note func(corpus.Mention) *web.Mention) marks {
	var m marks
	for _, mention := range mentions {
		where := mention.In
		if where == "" {
			where = "text"
		}
		if where == in {
			m.mentions = append(m.mentions, markedMention{span{mention.Start, mention.End}, note(mention)})
		}
	}
	for _, claim := range claims {
		if claim.In == in {
			m.claims = append(m.claims, markedClaim{span{claim.Start, claim.End}, claimAnchor(claim)})
		}
	}
	slices.SortStableFunc(m.mentions, func(a, b markedMention) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	slices.SortStableFunc(m.claims, func(a, b markedClaim) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	return m
}

// paragraphs cuts a text at its line breaks, each line into pieces.
func paragraphs(text string, mentions []markedMention, claims []markedClaim) [][]web.Piece {
	var all [][]web.Piece
	for at := 0; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		if strings.TrimSpace(text[at:end]) != "" {
			all = append(all, pieces(text, span{at, end}, marks{mentions, claims}))
		}
		at = end + 1
	}
	return all
}

// pieces cuts a stretch of text where mentions and claims begin and end.
func pieces(text string, within span, m marks) []web.Piece {
	var out []web.Piece
	at := within.start
	for _, cut := range cuts(within, m) {
		if cut <= at {
			continue
		}
		out = append(out, web.Piece{Text: strings.ToValidUTF8(text[at:cut], ""), Claim: inClaim(m.claims, at), Anchor: anchorAt(m.claims, at)})
		at = cut
	}
	return withMentions(out, within.start, m.mentions)
}

// cuts are the places within a stretch where something begins or ends, the
// stretch's own end last.
func cuts(within span, m marks) []int {
	all := []int{within.end}
	add := func(s span) {
		for _, at := range [...]int{s.start, s.end} {
			if at > within.start && at < within.end {
				all = append(all, at)
			}
		}
	}
	last := 0
	for _, mention := range m.mentions {
		if mention.start >= last {
			add(mention.span)
			last = mention.end
		}
	}
	for _, claim := range m.claims {
		add(claim.span)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func inClaim(claims []markedClaim, at int) bool {
	return slices.ContainsFunc(claims, func(c markedClaim) bool { return c.start <= at && at < c.end })
}

func anchorAt(claims []markedClaim, at int) string {
	i := slices.IndexFunc(claims, func(c markedClaim) bool { return c.start == at })
	if i < 0 {
		return ""
	}
	return claims[i].anchor
}

// withMentions marks the pieces that are whole mentions.
func withMentions(pieces []web.Piece, at int, mentions []markedMention) []web.Piece {
	for i := range pieces {
		end := at + len(pieces[i].Text)
		for _, m := range mentions {
			if m.start == at && m.end == end {
				pieces[i].Mention = m.mention
				break
			}
		}
		at = end
	}
	return pieces
}
