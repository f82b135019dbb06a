package e2e

import (
	"slices"
	"testing"
	"time"
)

// Statistics without freezes, sizes and frame rates, with what older versions put
// in their place and without: the fallback decides in the same times, and tells
// the same.
func TestSafariFallbackWithReducedStatistics(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{macOS13, bareStatistics} {
		t.Run(profile, func(t *testing.T) {
			onStockServer(t, 2*ofBots, func(c *call) {
				c.bots(9001, 1)
				lowers, falls := c.viewerOn(c.openSafari(profile), 2), c.viewerOn(c.openSafari(profile), 3)
				weak, weaker := fallTogether(lowers, falls)
				toLow := lowers.tells(9001, streamTypeChanged, "1", weak.from, 10*time.Second)
				if !within(toLow, low) {
					t.Errorf("stream-type-changed tells of %dx%d", toLow.Width, toLow.Height)
				}
				weak.hold(12 * time.Second)
				falls.keepsVideo(9001)
				good, better := weak.release(), weaker.release()

				atMost(t, "high decided", lowers.decides(9001, "high", good, 2*highWithin), highWithin)
				back := falls.tells(9001, streamFallback, "recover", better, 2*recoveredWithin)
				atMost(t, "recover told", back.At-better, recoveredWithin)
				atMost(t, "high decided", falls.decides(9001, "high", better, 2*recoveredWithin), recoveredWithin)
				lowers.tells(9001, streamTypeChanged, "0", good, highWithin)
				time.Sleep(3 * time.Second) // nothing comes after it
				want := []string{"stream-type-changed 1, congestion", "stream-type-changed 0, recovery"}
				if got := outline(lowers.changes(9001, weak.from)); !slices.Equal(got, want) {
					t.Errorf("told %q, want %q", got, want)
				}
			})
		})
	}
}

// within tells whether a change tells of a stream of this size, or of what
// Chromium makes of it for a while.
func within(c change, size [2]int) bool {
	return c.Width > 0 && c.Width <= size[0] && c.Height > 0 && c.Height <= size[1]
}

// openSafari opens a page that looks like a Safari and uses this call's server.
func (c *call) openSafari(profile string) *page {
	c.t.Helper()
	p := openSafari(c.t, profile)
	p.w = c.w
	p.do(`() => {` + viewerHelpers + `}`)
	return p
}
