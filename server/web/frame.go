package web

// Frame is what every page has around its content.
type Frame struct {
	Title   string
	Section string // search, claims, help …: the part of the desk
	// Action is where the search box leads, State what it carries along.
	Action string
	Query  string
	State  []Field
	// Mistake is what is wrong with the query, nil for nothing.
	Mistake *Mistake
	// ArticlesLink and ClaimsLink lead to the same query's articles and claims.
	ArticlesLink, ClaimsLink string
	// Feed is the same query as RSS, Elsewhere in all its forms.
	Feed      string
	Elsewhere []Link
	SignedIn  string
	// Saved is true where searches can be saved.
	Saved bool
	// Announce is read out by screen readers when the results change.
	Announce string
	// Measured says how long the answer took and from which state.
	Measured string
}

// Field is one hidden field of a form.
type Field struct{ Name, Value string }

// Link is a place to go.
type Link struct{ Text, URL string }

// Choice is a link among others, of which one is current.
type Choice struct {
	Text, URL string
	Current   bool
}

// Mistake is a problem with the query, shown under the box.
type Mistake struct {
	Title, Detail string
	// Query and Caret are two lines of which the second points into the first.
	Query, Caret string
	// Suggestion is what may have been meant, Mended the query with it, URL
	// the search for that.
	Suggestion, Mended, URL string
	// FirstPage is where to begin again after a page that is no more.
	FirstPage string
}

// Chip is a filter that is applied; URL is the same search without it.
type Chip struct {
	Field, Label, URL string
	Exclude           bool
}

// Entity is an entity in a list, coloured by its role.
type Entity struct {
	ID, Label, URL, Role, Hint string
	// Carried is true for one that the sentence does not name itself.
	Carried bool
}
