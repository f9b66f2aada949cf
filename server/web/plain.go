package web

import "time"

// Help is the page that shows how to ask.
type Help struct {
	Frame
	Examples []Example
}

// Example is a query to try.
type Example struct{ Query, Means, URL string }

// Status is the page that says how the server is doing.
type Status struct {
	Frame
	Version    string
	Started    time.Time
	Entities   int
	Generation int
	Checkpoint int64
	Lag        int64
	Running    int64
	Waiting    int64
	Articles   map[string]int // by collection
	Copies     map[string]int
	Trouble    string
	Operator   map[string]string // for admins alone
}

// API is the reader page of the API.
type API struct {
	Frame
	Endpoints []Endpoint
}

// Endpoint is one line of the API page.
type Endpoint struct{ Call, Text, Try string }

// SignIn is the page that asks for a key.
type SignIn struct {
	Frame
	Refused string
}

// Problem is the page of a request that failed.
type Problem struct {
	Frame
	Detail  string // empty where the mistake under the box says it
	Request string
	Status  int
}

// Suggestions stand under the box.
type Suggestions []Suggestion

// Suggestion is one way to go on from what was typed.
type Suggestion struct {
	Label, Kind, URL string
	Count            int
}
