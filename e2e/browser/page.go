package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

// Page is one participant's page: a window of its own, so that it counts as
// visible beside others, in a browser context of its own.
type Page struct {
	ctx    context.Context
	cancel context.CancelFunc
	tab    tab

	mu      sync.Mutex
	console []chromedp.ConsoleMessage
}

// Open opens url in a new window. The page ends with Close or its browser.
func (b *Browser) Open(url string) (*Page, error) { return b.OpenAs(url, "") }

// OpenAs does it with a script that runs in the page before any of its own, as
// another browser would have made it.
func (b *Browser) OpenAs(url, script string) (*Page, error) {
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithNewWindow(true))
	p := &Page{ctx: ctx, cancel: cancel, tab: chromiumTab{}}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return // the page has ended
			}
			p.wrote(m)
		}
	}()
	// The first action binds the page's life to its context, so it takes no
	// timeout.
	if err := chromedp.Do(ctx); err != nil {
		cancel()
		return nil, fmt.Errorf("opening a window: %w", err)
	}
	if script != "" {
		if err := p.command("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": script}); err != nil {
			cancel()
			return nil, err
		}
	}
	if err := p.Navigate(url); err != nil {
		cancel()
		return nil, err
	}
	return p, nil
}

// Navigate loads url in the page, within 20 s.
func (p *Page) Navigate(url string) error {
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	if err := p.tab.navigate(ctx, url); err != nil {
		return fmt.Errorf("loading %s: %w", url, err)
	}
	return nil
}

// command sends the page a command of the browser's protocol that answers
// nothing of use.
func (p *Page) command(method string, params map[string]any) error {
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	var nothing struct{}
	if err := chromedp.FromContext(p.ctx).Target.Call(ctx, method, params, &nothing); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}

// Click clicks at a place of the page, which is a gesture of its user.
func (p *Page) Click(x, y float64) error {
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.MouseClickXY(x, y)); err != nil {
		return fmt.Errorf("clicking: %w", err)
	}
	return nil
}

// Cover opens an empty tab before the page's, which is hidden from then on.
func (p *Page) Cover() error {
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	own := chromedp.FromContext(p.ctx)
	var created struct{ TargetID string }
	err := own.Browser.Call(ctx, "Target.createTarget", map[string]any{
		"url": "about:blank", "browserContextId": own.BrowserContextID,
	}, &created)
	if err != nil {
		return fmt.Errorf("opening a tab before the page's: %w", err)
	}
	return nil
}

// Close closes the window.
func (p *Page) Close() { p.cancel() }

// wrote keeps what the page has written to its console.
func (p *Page) wrote(m chromedp.ConsoleMessage) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.console = append(p.console, m)
}

// Console returns what the page has written to its console so far, uncaught
// exceptions and unhandled rejections among it.
func (p *Page) Console() []chromedp.ConsoleMessage {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]chromedp.ConsoleMessage(nil), p.console...)
}

// Exceptions returns the texts of the uncaught exceptions and unhandled
// rejections so far.
func (p *Page) Exceptions() []string {
	var texts []string
	for _, m := range p.Console() {
		if m.IsException() {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

// Warnings returns the texts of the console's warnings so far.
func (p *Page) Warnings() []string {
	var texts []string
	for _, m := range p.Console() {
		if m.Type == chromedp.ConsoleWarning {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

// Screenshot returns a PNG picture of the page.
func (p *Page) Screenshot() ([]byte, error) {
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	return p.tab.screenshot(ctx)
}

// Error is what a page's function threw, or its promise was rejected with.
type Error struct {
	Name    string
	Code    string
	Message string
}

func (e *Error) Error() string {
	return strings.TrimSpace(e.Name+" "+e.Code) + ": " + e.Message
}

// Eval calls a JavaScript function, given as its source, with arguments as JSON
// and returns what it returns or its promise resolves to, as JSON decoded into
// T. What it throws is an *Error. It takes timeout at most.
func Eval[T any](p *Page, timeout time.Duration, function string, args ...any) (T, error) {
	var value T
	encoded := make([]string, len(args))
	for i, arg := range args {
		text, err := json.Marshal(arg)
		if err != nil {
			return value, err
		}
		encoded[i] = string(text)
	}
	// The result travels as text: chromedp has rules of its own for undefined.
	script := `(async () => {
		try {
			return JSON.stringify({ value: await (` + function + `)(` + strings.Join(encoded, ", ") + `) });
		} catch (e) {
			return JSON.stringify({ error: {
				name: String(e?.name ?? ""), code: String(e?.code ?? ""), message: String(e?.message ?? e),
			} });
		}
	})()`
	ctx, cancel := context.WithTimeout(p.ctx, timeout)
	defer cancel()
	text, err := p.tab.evaluate(ctx, script)
	if err != nil {
		return value, fmt.Errorf("evaluating %s: %w", function, err)
	}
	result := struct {
		Value json.RawMessage
		Error *Error
	}{}
	if err := json.Unmarshal([]byte(text), &result); err != nil {
		return value, err
	}
	if result.Error != nil {
		return value, result.Error
	}
	if result.Value == nil {
		return value, nil // undefined
	}
	return value, json.Unmarshal(result.Value, &value)
}
