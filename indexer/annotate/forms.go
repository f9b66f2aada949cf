package annotate

import (
	"strings"

	"despatch/corpus"
	"despatch/corpus/gazetteer"
)

// numbered are the series under which vendors number groups: Mandiant's APT,
// UNC and FIN, Proofpoint's TA, Microsoft's Storm and DEV, CERT-UA's UAC and
// so on, with the least number of digits that tells them from other things.
var numbered = map[uint64]series{
	gazetteer.Key("apt"): {"APT", "", 1}, gazetteer.Key("unc"): {"UNC", "", 3}, gazetteer.Key("ta"): {"TA", "", 3}, gazetteer.Key("fin"): {"FIN", "", 1},
	gazetteer.Key("storm"): {"Storm", "-", 4}, gazetteer.Key("dev"): {"DEV", "-", 4}, gazetteer.Key("uac"): {"UAC", "-", 4}, gazetteer.Key("tag"): {"TAG", "-", 2},
	gazetteer.Key("itg"): {"ITG", "", 2}, gazetteer.Key("tg"): {"TG", "-", 4}, gazetteer.Key("uat"): {"UAT", "-", 4}, gazetteer.Key("cta"): {"CTA", "-", 3},
}

type series struct {
	label, joint string
	digits       int
}

// family is what the last word of a group's name tells where it follows a
// scheme: Microsoft's weather, CrowdStrike's animals.
type family struct {
	country string
	kind    string
}

// schemes lists the families: "word country kind".
const schemes = "typhoon cn state,blizzard ru state,sandstorm ir state,sleet kp state,hail kr state,dust tr state,cyclone vn state,rain lb state,tempest - criminal,tsunami - private," +
	"panda cn state,bear ru state,kitten ir state,chollima kp state,spider - criminal,jackal - hacktivist,buffalo vn state,leopard pk state,ocelot co state,saiga kz state,crane kr state"

// realAnimals are what stands before panda, bear, rain and so on when no
// group is meant.
var realAnimals = keys("giant red polar brown black grizzly teddy sun sloth white the a super big little baby kung heavy acid freezing tropical wild yogi paddington care this that gold house " +
	"widow recluse itsy bitsy powerful deadly monster severe annual cosmic coal space fairy saw bull papa mama panda bear construction tower sandhill snow")

func schemeFamilies() map[uint64]family {
	table := map[uint64]family{}
	for line := range strings.SplitSeq(schemes, ",") {
		f := strings.Fields(line)
		table[gazetteer.Key(f[0])] = family{country: strings.Trim(f[1], "-"), kind: f[2]}
	}
	return table
}

// findForms finds groups whose names follow a form and that no table has.
func (r *reader) findForms(u *unit) {
	for i := range u.tokens {
		if u.marks[i]&markRegister != 0 {
			r.takeCodes(u, i)
		}
		if u.marks[i]&markForm == 0 || u.nameAt[i] != 0 {
			continue
		}
		if s, ok := numbered[u.tokens[i].Key]; ok && r.takeNumbered(u, i, s) {
			continue
		}
		if f, ok := r.families[u.tokens[i].Key]; ok {
			r.takeFamily(u, i, f)
		}
	}
}

// takeNumbered reads APT99, APT-99, APT 99 and UNC1234. A number after a space
// counts only after capitals.
func (r *reader) takeNumbered(u *unit, i int, s series) bool {
	j := i + 1
	if u.isMark(j, '-') && !u.tokens[j].Has(gazetteer.Spaced) {
		j++
	}
	if j >= len(u.tokens) || u.tokens[j].Kind != gazetteer.Number || u.nameAt[j] != 0 {
		return false
	}
	if u.tokens[j].Has(gazetteer.Spaced) && (u.tokens[i].Case != gazetteer.Upper || s.label != "APT") {
		return false
	}
	digits := u.surface(j, j)
	if len(digits) < s.digits || len(digits) > 5 || strings.ContainsAny(digits, ".,") {
		return false
	}
	label := s.label + s.joint + digits
	e := r.discover(gazetteer.Entity{ID: gazetteer.Slug(label), Field: corpus.Actor, Kind: "group", Label: label})
	u.add(name{first: i, last: j, entity: e, rule: ruleForm})
	r.present[e]++
	return true
}

// takeFamily reads "Crimson Typhoon": a capitalised word that is no real
// animal or weather, then the word of the scheme.
func (r *reader) takeFamily(u *unit, i int, f family) {
	if i == 0 || u.tokens[i].Case == gazetteer.Lower || u.tokens[i].Flags&gazetteer.Line != 0 {
		return
	}
	first := &u.tokens[i-1]
	if first.Kind != gazetteer.Word || first.Case != gazetteer.Title && first.Case != gazetteer.Upper || u.nameAt[i-1] != 0 || u.isAny(i-1, realAnimals) || u.has(i-1, tagPrep|tagDet|tagPron|tagSub) {
		return
	}
	label := titled(u.surface(i-1, i-1)) + " " + titled(u.surface(i, i))
	e := gazetteer.Entity{ID: gazetteer.Slug(label), Field: corpus.Actor, Kind: f.kind, Label: label}
	if f.country != "" {
		e.Country = []string{f.country}
	}
	made := r.discover(e)
	u.add(name{first: i - 1, last: i, entity: made, rule: ruleForm})
	r.present[made]++
}

// noteNames notes at each token that a name covers it.
func (u *unit) noteNames() {
	clear(u.nameAt)
	clear(u.startAt)
	for i := len(u.names) - 1; i >= 0; i-- {
		u.startAt[u.names[i].first] = int32(i + 1)
	}
	for i := range u.names {
		for t := u.names[i].first; t <= u.names[i].last; t++ {
			u.nameAt[t] = int32(i + 1)
		}
	}
}

func titled(word string) string {
	return strings.ToUpper(word[:1]) + strings.ToLower(word[1:])
}
