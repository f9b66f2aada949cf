package gazetteer

// Problem is something wrong with a table.
type Problem struct {
	Table string // file, where it is known
	Line  int    // counted from 1; 0 where it is not known
	ID    string // the entity spoken of
	Text  string // what is wrong, for a person to act on
}
