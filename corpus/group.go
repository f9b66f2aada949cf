package corpus

import (
	"errors"
	"strings"
)

// Copies form flat groups: the earliest article is the head, every other
// names it in copy_of. What holds after each transaction: copy_of names a
// live article of the same collection that is no copy itself and whose text
// was found similar when the copy, or later the head, was put; band holds the
// hashes of the live articles that are no copies, and of no others.

// maxCandidates bounds the work for a text that many share a part of
// (templates, boilerplate); those with most bands in common come first.
const maxCandidates = 64

// earlier is the id of the earliest kept article that a text repeats, empty
// when it repeats none. The article n itself does not count.
func (b *batch) earlier(n int64, shingles []uint64, hashes [bands]int64) (string, error) {
	candidates, err := b.candidates(n, hashes)
	if err != nil {
		return "", err
	}
	for _, candidate := range candidates {
		head, err := b.head(candidate)
		if err != nil {
			return "", err
		}
		if jaccard(shingles, head.shingles) >= copySimilarity {
			return head.id, nil
		}
	}
	return "", nil
}

var candidatesQuery = `
	SELECT article FROM (
		SELECT article, count(*) AS shared FROM band
		WHERE hash IN (?` + strings.Repeat(", ?", bands-1) + `) AND article <> ?
		GROUP BY article ORDER BY shared DESC, article LIMIT ?)
	ORDER BY article`

func (b *batch) candidates(n int64, hashes [bands]int64) ([]int64, error) {
	statement, err := b.statement(candidatesQuery)
	if err != nil {
		return nil, err
	}
	args := make([]any, 0, bands+2)
	for _, h := range hashes {
		args = append(args, h)
	}
	found, err := statement.QueryContext(b.ctx, append(args, n, maxCandidates)...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var candidates []int64
	for found.Next() {
		var candidate int64
		if err := found.Scan(&candidate); err != nil {
			return nil, err
		}
		candidates = append(candidates, candidate)
	}
	return candidates, found.Err()
}

// head is an article that copies are looked for among.
type head struct {
	id       string
	shingles []uint64
}

// A head whose row or text is damaged has no shingles: nothing is like it, and
// Verify tells of it.
func (b *batch) head(n int64) (head, error) {
	if have, ok := b.heads[n]; ok {
		return have, nil
	}
	row, err := b.article(`a.n = ?`, n)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return head{}, err
	}
	if err != nil || row == nil || row.deleted || row.copyOf != "" {
		return head{}, nil
	}
	_, text, err := b.content(row)
	if err != nil || text == "" {
		return head{}, err
	}
	b.heads[n] = head{row.id, shingles(text)}
	return b.heads[n], nil
}

// list enters an article that is no copy among those that copies are looked
// for in; unlist takes it out, given its text until now, empty where it is damaged.
func (b *batch) list(row *articleRow, hashes [bands]int64) error {
	if row.copyOf != "" {
		return nil
	}
	args := make([]any, 0, 2*bands)
	for _, h := range hashes {
		args = append(args, h, row.n)
	}
	return b.exec(listQuery, args...)
}

var listQuery = `INSERT OR IGNORE INTO band (hash, article) VALUES (?, ?)` + strings.Repeat(", (?, ?)", bands-1)

func (b *batch) unlist(row *articleRow, text string) error {
	delete(b.heads, row.n)
	if row.copyOf != "" || row.deleted {
		return nil
	}
	if text == "" {
		return b.exec(`DELETE FROM band WHERE article = ?`, row.n) // reads all of it
	}
	for _, h := range bandHashes(row.collection, shingles(text)) {
		if err := b.exec(`DELETE FROM band WHERE hash = ? AND article = ?`, h, row.n); err != nil {
			return err
		}
	}
	return nil
}

// regroup decides again for the copies of an article whose text changed or
// went: the earliest of them may become the head of the others. Each that
// moves is logged, so that every index follows.
func (b *batch) regroup(id string) error {
	copies, err := b.copiesOf(id)
	if err != nil {
		return err
	}
	for _, row := range copies {
		_, text, err := b.content(row)
		if err != nil {
			return err
		}
		if err := b.rejoin(row, text); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) rejoin(row *articleRow, text string) error {
	set := shingles(text)
	hashes := bandHashes(row.collection, set)
	head, err := b.earlier(row.n, set, hashes)
	if err != nil || head == row.copyOf {
		return err
	}
	row.copyOf = head
	if err := b.log(row); err != nil {
		return err
	}
	return b.list(row, hashes)
}

func (b *batch) copiesOf(id string) ([]*articleRow, error) {
	statement, err := b.statement(`SELECT ` + articleColumns + ` FROM article a WHERE a.copy_of = ? AND a.copy_of <> '' ORDER BY a.n`)
	if err != nil {
		return nil, err
	}
	found, err := statement.QueryContext(b.ctx, id)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var copies []*articleRow
	for found.Next() {
		var row articleRow
		var sum int64
		if err := found.Scan(row.columns(&sum)...); err != nil {
			return nil, err
		}
		if err := row.check(sum); err != nil {
			return nil, err
		}
		copies = append(copies, &row)
	}
	return copies, found.Err()
}
