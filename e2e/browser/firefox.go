package browser

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

//go:embed firefox.mjs
var firefoxDriver string

const (
	// firefoxStart is what Firefox may take to start: 3 to 8 s, more on a machine
	// that is busy.
	firefoxStart = 60 * time.Second
	// firefoxEnd is what it may take to end.
	firefoxEnd = 10 * time.Second
)

// ErrNoFirefox says that no Firefox is installed, and how to get one.
var ErrNoFirefox = errors.New("no Firefox found: install it (Debian: apt-get install -y --no-install-recommends firefox-esr) " +
	"or set FIREFOX to its path")

// FindFirefox returns the path of the Firefox to use: $FIREFOX if it is set, else
// the first of the usual names, else ErrNoFirefox.
func FindFirefox() (string, error) {
	return find("FIREFOX", []string{"firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"}, ErrNoFirefox)
}

// Firefox is a running headless Firefox with a camera and a microphone that are
// not real. It is driven by a Node program, firefox.mjs.
type Firefox struct {
	ctx    context.Context
	cancel context.CancelFunc
	cmd    *exec.Cmd
	input  io.WriteCloser
	done   chan struct{}

	mu      sync.Mutex
	last    int
	answers map[int]chan firefoxMessage
	pages   map[int]*Page
}

// firefoxMessage is what the driver says: an answer, or something of a page's
// console.
type firefoxMessage struct {
	ID          int
	Text, Error string

	Page int
	Type string
	// At is in ms since 1970.
	At int64
}

// StartFirefox starts a Firefox, which ends with ctx or Close. node_modules is
// looked for in the current folder and above it.
func StartFirefox(ctx context.Context) (*Firefox, error) {
	path, err := FindFirefox()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	f := &Firefox{
		ctx: ctx, cancel: cancel, done: make(chan struct{}),
		cmd:     exec.CommandContext(ctx, "node", "--input-type=module", "--eval", firefoxDriver, path),
		answers: map[int]chan firefoxMessage{}, pages: map[int]*Page{},
	}
	f.cmd.Stderr = os.Stderr
	// A driver whose input has ended ends Firefox, which a killed one leaves
	// behind.
	f.cmd.Cancel = func() error { return f.input.Close() }
	f.cmd.WaitDelay = firefoxEnd
	if f.input, err = f.cmd.StdinPipe(); err != nil {
		cancel()
		return nil, err
	}
	output, err := f.cmd.StdoutPipe()
	if err != nil {
		cancel()
		return nil, err
	}
	if err := f.cmd.Start(); err != nil {
		cancel()
		return nil, fmt.Errorf("starting node: %w", err)
	}
	ready := make(chan firefoxMessage, 1)
	f.answers[0] = ready // the first message has no number
	go f.listen(output)
	select {
	case <-ready:
		return f, nil
	case <-f.done:
		cancel()
		return nil, fmt.Errorf("starting %s: its driver ended", path)
	case <-time.After(firefoxStart):
		f.Close()
		return nil, fmt.Errorf("starting %s: not ready within %s", path, firefoxStart)
	}
}

// listen takes in what the driver says until it ends.
func (f *Firefox) listen(output io.Reader) {
	defer close(f.done)
	lines := bufio.NewReader(output)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			break
		}
		var m firefoxMessage
		if err := json.Unmarshal(line, &m); err != nil {
			fmt.Fprintf(os.Stderr, "firefox: %s", line)
			continue
		}
		f.mu.Lock()
		page, answer := f.pages[m.Page], f.answers[m.ID]
		if m.Page == 0 {
			delete(f.answers, m.ID)
		}
		f.mu.Unlock()
		switch {
		case page != nil:
			page.wrote(chromedp.ConsoleMessage{Type: firefoxConsole(m.Type), Text: m.Text, Time: time.UnixMilli(m.At)})
		case m.Page == 0 && answer != nil:
			answer <- m
		}
	}
	_ = f.cmd.Wait() // its exit code says nothing that stderr does not
}

// firefoxConsole is the kind of a console's message as Chromium names it.
func firefoxConsole(kind string) chromedp.ConsoleType {
	switch kind {
	case "warn":
		return chromedp.ConsoleWarning
	case "exception":
		return chromedp.ConsoleException
	}
	return chromedp.ConsoleType(kind)
}

// ask sends the driver a request and returns its answer's text.
func (f *Firefox) ask(ctx context.Context, page int, method, text string) (string, error) {
	answer := make(chan firefoxMessage, 1)
	f.mu.Lock()
	f.last++
	id := f.last
	f.answers[id] = answer
	line, err := json.Marshal(map[string]any{"id": id, "page": page, "method": method, "text": text})
	if err == nil {
		_, err = f.input.Write(append(line, '\n'))
	}
	f.mu.Unlock()
	if err != nil {
		return "", err
	}
	select {
	case m := <-answer:
		if m.Error != "" {
			return "", errors.New(m.Error)
		}
		return m.Text, nil
	case <-f.done:
		return "", errors.New("Firefox has ended")
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Open opens url in a new window. The page ends with Close or its browser.
func (f *Firefox) Open(url string) (*Page, error) {
	f.mu.Lock()
	tab := &firefoxTab{firefox: f, number: len(f.pages) + 1}
	p := &Page{ctx: f.ctx, tab: tab, cancel: tab.close}
	f.pages[tab.number] = p
	f.mu.Unlock()
	ctx, cancel := context.WithTimeout(f.ctx, 20*time.Second)
	defer cancel()
	if _, err := f.ask(ctx, tab.number, "open", ""); err != nil {
		return nil, fmt.Errorf("opening a window: %w", err)
	}
	if err := p.Navigate(url); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Close ends the browser and waits until its process has gone.
func (f *Firefox) Close() {
	f.cancel()
	<-f.done
}

// firefoxTab is a page's window.
type firefoxTab struct {
	firefox *Firefox
	number  int
}

func (t *firefoxTab) navigate(ctx context.Context, url string) error {
	_, err := t.firefox.ask(ctx, t.number, "navigate", url)
	return err
}

func (t *firefoxTab) evaluate(ctx context.Context, script string) (string, error) {
	return t.firefox.ask(ctx, t.number, "evaluate", script)
}

func (t *firefoxTab) screenshot(ctx context.Context) ([]byte, error) {
	text, err := t.firefox.ask(ctx, t.number, "screenshot", "")
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}

func (t *firefoxTab) close() {
	ctx, cancel := context.WithTimeout(t.firefox.ctx, firefoxEnd)
	defer cancel()
	// An error says that it has gone already.
	_, _ = t.firefox.ask(ctx, t.number, "close", "")
}
