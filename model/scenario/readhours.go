package scenario

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"harkara/model"
)

// ReadHours are hours that a scenario file names, and its time zone, for clocks that are
// not those of a play: delays of a log may be measured in the time in which they are open.
func ReadHours(file string, data []byte, name string) (model.Hours, *time.Location, error) {
	c := &problemList{}
	root := c.parse(file, data)
	if root == nil || len(c.list) > 0 {
		return model.Hours{}, nil, c.err()
	}
	all := root.get("hours")
	n := all.get(name)
	if n == nil {
		return model.Hours{}, nil, fmt.Errorf("%s has no hours %s: it has %s", file, quote(name), strings.Join(slices.Sorted(slices.Values(all.keys())), ", "))
	}
	d := &decoder{problems: c}
	h, ok := d.parseHours(name, n)
	zone := time.UTC
	if z := root.get("timezone"); z != nil {
		loaded, err := time.LoadLocation(z.text)
		if err != nil {
			return h, nil, fmt.Errorf("%s: timezone %s is not known", file, quote(z.text))
		}
		zone = loaded
	}
	if !ok {
		return h, zone, c.err()
	}
	return h, zone, nil
}
