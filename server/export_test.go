package server

// Routes lists every method and address pattern that is answered, for the
// tests that must leave none out.
func (s *Server) Routes() []string {
	var routes []string
	for _, r := range s.router().Routes() {
		routes = append(routes, r.Method+" "+r.Path)
	}
	return routes
}
