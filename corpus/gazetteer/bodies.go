package gazetteer

import "strings"

// Bodies are the things that an institution can be to its country, for Body.
// Each has the words that name it beside a country's name or adjective.
var Bodies = map[string][]string{
	"government":            {"government", "cabinet"},
	"parliament":            {"parliament", "legislature"},
	"head-of-state":         {"presidency", "president's office", "presidential office", "presidential administration"},
	"head-of-government":    {"prime minister's office", "chancellery"},
	"foreign-ministry":      {"foreign ministry", "ministry of foreign affairs", "foreign affairs ministry", "ministry for foreign affairs", "ministry of external affairs", "mfa"},
	"defence-ministry":      {"defence ministry", "defense ministry", "ministry of defence", "ministry of defense", "mod"},
	"interior-ministry":     {"interior ministry", "ministry of the interior", "ministry of interior", "ministry of internal affairs", "internal affairs ministry", "home ministry"},
	"justice-ministry":      {"justice ministry", "ministry of justice"},
	"finance-ministry":      {"finance ministry", "ministry of finance", "treasury"},
	"election-body":         {"election commission", "electoral commission", "central election commission", "election authority", "electoral authority"},
	"cert":                  {"cert", "computer emergency response team", "national cert"},
	"cyber-centre":          {"cyber security centre", "cybersecurity center", "cyber security center", "cybersecurity centre", "cyber security agency", "cybersecurity agency"},
	"central-bank":          {"central bank", "national bank"},
	"supreme-court":         {"supreme court"},
	"prosecutor":            {"prosecutor general's office", "prosecutor general", "prosecutor's office", "attorney general's office", "public prosecutor's office"},
	"police":                {"police", "national police"},
	"armed-forces":          {"armed forces", "military", "army", "navy", "air force"},
	"foreign-intelligence":  {"foreign intelligence service", "foreign intelligence"},
	"security-service":      {"security service", "domestic intelligence service", "domestic intelligence"},
	"military-intelligence": {"military intelligence", "military intelligence service"},
}

// bodyByPattern reads "Ukrainian Foreign Ministry", "Ministry of Defence of
// Japan" and "Iran's parliament".
func (g *Gazetteer) bodyByPattern(name string) (*Entity, bool) {
	name = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "the "))
	for body, forms := range Bodies {
		for _, form := range forms {
			country, ok := strings.CutSuffix(name, " "+form)
			if !ok {
				country, ok = strings.CutPrefix(name, form+" of ")
			}
			if !ok {
				continue
			}
			if e, ok := g.bodyOf(country, body); ok {
				return e, true
			}
		}
	}
	return nil, false
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
