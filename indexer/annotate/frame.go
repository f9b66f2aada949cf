package annotate

import "despatch/corpus"

// frame is a claim in the making.
type frame struct {
	act, status         string
	by, accused, target []*name
	in                  *unit
	sentence            int
	first, last         int  // tokens of the clause
	at                  int  // token that the claim hangs on
	vagueDoer           bool // done by unknown ones, as the text says
	sameDoer            bool // by "the group", "the attackers"
	sameEvent           bool // "the attack", "the incident"
	background          bool
	generic             bool // of hacking as such
	when                string
	ownTime             bool // the time stands in its sentence
	slight              bool // told as the reason of an answer
	elsewhere           bool // on somebody named whose country the text does not tell
	inherited           bool // accused by another sentence
	supposed            bool // the text tells no victim: the accuser is taken for it
	echo                bool // says no more than another frame but who says it
	byHome              bool // said by officials of the country that the article is about
	doers               int  // groups named up to here
	event               int  // 1 + frame of the attack that is answered, 0 for none
}

// doer is a group that a sentence names, whether or not it says what they
// did: "the hackers" of a later sentence are these.
type doer struct {
	names    []*name
	in       *unit
	sentence int
	at       int // token
}

// noteDoers notes the groups that a sentence names.
func (cr *claimReader) noteDoers() {
	for k := range cr.c.chunks {
		ch := &cr.c.chunks[k]
		if ch.kind != nounPhrase || !cr.hasDoer(ch) {
			continue
		}
		if names := cr.namesIn(ch, asDoer, nil); len(names) > 0 {
			cr.doers = append(cr.doers, doer{names: names, in: cr.u, sentence: cr.sent, at: ch.head})
		}
	}
}

// hasDoer tells whether a noun phrase speaks of a group: by its head or by a
// noun before it ("Indian hackers retaliation"), or by an actor's name.
func (cr *claimReader) hasDoer(ch *chunk) bool {
	for t := ch.first; t <= ch.last; t++ {
		if n := cr.u.nameOf(t); n != nil && n.field() == corpus.Actor || cr.u.nounIs(t, nounDoer) && !cr.u.nounIs(t, nounThing) {
			return true
		}
	}
	return false
}

// claimReader reads the claims of an article, sentence by sentence.
type claimReader struct {
	r        *reader
	u        *unit
	c        clauses
	frames   []frame
	nominals []int // chunk -> 1 + frame of its attack noun, 0 for none
	sent     int
	done     []bool // predicates that are used up
	doers    []doer
	calendar calendar

	spoke   []*name // who was last heard
	spokeAt int     // in which sentence

	homeKnown bool  // whether home was looked for
	homeName  *name // the country that the article is about, nil for none
}

// readClaims reads title and text.
func (r *reader) readClaims() {
	cr := &r.claims
	cr.frames = cr.frames[:0]
	if r.unread || !r.hostile {
		return
	}
	cr.r, cr.frames, cr.doers = r, cr.frames[:0], cr.doers[:0]
	cr.homeKnown, cr.homeName, cr.spoke = false, nil, nil
	cr.calendar.begin(r.article.Published)
	for i := range r.units {
		cr.u = &r.units[i]
		for s, sentence := range cr.u.sents {
			if cr.u.tellsOfClaims(sentence, r.hacking) {
				cr.sent = s
				cr.readSentence(sentence)
			}
		}
	}
}

func (cr *claimReader) readSentence(s span) {
	u := cr.u
	u.tagSentence(s)
	cr.c.u = u
	cr.c.chunks = u.chunkSentence(s, cr.c.chunks[:0])
	cr.c.read()
	cr.nominals = grown(cr.nominals, len(cr.c.chunks))
	cr.done = grown(cr.done, len(cr.c.preds))
	cr.noteDoers()
	cr.readHedges(s)
	cr.readNominals(s)
	for i := range cr.c.preds {
		cr.readPredicate(i, s)
	}
	cr.readVersus(s)
	cr.readVerbless(s)
	cr.readNoEvidence(s)
	cr.readDismissals(s)
	cr.readRebuttal(s)
	cr.readSources(s)
	cr.dateFrames(s)
}

// add begins a frame of the sentence being read.
func (cr *claimReader) add(act string, at int, s span) *frame {
	cr.frames = append(cr.frames, frame{act: act, in: cr.u, sentence: cr.sent, first: s.first, last: s.last, at: at, doers: len(cr.doers)})
	return &cr.frames[len(cr.frames)-1]
}
