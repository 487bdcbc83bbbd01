package pdf

import (
	"bytes"
)

// file is a PDF file in memory.
type file struct {
	raw     []byte
	most    int64         // bytes of one stream, unpacked
	left    int64         // bytes that may still be looked at
	objects map[int]place // by number
	packed  map[int][]byte
	kept    int64 // bytes of the object streams that are kept
	trailer dict
	root    int // an object that is a catalog, where no trailer names it; 0: none
	fonts   map[ref]*font
}

// place is where an object lies: in the file, or in an object stream.
type place struct {
	stream int // number of the stream; 0: the file
	at     int
}

// maxObjects bounds the memory for places.
const maxObjects = 1 << 20

// open finds the objects of a file. Of two with the same number the later one counts, as updates are appended.
func open(raw []byte, most int64) (*file, error) {
	if !bytes.Contains(raw[:min(len(raw), 1024)], []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	f := &file{raw: raw, most: most, left: 8*most + 8<<20, objects: map[int]place{}, packed: map[int][]byte{}, trailer: dict{}, fonts: map[ref]*font{}}
	f.findObjects()
	f.findTrailers()
	if f.trailer["Root"] == nil && f.root > 0 {
		f.trailer["Root"] = ref(f.root)
	}
	if f.trailer["Encrypt"] != nil {
		return nil, ErrEncrypted
	}
	return f, nil
}

// spend counts bytes that are looked at, and panics with ErrTooLarge where they are too many: a small file can refer to
// the same things again and again.
func (f *file) spend(bytes int) {
	if f.left -= int64(bytes); f.left < 0 {
		panic(ErrTooLarge)
	}
}

// finder finds one keyword after another, looking at each byte once.
type finder struct {
	raw  []byte
	word []byte
	next int // the next place, len(raw) where there is none; -1 at first
}

// from is the first place of the keyword at or behind another.
func (s *finder) from(at int) int {
	if s.next < at {
		s.next = len(s.raw)
		if i := bytes.Index(s.raw[min(at, len(s.raw)):], s.word); i >= 0 {
			s.next = at + i
		}
	}
	return s.next
}

// findObjects finds all objects, those in object streams included.
func (f *file) findObjects() {
	begin := finder{f.raw, []byte("obj"), -1}
	ends := finder{f.raw, []byte("endobj"), -1}
	streams := finder{f.raw, []byte("stream"), -1}
	for at := begin.from(0); at < len(f.raw); at = begin.from(at) {
		number, start, ok := f.header(at)
		at += len("obj")
		if !ok {
			continue
		}
		f.put(number, place{at: start})
		stop, data := ends.from(at), streams.from(at)
		for data < stop && !f.beginsStream(data) {
			data = streams.from(data + 1)
		}
		if data < stop {
			at = data + len("stream") + f.streamFound(number, start)
		} else if bytes.Contains(f.raw[at:min(stop, at+4096)], []byte("/Catalog")) {
			f.root = number
		}
	}
}

// put notes where an object lies.
func (f *file) put(number int, p place) {
	if len(f.objects) == maxObjects {
		panic(ErrTooLarge)
	}
	f.objects[number] = p
}

// streamFound looks into a stream that holds objects, or says where they lie, as the trailer does. It returns the
// stream's length.
func (f *file) streamFound(number, at int) int {
	s, ok := f.parse(place{at: at}).(*stream)
	if !ok {
		return 0
	}
	switch s.dict["Type"] {
	case name("ObjStm"):
		f.unpackObjects(number, s)
	case name("XRef"):
		f.putTrailer(s.dict)
	}
	return len(s.raw)
}

// unpackObjects notes where the objects of an object stream lie in it.
func (f *file) unpackObjects(number int, s *stream) {
	data := f.unpack(s)
	f.keep(number, data)
	count, _ := s.dict["N"].(int)
	first, _ := s.dict["First"].(int)
	l := lexer{src: data}
	for range count {
		object, ok1 := l.value().(int)
		at, ok2 := l.value().(int)
		if !ok1 || !ok2 || first < 0 || at < 0 || at > len(data)-first {
			return
		}
		f.put(object, place{number, first + at})
	}
}

// keep keeps an object stream, unpacked, while there is room.
func (f *file) keep(number int, data []byte) {
	if f.kept += int64(len(data)); f.kept <= f.most {
		f.packed[number] = data
	}
}

// findTrailers reads the trailers. Of two that say the same thing the later one counts.
func (f *file) findTrailers() {
	trailers := finder{f.raw, []byte("trailer"), -1}
	for at := trailers.from(0); at < len(f.raw); at = trailers.from(at) {
		at += len("trailer")
		l := lexer{src: f.raw, at: at, refs: true}
		if d, ok := l.value().(dict); ok {
			f.putTrailer(d)
		}
		f.spend(l.at - at)
	}
}

// putTrailer takes what is needed of a trailer.
func (f *file) putTrailer(d dict) {
	for _, key := range []name{"Root", "Info", "Encrypt"} {
		if d[key] != nil {
			f.trailer[key] = d[key]
		}
	}
}

// header parses "1 0 " before "obj", from its end.
func (f *file) header(at int) (number, start int, ok bool) {
	i := at
	for range 2 {
		spaces := i
		for i > 0 && isSpace(f.raw[i-1]) {
			i--
		}
		digits := i
		for i > 0 && '0' <= f.raw[i-1] && f.raw[i-1] <= '9' && digits-i < 10 {
			i--
		}
		if i == digits || spaces == digits && spaces != at {
			return 0, 0, false
		}
		number = 0
		for _, c := range f.raw[i:digits] {
			number = 10*number + int(c-'0')
		}
	}
	return number, at + len("obj"), true
}

// beginsStream tells whether a keyword begins a stream: behind a dict, and at the end of its line.
func (f *file) beginsStream(at int) bool {
	next := at + len("stream")
	if next >= len(f.raw) || f.raw[next] != '\n' && f.raw[next] != '\r' {
		return false
	}
	return bytes.HasSuffix(bytes.TrimRight(f.raw[max(0, at-20):at], "\x00\t\n\f\r "), []byte(">>"))
}

// parse parses the object at a place.
func (f *file) parse(p place) any {
	src := f.raw
	if p.stream > 0 {
		src = f.objectStream(p.stream)
	}
	l := lexer{src: src, at: min(p.at, len(src)), refs: true}
	v := l.value()
	f.spend(l.at - min(p.at, len(src)) + 10)
	if _, ok := v.(keyword); ok {
		return nil
	}
	d, ok := v.(dict)
	if !ok || p.stream > 0 || l.token() != keyword("stream") {
		return v
	}
	if l.peek(0) == '\r' {
		l.at++
	}
	if l.peek(0) == '\n' {
		l.at++
	}
	return &stream{d, f.streamBytes(d, min(l.at, len(src)))}
}

// objectStream is an object stream, unpacked.
func (f *file) objectStream(number int) []byte {
	if data, ok := f.packed[number]; ok {
		return data
	}
	p, ok := f.objects[number]
	if !ok || p.stream > 0 { // none lies within another
		return nil
	}
	s, ok := f.parse(p).(*stream)
	if !ok {
		return nil
	}
	return f.unpack(s)
}

// streamBytes is the bytes of a stream that begins somewhere: as many as it says, where an end stands there, else up to
// the next end.
func (f *file) streamBytes(d dict, begin int) []byte {
	rest := f.raw[begin:]
	if n, ok := d["Length"].(int); ok && 0 <= n && n <= len(rest) && bytes.HasPrefix(bytes.TrimLeft(rest[n:min(len(rest), n+20)], "\r\n "), []byte("endstream")) {
		return rest[:n]
	}
	n := bytes.Index(rest, []byte("endstream"))
	if n < 0 {
		n = len(rest)
	}
	f.spend(n)
	return rest[:n]
}

// maxReferences is how many references to references are followed.
const maxReferences = 10

// resolve follows a value that is a reference.
func (f *file) resolve(v any) any {
	for range maxReferences {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		p, ok := f.objects[int(r)]
		if !ok {
			return nil
		}
		v = f.parse(p)
	}
	return nil
}

// get is a value of a dict, or of a stream's, resolved. It is nil where there is none.
func (f *file) get(of any, key name) any {
	switch d := of.(type) {
	case dict:
		return f.resolve(d[key])
	case *stream:
		return f.resolve(d.dict[key])
	}
	return nil
}
