package web

import (
	"net/http"
	"strings"
)

// setSecurityHeaders sets what keeps the page to its own files: no inline
// script or style, no address but its own. 'wasm-unsafe-eval' is what a page
// needs to compile WebAssembly, and is all that the SDK asks of a policy.
// data: images are the marks in the style's form fields.
func setSecurityHeaders(header http.Header, host string) {
	header.Set("Content-Security-Policy", strings.Join([]string{
		"default-src 'none'",
		"script-src 'self' 'wasm-unsafe-eval'",
		"style-src 'self'",
		"img-src 'self' data:",
		"media-src 'self' blob:",
		// Older Safari does not count WebSockets of the same host as 'self'.
		"connect-src 'self' ws://" + host + " wss://" + host,
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	}, "; "))
	header.Set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self)")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
}
