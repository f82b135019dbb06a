package weaknet

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// lingerTime is how long a connection that is closed waits for the other side
// to close it too.
const lingerTime = 500 * time.Millisecond

// politeConn is a TCP connection on which no last word is lost, in either
// direction. What cannot be written is forgotten, since the library gives up a
// WebSocket on which it cannot write, with all that was still to be read. And
// closing is a FIN and reading on, since the system answers what comes to a
// closed socket with a reset, which destroys what the other side has not read.
type politeConn struct {
	net.Conn

	closing sync.Once
	err     error
}

func (c *politeConn) Write(p []byte) (int, error) {
	_, _ = c.Conn.Write(p)
	return len(p), nil
}

func (c *politeConn) Close() error {
	c.closing.Do(func() {
		half, ok := c.Conn.(interface{ CloseWrite() error })
		if ok && half.CloseWrite() == nil && c.Conn.SetReadDeadline(time.Now().Add(lingerTime)) == nil {
			_, _ = io.Copy(io.Discard, c.Conn)
		}
		c.err = c.Conn.Close()
	})
	return c.err
}

// politeWriter makes the connection of a request polite when it is taken over.
type politeWriter struct{ http.ResponseWriter }

// Hijack is that of http.Hijacker.
func (w politeWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	polite := &politeConn{Conn: conn}
	return polite, bufio.NewReadWriter(buffers.Reader, bufio.NewWriter(polite)), nil
}
