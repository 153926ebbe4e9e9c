package cascade

import "sync"

// A Cache keeps what several problems have in common that are compared on the same
// plays, as those of a sweep or of plans: what word of mouth makes of a unit that has
// the message at the same times in each of them. It changes no answer. Any number of
// goroutines may use one; the nil Cache keeps nothing.
type Cache struct {
	mu   sync.Mutex
	kept map[any]any
	left int64
}

// NewCache is one that keeps up to so many bytes.
func NewCache(bytes int64) *Cache { return &Cache{kept: map[any]any{}, left: bytes} }

// Kept is what make returns, made once for a key, of about so many bytes. Make may be
// called more than once where several ask at the same time, or where there is no room;
// of what is kept one result is.
func (c *Cache) Kept(key any, bytes int64, make func() any) any {
	if c == nil {
		return make()
	}
	c.mu.Lock()
	v, ok := c.kept[key]
	c.mu.Unlock()
	if ok {
		return v
	}
	v = make()
	if !c.Room(bytes) {
		return v
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if first, ok := c.kept[key]; ok {
		return first
	}
	c.kept[key] = v
	return v
}

// Room takes so many bytes of what is left, and is false where there are fewer.
func (c *Cache) Room(bytes int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if bytes > c.left {
		return false
	}
	c.left -= bytes
	return true
}
