package server

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"despatch/search"
	"despatch/server/web"
)

func now() time.Time { return time.Now() }

// state is a page's parameters; each of its methods gives another page's.
// Whatever changes the results also leaves the cursor behind.
type state struct{ values url.Values }

// stateOf takes the parameters that say something.
func stateOf(v url.Values) state {
	kept := url.Values{}
	for name, list := range v {
		for _, value := range list {
			if value != "" && name != "cursor" {
				kept.Add(name, value)
			}
		}
	}
	return state{kept}
}

func (s state) changed(change func(url.Values)) state {
	v := url.Values{}
	for name, list := range s.values {
		v[name] = slices.Clone(list)
	}
	change(v)
	return state{v}
}

func (s state) set(name, value string) state {
	return s.changed(func(v url.Values) {
		v.Del(name)
		if value != "" {
			v.Set(name, value)
		}
	})
}

func (s state) add(name, value string) state {
	return s.changed(func(v url.Values) { v.Add(name, value) })
}

func (s state) drop(name string) state { return s.set(name, "") }

// without takes the values away that stand for one of the ids.
func (s state) without(name string, gone func(value string) bool) state {
	return s.changed(func(v url.Values) {
		if v[name] = slices.DeleteFunc(v[name], gone); len(v[name]) == 0 {
			v.Del(name)
		}
	})
}

// at is the address of the page with these parameters.
func (s state) at(path string) string {
	if len(s.values) == 0 {
		return path
	}
	return path + "?" + s.values.Encode()
}

// bare is the query alone, without what narrows it.
func (s state) bare() state {
	return s.changed(func(v url.Values) {
		for _, name := range filterNames {
			if name != "q" {
				v.Del(name)
			}
		}
		for _, name := range []string{"by", "accused", "when"} {
			v.Del(name)
		}
	})
}

// fields are the hidden fields that a form carries the state along in.
func (s state) fields(but ...string) []web.Field {
	var fields []web.Field
	for name, list := range s.values {
		for _, value := range list {
			if name != "cursor" && !slices.Contains(but, name) {
				fields = append(fields, web.Field{Name: name, Value: value})
			}
		}
	}
	slices.SortFunc(fields, func(a, b web.Field) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
	return fields
}

// pageQuery is what a page's address has after the question mark.
func pageQuery(v url.Values) string { return stateOf(v).drop("format").drop("limit").values.Encode() }

// narrowed tells whether anything but the query text narrows the search.
func narrowed(q search.Query) bool { return len(q.Filters) > 0 }
