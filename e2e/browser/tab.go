package browser

import (
	"context"

	"github.com/chromedp/chromedp"
)

// tab is a page's window in one kind of browser.
type tab interface {
	navigate(ctx context.Context, url string) error
	// evaluate returns the text that the promise of a script resolves to.
	evaluate(ctx context.Context, script string) (string, error)
	// screenshot returns a PNG picture.
	screenshot(ctx context.Context) ([]byte, error)
}

// chromiumTab is the window that the context of its page belongs to.
type chromiumTab struct{}

func (chromiumTab) navigate(ctx context.Context, url string) error {
	return chromedp.Do(ctx, chromedp.Navigate(url))
}

func (chromiumTab) evaluate(ctx context.Context, script string) (string, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
}

func (chromiumTab) screenshot(ctx context.Context) ([]byte, error) {
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}
