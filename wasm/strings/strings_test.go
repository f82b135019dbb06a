package strings

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestAsGo has Go's own package for the reference.
func TestAsGo(t *testing.T) {
	// Two letters alone: that one text is in another is no rare case.
	texts := rapid.StringMatching("[ab]{0,6}")
	rapid.Check(t, func(t *rapid.T) {
		s, sub := texts.Draw(t, "s"), texts.Draw(t, "sub")
		if got, want := Index(s, sub), strings.Index(s, sub); got != want {
			t.Errorf("Index: %d, want %d", got, want)
		}
		if got, want := Contains(s, sub), strings.Contains(s, sub); got != want {
			t.Errorf("Contains: %t, want %t", got, want)
		}
		if got, want := HasPrefix(s, sub), strings.HasPrefix(s, sub); got != want {
			t.Errorf("HasPrefix: %t, want %t", got, want)
		}
		if got, want := HasSuffix(s, sub), strings.HasSuffix(s, sub); got != want {
			t.Errorf("HasSuffix: %t, want %t", got, want)
		}
		before, after, found := Cut(s, sub)
		if b, a, f := strings.Cut(s, sub); before != b || after != a || found != f {
			t.Errorf("Cut: %q, %q, %t, want %q, %q, %t", before, after, found, b, a, f)
		}
		after, found = CutPrefix(s, sub)
		if a, f := strings.CutPrefix(s, sub); after != a || found != f {
			t.Errorf("CutPrefix: %q, %t, want %q, %t", after, found, a, f)
		}
		before, found = CutSuffix(s, sub)
		if b, f := strings.CutSuffix(s, sub); before != b || found != f {
			t.Errorf("CutSuffix: %q, %t, want %q, %t", before, found, b, f)
		}
	})
}
