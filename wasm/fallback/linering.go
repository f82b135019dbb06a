package fallback

// lineRing holds as many of the last lines as fit into its buffer.
type lineRing struct {
	buf         []byte
	first, size int
	// dropped: a line has gone.
	dropped bool
}

// append adds a line, which ends in its only newline. The oldest make room.
func (r *lineRing) append(line []byte) {
	if len(line) > len(r.buf) {
		r.first, r.size, r.dropped = 0, 0, true
		return
	}
	for r.size+len(line) > len(r.buf) {
		r.drop()
	}
	end := (r.first + r.size) % len(r.buf)
	n := copy(r.buf[end:], line)
	copy(r.buf, line[n:])
	r.size += len(line)
}

// drop lets the oldest line go.
func (r *lineRing) drop() {
	r.dropped = true
	for ended := false; !ended; {
		ended = r.at(0) == '\n'
		r.first = (r.first + 1) % len(r.buf)
		r.size--
	}
}

func (r *lineRing) at(i int) byte { return r.buf[(r.first+i)%len(r.buf)] }

// start returns a cursor at the oldest line.
func (r *lineRing) start() lineCursor { return lineCursor{ring: r} }

// lineCursor goes over the lines of a ring.
type lineCursor struct {
	ring *lineRing
	i    int
}

func (c *lineCursor) end() bool { return c.i == c.ring.size }

// number is the one that the line begins with.
func (c *lineCursor) number() int {
	n := 0
	for i := c.i + len(lineNumber); ; i++ {
		d := c.ring.at(i)
		if d < '0' || d > '9' {
			return n
		}
		n = 10*n + int(d-'0')
	}
}

// next appends the line to b and goes on.
func (c *lineCursor) next(b []byte) []byte {
	for {
		x := c.ring.at(c.i)
		c.i++
		b = append(b, x)
		if x == '\n' {
			return b
		}
	}
}
