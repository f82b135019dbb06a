package e2e

import "dualstream/e2e/browser"

// soundFile writes what the microphone hears into dir, and returns its path.
func soundFile(dir string) (string, error) { return browser.Voice(dir) }
