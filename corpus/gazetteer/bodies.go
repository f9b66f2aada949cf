package gazetteer

import (
	"maps"
	"slices"
	"strings"
)

// Bodies are the things that an institution can be to its country, for Body.
// Each has the words that name it beside a country's name or adjective.
var Bodies = map[string][]string{
	"government":            {"government", "cabinet", "cabinet of ministers", "council of ministers"},
	"parliament":            {"parliament", "legislature", "federal parliament", "national parliament"},
	"lower-house":           {"lower house", "lower house of parliament", "lower chamber"},
	"upper-house":           {"upper house", "upper house of parliament", "upper chamber"},
	"head-of-state":         {"presidency", "president's office", "presidential office", "presidential administration", "office of the president", "presidential palace"},
	"head-of-government":    {"prime minister's office", "chancellery", "office of the prime minister"},
	"foreign-ministry":      {"foreign ministry", "ministry of foreign affairs", "foreign affairs ministry", "ministry for foreign affairs", "ministry of external affairs", "mfa", "foreign office", "department of foreign affairs"},
	"defence-ministry":      {"defence ministry", "defense ministry", "ministry of defence", "ministry of defense", "ministry of national defence", "ministry of national defense", "mod", "department of defence", "defence department"},
	"interior-ministry":     {"interior ministry", "ministry of the interior", "ministry of interior", "ministry of internal affairs", "internal affairs ministry", "home ministry", "ministry of home affairs"},
	"justice-ministry":      {"justice ministry", "ministry of justice", "department of justice"},
	"finance-ministry":      {"finance ministry", "ministry of finance", "treasury"},
	"health-ministry":       {"health ministry", "ministry of health", "ministry of public health"},
	"energy-ministry":       {"energy ministry", "ministry of energy"},
	"education-ministry":    {"education ministry", "ministry of education"},
	"economy-ministry":      {"economy ministry", "ministry of economy", "ministry of the economy", "economics ministry"},
	"transport-ministry":    {"transport ministry", "ministry of transport", "transportation ministry"},
	"agriculture-ministry":  {"agriculture ministry", "ministry of agriculture"},
	"culture-ministry":      {"culture ministry", "ministry of culture"},
	"election-body":         {"election commission", "electoral commission", "central election commission", "central electoral commission", "election authority", "electoral authority", "national election commission", "election watchdog", "elections watchdog", "electoral council", "election body"},
	"cert":                  {"cert", "computer emergency response team", "national cert", "csirt"},
	"cyber-centre":          {"cyber security centre", "cybersecurity center", "cyber security center", "cybersecurity centre", "cyber security agency", "cybersecurity agency", "cyber agency", "national cyber security centre"},
	"central-bank":          {"central bank", "national bank", "reserve bank"},
	"supreme-court":         {"supreme court"},
	"prosecutor":            {"prosecutor general's office", "prosecutor general", "prosecutor's office", "attorney general's office", "public prosecutor's office", "public prosecution service", "prosecutors"},
	"police":                {"police", "national police", "police force"},
	"armed-forces":          {"armed forces", "military"},
	"foreign-intelligence":  {"foreign intelligence service", "foreign intelligence", "foreign intelligence agency"},
	"security-service":      {"security service", "domestic intelligence service", "domestic intelligence", "domestic intelligence agency"},
	"military-intelligence": {"military intelligence", "military intelligence service", "military intelligence agency"},
	"embassy":               {"embassy"},
}

// bodyByPattern reads "Ukrainian Foreign Ministry", "Ministry of Defence of
// Japan" and "Iran's parliament".
func (g *Gazetteer) bodyByPattern(name string) (*Entity, bool) {
	name = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "the ")
	for i := range bodyForms {
		form := &bodyForms[i]
		country, ok := strings.CutSuffix(name, form.after)
		if !ok {
			country, ok = strings.CutPrefix(name, form.before)
		}
		if !ok {
			continue
		}
		if e, ok := g.bodyOf(country, form.body); ok {
			return e, true
		}
	}
	return nil, false
}

// bodyForm is how a body is written after its country and before it.
type bodyForm struct{ body, after, before string }

// bodyForms are all forms of Bodies, in order.
var bodyForms = formsOfBodies()

func formsOfBodies() []bodyForm {
	var all []bodyForm
	for _, body := range slices.Sorted(maps.Keys(Bodies)) {
		for _, form := range Bodies[body] {
			all = append(all, bodyForm{body, " " + form, form + " of "})
		}
	}
	return all
}

func (g *Gazetteer) bodyOf(country, body string) (*Entity, bool) {
	country = strings.TrimSuffix(strings.ReplaceAll(country, "’", "'"), "'s")
	for _, i := range g.byName[Fold(country)] {
		if id := g.entities[i].ID; len(id) == 2 {
			return g.Body(id, body)
		}
	}
	return nil, false
}
