package webkit

import (
	"encoding/binary"
	"net"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A program's requests, some of which are answered.
func TestDisplayAnswers(t *testing.T) {
	d, err := newDisplay()
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	conn, err := net.Dial("unix", "@"+filepath.Join(d.folder, "broadway1.socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for serial, c := range []struct {
		request uint32
		more    []uint32
		answer  []uint32 // without its size and serial
	}{
		{request: newWindow, more: []uint32{0, 0, 640, 480, 0}, answer: []uint32{window, 1}},
		{request: newWindow, more: []uint32{0, 0, 64, 48, 1}, answer: []uint32{window, 2}},
		{request: 5, more: []uint32{1}}, // show
		{request: queryMouse, answer: []uint32{mouse, 0, 0, 0, 0}},
		{request: grabPointer, more: []uint32{1}, answer: []uint32{grabbed, 0}},
		{request: ungrabPointer, more: []uint32{1}, answer: []uint32{ungrabbed, 0}},
		{request: synchronise, answer: []uint32{syncDone}},
	} {
		request := append([]uint32{uint32(12 + 4*len(c.more)), uint32(serial), c.request}, c.more...)
		if err := binary.Write(conn, binary.NativeEndian, request); err != nil {
			t.Fatal(err)
		}
		if c.answer == nil {
			continue
		}
		want := append([]uint32{uint32(8 + 4*len(c.answer)), uint32(serial)}, c.answer...)
		got := make([]uint32, len(want))
		if err := binary.Read(conn, binary.NativeEndian, got); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("request %d was answered %v, want %v", c.request, got, want)
		}
	}
}

// A display that is closed lets go of its programs.
func TestDisplayCloses(t *testing.T) {
	d, err := newDisplay()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("unix", "@"+filepath.Join(d.folder, "broadway1.socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	d.close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("the connection is open")
	}
}
