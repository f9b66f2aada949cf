package gazetteer

import "testing"

// TestBodyFormsAreUnambiguous keeps every form to one body, so that a pattern
// means the same thing each time.
func TestBodyFormsAreUnambiguous(t *testing.T) {
	owner := map[string]string{}
	for body, forms := range Bodies {
		for _, form := range forms {
			if other := owner[form]; other != "" {
				t.Errorf("%q is a form of %s and of %s", form, body, other)
			}
			owner[form] = body
		}
	}
}

// TestBodiesOfTheTablesHaveForms keeps the roles of the tables to those that
// a pattern can find.
func TestBodiesOfTheTablesHaveForms(t *testing.T) {
	for key := range load(t).bodies {
		if body := key[3:]; Bodies[body] == nil {
			t.Errorf("%s: no pattern finds a %s", key, body)
		}
	}
}
