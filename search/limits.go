package search

// The limits of a search, checked before an engine is entered. Their values
// come from measuring what an unlimited engine can be made to do.
const (
	MaxQueryBytes    = 2 << 10 // parsing alone grows with it
	MaxClauses       = 64      // words and qualifiers of one query, after expansion by OR lists
	MaxDepth         = 8       // nested parentheses
	MaxWildcards     = 2       // each walks the dictionary
	MinWildcardStem  = 3       // literal letters a wildcard must have
	MaxPatternStars  = 4       // each multiplies the states of the pattern's automaton
	MaxPatternBytes  = 64      // and so does each letter; words are hardly longer
	MaxPhraseWords   = 16      // a phrase's cost is the product of its words' places
	MaxDistance      = 50      // words that NEAR and ~ of a phrase reach across
	MaxLimit         = 100     // hits on a page; beyond it the cursor goes on
	MaxFacets        = 10      // facets of one request
	MaxFacetSize     = 1000    // buckets of one facet
	DefaultLimit     = 10
	DefaultFacetSize = 10
)
