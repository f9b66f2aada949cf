package bleveindex

import (
	"container/list"
	"math"
	"sync"
)

// What decoded postings may take: so much for each article, since postings grow
// with their number, but not less and not more than these bounds.
const (
	cacheBytes      = 48 << 20
	cacheBytesMost  = 256 << 20
	cacheForArticle = 400
)

// postings are the articles of one segment that have a term, deleted ones too,
// and how often each has it, up to mostCounted. They are never changed.
type postings struct {
	docs  docset
	freqs []uint8
	// twice, in postings of a word of a query, is how often each article has it,
	// where what is written just so counts once more; see counts.onTop.
	twice []uint8
	// places, where they are kept and not the articles, are where a word stands.
	places *places
	words  int // that a pattern stands for
}

// weighted are the frequencies that scores are made of.
func (p *postings) weighted() []uint8 {
	if p.twice != nil {
		return p.twice
	}
	return p.freqs
}

// mostCounted is how often an article has a word at most, as far as scores
// are concerned: beyond that they hardly grow.
const mostCounted = math.MaxUint8

// bytes is what the postings take beyond those of the stems they belong to,
// whose articles and frequencies they share and which are asked for before
// them, and so outlive them in the cache.
func (p *postings) bytes() int64 {
	switch {
	case p.twice != nil:
		return int64(len(p.twice)) + 64
	case p.places != nil:
		return p.places.bytes() + 64
	}
	return int64(len(p.docs))*16 + int64(len(p.freqs)) + 64
}

// termKey names the postings of a term, or of several taken as one.
type termKey struct {
	columns *columns // of the segment
	field   string
	term    string
}

// termCache keeps the postings used last, decoded.
type termCache struct {
	mu      sync.Mutex
	limit   int64
	used    int64
	entries map[termKey]*list.Element
	recent  *list.List // the most recently used in front
}

type cacheEntry struct {
	key   termKey
	value *postings
	size  int64
}

func newTermCache(limit int64) *termCache {
	return &termCache{limit: limit, entries: map[termKey]*list.Element{}, recent: list.New()}
}

// fit makes room according to how many articles there are; a cache that keeps
// nothing stays so.
func (c *termCache) fit(articles int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.limit == 0 {
		return
	}
	c.limit = min(max(cacheBytes, int64(articles)*cacheForArticle), cacheBytesMost)
	for c.used > c.limit {
		c.remove(c.recent.Back())
	}
}

func (c *termCache) get(key termKey) *postings {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cacheEntry).value
}

func (c *termCache) put(key termKey, p *postings) {
	size := p.bytes() + int64(len(key.term)) + 200
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[key]; ok || size > c.limit/4 {
		return
	}
	c.entries[key] = c.recent.PushFront(&cacheEntry{key, p, size})
	c.used += size
	for c.used > c.limit {
		c.remove(c.recent.Back())
	}
}

// replace puts postings in the place of others.
func (c *termCache) replace(key termKey, p *postings) {
	c.mu.Lock()
	if e, ok := c.entries[key]; ok {
		c.remove(e)
	}
	c.mu.Unlock()
	c.put(key, p)
}

func (c *termCache) remove(e *list.Element) {
	entry := c.recent.Remove(e).(*cacheEntry)
	delete(c.entries, entry.key)
	c.used -= entry.size
}

// drop forgets the terms of a segment that is gone.
func (c *termCache) drop(of *columns) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, e := range c.entries {
		if key.columns == of {
			c.remove(e)
		}
	}
}

func (c *termCache) bytes() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.used
}
