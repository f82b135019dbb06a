// Package webkit starts WebKitGTK's small browser with a camera and a microphone
// that are not real, and drives a page of it by WebDriver. It is as near to Safari
// as Debian comes: the same engine for scripts, WebAssembly and the page, without
// WebRTC.
package webkit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Missing is what this machine lacks for such a browser; "" where it has all.
func Missing() string {
	switch {
	case find("WebKitWebDriver") == "":
		return "WebKitWebDriver is not installed (Debian: webkit2gtk-driver)"
	case miniBrowser() == "":
		return "WebKitGTK's MiniBrowser is not installed (Debian: webkit2gtk-driver)"
	}
	return ""
}

func find(program string) string {
	path, _ := exec.LookPath(program) // none is ""
	return path
}

// miniBrowser is the browser's program, which is in no path.
func miniBrowser() string {
	for _, pattern := range []string{"/usr/lib/*/webkit2gtk-4.*/MiniBrowser", "/usr/libexec/webkit2gtk-4.*/MiniBrowser"} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 { // the pattern is well formed
			return found[len(found)-1]
		}
	}
	return ""
}

// Session is a running browser with one page.
type Session struct {
	// address is the session's, at the driver.
	address string
	cancel  context.CancelFunc
	display *display
	driver  *exec.Cmd
}

// Start starts a browser, which ends with ctx or Close. What its programs say goes
// to log.
func Start(ctx context.Context, log io.Writer) (*Session, error) {
	if missing := Missing(); missing != "" {
		return nil, errors.New(missing)
	}
	ctx, cancel := context.WithCancel(ctx)
	s := &Session{cancel: cancel}
	if err := s.start(ctx, log); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Session) start(ctx context.Context, log io.Writer) error {
	var err error
	if s.display, err = newDisplay(); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	s.driver = exec.CommandContext(ctx, find("WebKitWebDriver"), "--host=127.0.0.1", "--port="+port)
	s.driver.Env = append(append(os.Environ(), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1"), s.display.environment()...)
	s.driver.Stdout, s.driver.Stderr = log, log
	// Its own children hold its output open for a while.
	s.driver.WaitDelay = 2 * time.Second
	if err := s.driver.Start(); err != nil {
		s.driver = nil
		return err
	}
	s.address = "http://127.0.0.1:" + port
	return s.open(ctx)
}

// freePort is a port that nobody listens on.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

// open has the driver start the browser, as soon as it listens.
func (s *Session) open(ctx context.Context) error {
	options := map[string]any{
		"binary": miniBrowser(),
		"args": []string{
			"--automation", "--enable-media-stream=true", "--enable-webrtc=true", "--enable-mock-capture-devices=true",
		},
	}
	capabilities := map[string]any{"alwaysMatch": map[string]any{
		"browserName": "MiniBrowser", "webkitgtk:browserOptions": options,
	}}
	var session struct{ SessionID string }
	end := time.Now().Add(20 * time.Second)
	for {
		err := s.command(ctx, "/session", map[string]any{"capabilities": capabilities}, &session)
		if err == nil {
			break
		}
		if time.Now().After(end) || !errors.Is(err, errNoAnswer) {
			return fmt.Errorf("starting MiniBrowser: %w", err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.address += "/session/" + session.SessionID
	return s.command(ctx, "/timeouts", map[string]any{"script": 30_000, "pageLoad": 20_000}, nil)
}

// Navigate loads a page.
func (s *Session) Navigate(ctx context.Context, url string) error {
	return s.command(ctx, "/url", map[string]any{"url": url}, nil)
}

// Eval calls a JavaScript function, given as its source, in the page and decodes
// what it returns, or its promise resolves to, into value. What it throws is an
// error that names its code, if it has one.
func (s *Session) Eval(ctx context.Context, value any, function string, args ...any) error {
	script := `const done = arguments[arguments.length - 1];
		(async () => (` + function + `)(...[...arguments].slice(0, -1)))().then(
			(value) => done({ value }),
			(thrown) => done({ error: [thrown?.code, thrown?.message ?? thrown].filter(Boolean).join(" ") }),
		);`
	var answer struct {
		Value json.RawMessage
		Error string
	}
	if err := s.command(ctx, "/execute/async", map[string]any{"script": script, "args": append([]any{}, args...)}, &answer); err != nil {
		return err
	}
	if answer.Error != "" {
		return errors.New(answer.Error)
	}
	if value == nil || answer.Value == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, value)
}

// errNoAnswer is of a driver that is not reached.
var errNoAnswer = errors.New("WebKitWebDriver does not answer")

// command posts a command to the driver and decodes the answer's value.
func (s *Session) command(ctx context.Context, path string, body, value any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address+path, bytes.NewReader(encoded))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return errors.Join(errNoAnswer, err)
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", path, response.Status, strings.TrimSpace(string(answer.Value)))
	}
	if value == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, value)
}

// Close ends the browser and what was started for it.
func (s *Session) Close() {
	if strings.Contains(s.address, "/session/") {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		request, err := http.NewRequestWithContext(ctx, http.MethodDelete, s.address, nil)
		if err == nil {
			if response, err := http.DefaultClient.Do(request); err == nil {
				response.Body.Close()
			}
		}
	}
	s.cancel()
	if s.driver != nil {
		_ = s.driver.Wait() // it was killed
	}
	if s.display != nil {
		s.display.close()
	}
}
