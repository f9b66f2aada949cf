package analysis

// Distance is the number of single letters to insert, drop, change or swap
// with their neighbour to make b of a (optimal string alignment distance). It
// gives up with limit+1 as soon as it is over limit.
func Distance(a, b string, limit int) int {
	var letters [2][64]rune
	s, t := append(letters[0][:0], []rune(a)...), append(letters[1][:0], []rune(b)...)
	if n := len(s) - len(t); n > limit || -n > limit {
		return limit + 1
	}
	var cells [3][65]int // no allocation for words
	rows := [3][]int{cells[0][:0], cells[1][:0], cells[2][:0]}
	for i := range rows {
		rows[i] = append(rows[i], make([]int, len(t)+1)...)
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		if nextRow(s, t, i, rows[i%3], rows[(i+2)%3], rows[(i+1)%3]) > limit {
			return limit + 1
		}
	}
	return rows[len(s)%3][len(t)]
}

// nextRow fills row i of the table of distances between beginnings of s and t
// from the row above and the one above that, and returns its least value.
func nextRow(s, t []rune, i int, row, above, twice []int) int {
	row[0] = i
	least := i
	for j := 1; j <= len(t); j++ {
		row[j] = above[j-1]
		if s[i-1] != t[j-1] {
			row[j] = 1 + min(above[j-1], above[j], row[j-1])
		}
		if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
			row[j] = min(row[j], twice[j-2]+1)
		}
		least = min(least, row[j])
	}
	return least
}

// Nearest is the word that text was probably meant to be: the one that differs
// least from it, empty where all differ by more than a third of text.
func Nearest(text string, words []string) string {
	best, least := "", max(1, len(text)/3)+1
	for _, w := range words {
		if d := Distance(text, w, least); d < least {
			best, least = w, d
		}
	}
	return best
}
