package pdf

import (
	"bytes"
	"slices"
)

// leaf is one page of the tree of pages.
type leaf struct {
	dict      dict
	resources any
}

// Limits of the tree of pages.
const (
	maxPages     = 100_000
	maxTreeDepth = 50
)

// pages is all pages in order. Where the tree of pages is damaged, it is those that there are, by number.
func (f *file) pages() []leaf {
	t := tree{file: f, seen: map[ref]bool{}}
	t.walk(f.get(f.get(f.trailer, "Root"), "Pages"), nil, 0)
	if len(t.leaves) > 0 {
		return t.leaves
	}
	var numbers []int
	for number := range f.objects {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	for _, number := range numbers {
		if d, ok := f.resolve(ref(number)).(dict); ok && d["Type"] == name("Page") {
			t.walk(d, nil, 0)
		}
	}
	return t.leaves
}

// tree gathers the pages.
type tree struct {
	*file
	leaves []leaf
	seen   map[ref]bool
}

// walk gathers the pages below a node.
func (t *tree) walk(node, resources any, depth int) {
	d, ok := node.(dict)
	if !ok || depth > maxTreeDepth || len(t.leaves) == maxPages {
		return
	}
	if own := t.get(d, "Resources"); own != nil {
		resources = own
	}
	kids, ok := t.get(d, "Kids").(array)
	if !ok {
		t.leaves = append(t.leaves, leaf{d, resources})
		return
	}
	for _, kid := range kids {
		if r, ok := kid.(ref); ok {
			if t.seen[r] {
				continue
			}
			t.seen[r] = true
		}
		t.walk(t.resolve(kid), resources, depth+1)
	}
}

// contents is the content of a page: one stream, or several that follow each other.
func (f *file) contents(p leaf) []byte {
	var all []byte
	for _, part := range list(f.get(p.dict, "Contents")) {
		s, ok := f.resolve(part).(*stream)
		if !ok {
			continue
		}
		all = append(append(all, f.unpack(s)...), '\n')
		if int64(len(all)) > f.most {
			panic(ErrTooLarge)
		}
	}
	return bytes.TrimSpace(all)
}
