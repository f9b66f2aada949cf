// Package sample holds the articles that ship with Despatch. They were written
// for it, on real public events of 2007 to 2025; outlets and bylines are made
// up, and every file says that it is a sample.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed articles
var embedded embed.FS

// Notice is the sentence that every sample file carries.
const Notice = "Sample article written for Despatch."

// Files are the sample articles as they would be found in a folder: .txt and
// .html with one article each, .jsonl with one a line.
func Files() fs.FS {
	articles, err := fs.Sub(embedded, "articles")
	if err != nil {
		return embedded // cannot happen: the name is a constant and valid
	}
	return articles
}
