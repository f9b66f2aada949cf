package web

import "time"

// Saved is the page of saved searches.
type Saved struct {
	Frame
	Searches  []SavedSearch
	MayForget bool
}

// SavedSearch is one of them: what it asks, where that is answered, and its
// feed of what arrived since.
type SavedSearch struct {
	Name, Asks, URL, Feed string
	Created               time.Time
}

// Keep offers to save the search of the page.
type Keep struct {
	Search  string // its parameters, as in an address
	Allowed bool   // to this reader; else to one who signs in
}

// ByKind narrows a role to the entities of a kind.
type ByKind struct {
	Action, Param, Title string
	State                []Field
	Kinds                []Field // each kind's words, and its value
}
