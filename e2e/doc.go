// Package e2e holds tests of the built SDK in a real browser: participants are
// pages of a headless Chromium with fake devices, and they meet on the demo's
// media server, which runs as a process of its own.
//
// The tests are skipped where no Chromium is installed, and fail there if
// DUALSTREAM_REQUIRE_BROWSER=1. They need dist/ to be built. A failed test
// leaves its pages' screenshots and consoles in .cache/e2e/failed.
package e2e
