package gazetteer

// Record is an entity as `gazetteer export` prints it.
type Record struct {
	ID      string              `json:"id"`
	Field   string              `json:"field"`
	Kind    string              `json:"kind"`
	Label   string              `json:"label"`
	Aliases []string            `json:"aliases"`
	Country []string            `json:"country"`
	Refs    map[string][]string `json:"refs"`
}

// Record gives the entity's exported form. Its aliases are all of its names
// but the label, in the order of the tables; lists are empty, never null.
func (e *Entity) Record() Record {
	r := Record{ID: e.ID, Field: e.Field, Kind: e.Kind, Label: e.Label, Aliases: []string{}, Country: []string{}, Refs: e.Refs}
	r.Country = append(r.Country, e.Country...)
	for _, name := range e.Names {
		if name.Rule != RuleNot && name.Text != e.Label {
			r.Aliases = append(r.Aliases, name.Text)
		}
	}
	if r.Refs == nil {
		r.Refs = map[string][]string{}
	}
	return r
}
