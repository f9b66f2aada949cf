package server

import "despatch/server/web"

// endpoints are what the API's reader page lists; openapi.yaml has the whole.
func endpoints() []web.Endpoint {
	return []web.Endpoint{
		{Call: "GET /api/v1/search", Text: "articles, facets and totals", Try: "/api/v1/search?q=sanctions&facet=actor&facet=country"},
		{Call: "POST /api/v1/search", Text: "the same, with the parameters as JSON keys"},
		{Call: "GET /api/v1/facets/{field}", Text: "the values of one facet; prefix= looks values up", Try: "/api/v1/facets/country?prefix=un"},
		{Call: "GET /api/v1/facets/{field}/{id}/evidence", Text: "the sentences behind a bucket", Try: "/api/v1/facets/actor/apt31/evidence"},
		{Call: "GET /api/v1/claims", Text: "claims, countable by any of their parts", Try: "/api/v1/claims?accused=cn&facet=year"},
		{Call: "GET /api/v1/timeline", Text: "counts over time, gaps included", Try: "/api/v1/timeline?q=sanctions&step=month"},
		{Call: "GET /api/v1/articles/{id}", Text: "an article with its mentions, claims, copies and versions; /versions/{n}, /original, /similar"},
		{Call: "GET /api/v1/entities/{id}", Text: "an entity, its names and who says so", Try: "/api/v1/entities/apt31"},
		{Call: "GET /api/v1/suggest", Text: "entities and words that go on from what was typed", Try: "/api/v1/suggest?q=viol"},
		{Call: "GET /api/v1/explain", Text: "how a query is understood and carried out", Try: "/api/v1/explain?q=sanctions"},
		{Call: "GET /api/v1/saved", Text: "saved searches; /saved/{name} is what arrived for one, also with format=rss", Try: "/api/v1/saved"},
		{Call: "PUT, DELETE /api/v1/saved/{name}", Text: "save and forget a search, with an API key"},
		{Call: "GET /api/v1/status", Text: "how the server is doing", Try: "/api/v1/status"},
		{Call: "POST, PUT, DELETE /api/v1/articles", Text: "add, replace and delete, with an API key"},
	}
}
