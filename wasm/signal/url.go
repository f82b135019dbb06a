package signal

import (
	"dualstream/wasm/api"
	"dualstream/wasm/strings"
)

// URL returns the address of the signalling WebSocket. server is
// ws(s)://host[:port][/path] or the same with http(s), without /rtc. The error
// is an *api.Error INVALID_PARAMS.
func URL(server, token string) (string, error) {
	scheme := "ws://"
	given, rest, _ := strings.Cut(server, "://")
	wrong := ""
	switch lower(given) {
	case "ws", "http":
	case "wss", "https":
		scheme = "wss://"
	default:
		wrong = "must begin with ws://, wss://, http:// or https://"
	}
	for len(rest) > 0 && rest[len(rest)-1] == '/' {
		rest = rest[:len(rest)-1]
	}
	if wrong == "" && (rest == "" || rest[0] == '/' || rest[0] == ':') {
		wrong = "names no host"
	}
	for _, c := range []byte(rest) {
		if wrong == "" && (c == '?' || c == '#' || c <= ' ' || c == 0x7f) {
			wrong = "must have no query, no fragment and no spaces"
		}
	}
	if wrong != "" {
		return "", api.NewError(api.InvalidParams, "the server's address ", wrong, ": \"", server, "\"")
	}
	// Neither is everything subscribed nor are layers chosen by the server: the
	// application and the policy do so.
	return scheme + rest + "/rtc?access_token=" + escape(token) +
		"&protocol=16&sdk=js&version=2.0.0&auto_subscribe=0&adaptive_stream=0", nil
}

// lower makes ASCII letters small. strings.ToLower would bring in the case
// tables of Unicode.
func lower(text string) string {
	letters := []byte(text)
	for i, c := range letters {
		if 'A' <= c && c <= 'Z' {
			letters[i] = c + 'a' - 'A'
		}
	}
	return string(letters)
}

// escape percent-encodes a value of a query (RFC 3986): all but the characters
// of a JSON Web Token, which are unreserved. net/url would cost the browser's
// build more than this.
func escape(value string) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for _, c := range []byte(value) {
		// With the bit 0x20, letters are small.
		if small := c | 0x20; 'a' <= small && small <= 'z' || '0' <= c && c <= '9' ||
			c == '-' || c == '_' || c == '.' {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}
