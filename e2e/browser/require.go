package browser

import (
	"os"
	"testing"
)

// Require skips a test where no Chromium is installed, and fails it there if
// DUALSTREAM_REQUIRE_BROWSER=1 says that there must be one.
func Require(t testing.TB) {
	t.Helper()
	_, err := Find()
	switch {
	case err == nil:
	case os.Getenv("DUALSTREAM_REQUIRE_BROWSER") == "1":
		t.Fatal(err)
	default:
		t.Skip(err)
	}
}
