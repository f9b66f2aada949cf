package analysis

// Distance is the number of single letters to insert, drop, change or swap
// with their neighbour to make b of a (optimal string alignment distance). It
// gives up with limit+1 as soon as it is over limit.
func Distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if n := len(s) - len(t); n > limit || -n > limit {
		return limit + 1
	}
	rows := [3][]int{make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		row, above, twice := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
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
		if least > limit {
			return limit + 1
		}
	}
	return rows[len(s)%3][len(t)]
}
