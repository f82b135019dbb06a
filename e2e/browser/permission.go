package browser

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
)

// Deny takes a permission from the page, "camera" or "microphone", as its user
// can at any time. What is captured by it ends, as if it were unplugged. The page
// is one of Chromium.
func (p *Page) Deny(permission string) error {
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	own := chromedp.FromContext(p.ctx)
	var nothing struct{}
	err := own.Browser.Call(ctx, "Browser.setPermission", map[string]any{
		"permission":       map[string]string{"name": permission},
		"setting":          "denied",
		"browserContextId": own.BrowserContextID,
	}, &nothing)
	if err != nil {
		return fmt.Errorf("denying the %s: %w", permission, err)
	}
	return nil
}
