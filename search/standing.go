package search

// Standing is what one standing query finds among the articles that arrived.
type Standing struct {
	// IDs are the articles found, in the order in which they were given.
	IDs []string
	// Err is why this query could not be answered; the others were.
	Err error
}
