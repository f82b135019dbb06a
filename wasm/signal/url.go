package signal

import (
	"strings"

	"dualstream/wasm/api"
)

// URL returns the address of the signalling WebSocket. server is
// ws(s)://host[:port][/path] or the same with http(s), without /rtc. The error
// is an *api.Error INVALID_PARAMS.
func URL(server, token string) (string, error) {
	secure, rest, err := splitServer(server)
	if err != nil {
		return "", err
	}
	scheme := "ws://"
	if secure {
		scheme = "wss://"
	}
	// Neither is everything subscribed nor are layers chosen by the server: the
	// application and the policy do so.
	return scheme + rest + "/rtc?access_token=" + escape(token) +
		"&protocol=16&sdk=js&version=2.0.0&auto_subscribe=0&adaptive_stream=0", nil
}

// ValidateURL returns the address where a GET tells why a WebSocket was refused,
// which a browser does not: 200 means that the token is good, 401 that it is
// refused, and the body is a text that says why. Arguments and error are those
// of URL.
func ValidateURL(server, token string) (string, error) {
	secure, rest, err := splitServer(server)
	if err != nil {
		return "", err
	}
	scheme := "http://"
	if secure {
		scheme = "https://"
	}
	return scheme + rest + "/rtc/validate?access_token=" + escape(token), nil
}

// splitServer returns whether the server is reached through TLS, and its host,
// port and path without a slash at the end.
func splitServer(server string) (secure bool, rest string, err error) {
	scheme, rest, _ := strings.Cut(server, "://")
	switch lower(scheme) {
	case "ws", "http":
	case "wss", "https":
		secure = true
	default:
		return false, "", serverError(server, "must begin with ws://, wss://, http:// or https://")
	}
	for i := range len(rest) {
		switch c := rest[i]; {
		case c == '?' || c == '#':
			return false, "", serverError(server, "must have no query and no fragment")
		case c <= ' ' || c == 0x7f:
			return false, "", serverError(server, "must have no spaces")
		}
	}
	for strings.HasSuffix(rest, "/") {
		rest = rest[:len(rest)-1]
	}
	host, _, _ := strings.Cut(rest, "/")
	if host == "" || host[0] == ':' {
		return false, "", serverError(server, "names no host")
	}
	return secure, rest, nil
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

func serverError(server, what string) error {
	return api.NewError(api.InvalidParams, "the server's address ", what, ": \"", server, "\"")
}

// escape percent-encodes a value of a query (RFC 3986: all but the unreserved
// characters). net/url would cost the browser's build more than this.
func escape(value string) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for i := range len(value) {
		c := value[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9',
			c == '-', c == '_', c == '.', c == '~':
			b = append(b, c)
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}
