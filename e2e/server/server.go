// Package server runs the demo's server as a process of its own, for programs
// and tests that need a real media server: a failure in it ends that process
// and no other, and no race detector slows it down.
package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

const (
	// readyMark begins the line that the demo prints when it can be used.
	readyMark = "Dualstream demo ready: "
	// readyTimeout is what it may take until then.
	readyTimeout = 30 * time.Second
	// endTimeout is what it may take to end when it is asked to.
	endTimeout = 10 * time.Second
)

// Server is a running demo server.
type Server struct {
	// URL is its address, without a slash at the end.
	URL string

	cmd  *exec.Cmd
	done chan struct{}
}

// Build builds the demo and returns the path of its program.
func Build(ctx context.Context) (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	program := filepath.Join(root, ".cache", "demo")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program, "./demo")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build ./demo: %w\n%s", err, out)
	}
	return program, nil
}

// Start runs the program on an address of loopback (host:port, port 0 takes a
// free one), with further flags of the demo's, and returns when it is ready.
// What it prints to stderr goes to log.
func Start(program, address string, log io.Writer, flags ...string) (*Server, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, append([]string{"-addr", address}, flags...)...)
	cmd.Dir = root
	cmd.Stderr = log
	endWithParent(cmd)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s := &Server{cmd: cmd, done: make(chan struct{})}
	started, ready := make(chan error, 1), make(chan string, 1)
	go func() {
		defer close(s.done)
		// Linux ends the process with the thread that started it.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		lines := bufio.NewScanner(stdout)
		for lines.Scan() {
			if url, found := strings.CutPrefix(lines.Text(), readyMark); found {
				ready <- strings.TrimSuffix(url, "/")
				break
			}
		}
		// Read on: a full pipe would stop the server.
		_, _ = io.Copy(io.Discard, stdout)
		_ = cmd.Wait() // its exit code says nothing that log does not
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	select {
	case s.URL = <-ready:
		return s, nil
	case <-s.done:
		return nil, errors.New("the demo server ended before it was ready")
	case <-time.After(readyTimeout):
		s.kill()
		return nil, fmt.Errorf("the demo server was not ready within %s", readyTimeout)
	}
}

// Stop asks the server to end, and ends it if it does not. It may be called
// again.
func (s *Server) Stop() {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		s.kill()
		return
	}
	select {
	case <-s.done:
	case <-time.After(endTimeout):
		s.kill()
	}
}

// kill ends the server at once.
func (s *Server) kill() {
	_ = s.cmd.Process.Kill() // an error says that it has gone already
	<-s.done
}
