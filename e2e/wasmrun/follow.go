package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"dualstream/e2e/browser"

	"github.com/chromedp/chromedp"
)

// exitMark begins the console line that carries the exit code. Console lines
// keep their order, so all that the program printed comes before it.
const exitMark = "\x00exit "

// follow opens the page, prints its console and returns the program's exit
// code.
func follow(ctx context.Context, chromium *browser.Browser, url string) (int, error) {
	p, err := chromium.Open(url)
	if err != nil {
		return 0, err
	}
	defer p.Close()
	for seen := 0; ; {
		for _, m := range p.Console()[seen:] {
			seen++
			if code, found := strings.CutPrefix(m.Text, exitMark); found {
				return strconv.Atoi(code)
			}
			show(m)
		}
		select {
		case <-ctx.Done():
			return 0, fmt.Errorf("the program did not end: %w", context.Cause(ctx))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// show prints a message of the console where the program would have.
func show(m chromedp.ConsoleMessage) {
	switch {
	case m.IsException() || m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning:
		fmt.Fprintln(os.Stderr, m.Text)
	default:
		fmt.Println(m.Text)
	}
}
