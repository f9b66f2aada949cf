package annotate

import "despatch/corpus/gazetteer"

var (
	perfect    = keys("have has had having 've haven't hasn't hadn't")
	mayWords   = keys("may might")
	couldWords = keys("could would will shall should can cannot can't won't wouldn't couldn't shouldn't 'll 'd")
)

// verbReader puts a verb group together from left to right.
type verbReader struct {
	u             *unit
	c             *chunk
	main          int // the last verb taken, -1 for none
	be, have      bool
	may, could    bool
	to, finiteAux bool
}

// take adds token j to the group; no ends the group before it.
func (v *verbReader) take(j int) bool {
	u := v.u
	switch u.tags[j] {
	case posTo:
		return v.takeTo(j)
	case posAux:
		if v.main >= 0 {
			return false
		}
		v.auxiliary(j)
	case posVerb:
		if v.main >= 0 {
			return false
		}
		v.main = j
	case posAdverb:
		if v.main >= 0 && !v.adverbInside(j) {
			return false
		}
		v.c.hedged = v.c.hedged || u.has(j, tagHedge)
	default:
		return false
	}
	v.c.negated = v.c.negated || u.has(j, tagNot)
	if u.tags[j] != posAdverb || v.main < 0 {
		v.c.last = j
	}
	return true
}

// takeTo begins an infinitive.
func (v *verbReader) takeTo(j int) bool {
	if v.main >= 0 || v.c.first != j {
		return false
	}
	v.to = true
	return true
}

func (v *verbReader) adverbInside(j int) bool { return false }

func (v *verbReader) auxiliary(j int) {
	u := v.u
	switch {
	case u.isAny(j, perfect):
		v.have = true
	case u.isAny(j, mayWords):
		v.may = true
	case u.isAny(j, couldWords):
		v.could = true
	case u.has(j, tagBe):
		v.be = true
		v.c.head = j
	}
	if !v.to && !u.has(j, tagIng) {
		v.finiteAux = true
	}
}

// finish says what the group is.
func (v *verbReader) finish() {
	u, c := v.u, v.c
	if v.main >= 0 {
		c.head = v.main
	}
	if w := u.words[c.head]; w != nil && (v.main >= 0 || v.be) { // "got" is auxiliary and verb
		c.verb = w.verb
	}
	switch {
	case v.may:
		c.modal = maybe
	case v.could:
		c.modal = possible
	}
	ed := v.main >= 0 && u.has(v.main, tagEd)
	switch {
	case v.to:
		c.form = infinitive
	case v.finiteAux:
		c.form = finite
	case v.main >= 0 && u.has(v.main, tagIng) && !v.be:
		c.form = gerund
	case ed && !u.has(v.main, tagBase|tagS):
		c.form = participle
	case ed:
		c.form = finite
	case v.be: // "being hacked"
		c.form = gerund
	}
	c.passive = ed && v.be && !(u.has(v.main, tagIng))
	c.negated = c.negated || v.main > 0 && u.tokens[v.main].Kind == gazetteer.Word && u.has(v.main-1, tagNot) && v.main-1 >= c.first
}
