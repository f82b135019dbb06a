package webkit

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
)

// display is a display of GTK's that nobody sees: a server of its Broadway protocol
// (gdk/broadway/broadway-protocol.h of GTK 3.24), which takes what is drawn and
// answers what must be answered. It spares the tests an X server.
type display struct {
	listener net.Listener
	// folder is the one that the socket's name is in, and is empty.
	folder string
	served sync.WaitGroup

	mu     sync.Mutex
	conns  []net.Conn
	closed bool
}

// Broadway's requests that are answered, and the answers.
const (
	newWindow, synchronise, queryMouse, grabPointer, ungrabPointer = 0, 2, 3, 10, 11

	syncDone, mouse, window, grabbed, ungrabbed = 1, 2, 3, 4, 5
)

// newDisplay begins to serve a display.
func newDisplay() (*display, error) {
	folder, err := os.MkdirTemp("", "dualstream-display-")
	if err != nil {
		return nil, err
	}
	// GTK uses Linux's abstract names: there is no file.
	listener, err := net.Listen("unix", "@"+filepath.Join(folder, "broadway1.socket"))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	d := &display{listener: listener, folder: folder}
	d.served.Go(d.accept)
	return d, nil
}

// environment has GTK use it.
func (d *display) environment() []string {
	return []string{"GDK_BACKEND=broadway", "BROADWAY_DISPLAY=:0", "XDG_RUNTIME_DIR=" + d.folder}
}

func (d *display) accept() {
	for {
		conn, err := d.listener.Accept()
		if err != nil {
			return // closed
		}
		d.mu.Lock()
		d.conns = append(d.conns, conn)
		closed := d.closed
		d.mu.Unlock()
		if closed {
			conn.Close()
			return
		}
		d.served.Go(func() {
			defer conn.Close()
			_ = serve(conn) // the program has gone, or the display
		})
	}
}

// serve answers one program. A request is its size, number and type, and what
// belongs to that; an answer has the number of its request.
func serve(conn net.Conn) error {
	requests := bufio.NewReader(conn)
	windows := uint32(0)
	for {
		var head struct{ Size, Serial, Type uint32 }
		if err := binary.Read(requests, binary.NativeEndian, &head); err != nil {
			return err
		}
		if _, err := io.CopyN(io.Discard, requests, int64(head.Size)-12); err != nil {
			return err
		}
		var answer []uint32
		switch head.Type {
		case newWindow:
			windows++
			answer = []uint32{window, windows}
		case synchronise:
			answer = []uint32{syncDone}
		case queryMouse:
			answer = []uint32{mouse, 0, 0, 0, 0}
		case grabPointer:
			answer = []uint32{grabbed, 0}
		case ungrabPointer:
			answer = []uint32{ungrabbed, 0}
		default:
			continue
		}
		answer = append([]uint32{uint32(4 * (len(answer) + 2)), head.Serial}, answer...)
		if err := binary.Write(conn, binary.NativeEndian, answer); err != nil {
			return err
		}
	}
}

// close ends it: a program of GTK's that is left ends with its display.
func (d *display) close() {
	d.listener.Close()
	d.mu.Lock()
	d.closed = true
	for _, conn := range d.conns {
		conn.Close()
	}
	d.mu.Unlock()
	d.served.Wait()
	os.RemoveAll(d.folder)
}
