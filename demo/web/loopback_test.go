package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestIsLoopbackOrigin(t *testing.T) {
	for origin, want := range map[string]bool{
		"http://127.0.0.1:5173":      true,
		"http://127.0.0.1":           true,
		"http://127.8.9.1:80":        true,
		"https://localhost:3000":     true,
		"http://LOCALHOST:1":         true,
		"http://[::1]:5173":          true,
		"":                           false,
		"null":                       false,
		"file:///tmp/x.html":         false,
		"http://192.168.1.2:5173":    false,
		"http://localhost.evil.test": false,
		"http://127.0.0.1.evil.test": false,
		"http://evil.test/127.0.0.1": false,
		"http://127.0.0.1@evil.test": false,
		"ftp://127.0.0.1":            false,
		"http://2130706433":          false,
		"http://[::ffff:127.0.0.1]":  true,
		"http://127.0.0.1:x":         false,
	} {
		if got := isLoopbackOrigin(origin); got != want {
			t.Errorf("%q: %v, want %v", origin, got, want)
		}
	}
}

func TestGuardHost(t *testing.T) {
	loopback := netip.MustParseAddr("127.0.0.1")
	owners := netip.MustParseAddr("192.0.2.7")
	for _, tt := range []struct {
		addr netip.Addr
		host string
		want int
	}{
		{loopback, "127.0.0.1:8080", http.StatusOK},
		{loopback, "localhost:8080", http.StatusOK},
		{loopback, "[::1]:8080", http.StatusOK},
		{loopback, "localhost", http.StatusOK},
		{loopback, "evil.test:8080", http.StatusForbidden},
		{loopback, "192.0.2.7:8080", http.StatusForbidden},
		{loopback, "127.0.0.1:8080;x", http.StatusForbidden},
		{loopback, "evil@127.0.0.1", http.StatusForbidden},
		{loopback, "", http.StatusForbidden},
		{owners, "192.0.2.7:8080", http.StatusOK},
		{owners, "localhost:8080", http.StatusOK},
		{owners, "192.0.2.8:8080", http.StatusForbidden},
	} {
		next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
		request := httptest.NewRequest(http.MethodGet, "/", nil)
		request.Host = tt.host
		recorder := httptest.NewRecorder()
		guardHost(tt.addr, next).ServeHTTP(recorder, request)
		if recorder.Code != tt.want {
			t.Errorf("host %q on %s: status %d, want %d", tt.host, tt.addr, recorder.Code, tt.want)
		}
	}
}

func TestCORS(t *testing.T) {
	handler := Handler(testConfig(t, map[string]string{"dualstream.wasm": "w", "dualstream.js": "j"}))
	for _, tt := range []struct {
		name, method, path, origin string
		preflight, allowed         bool
	}{
		{"wasm from another port", http.MethodGet, "/dualstream.wasm", "http://localhost:5173", false, true},
		{"script from another port", http.MethodGet, "/dualstream.js", "http://[::1]:5173", false, true},
		{"token preflight", http.MethodOptions, "/token", "http://127.0.0.1:5173", true, true},
		{"foreign wasm", http.MethodGet, "/dualstream.wasm", "https://evil.test", false, false},
		{"foreign preflight", http.MethodOptions, "/token", "https://evil.test", true, false},
		{"opaque origin", http.MethodOptions, "/token", "null", true, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			request := httptest.NewRequest(tt.method, "http://127.0.0.1:8080"+tt.path, nil)
			request.Header.Set("Origin", tt.origin)
			if tt.preflight {
				request.Header.Set("Access-Control-Request-Method", "POST")
				request.Header.Set("Access-Control-Request-Headers", "content-type")
			}
			recorder := httptest.NewRecorder()
			handler.ServeHTTP(recorder, request)
			want := ""
			if tt.allowed {
				want = tt.origin
			}
			header := recorder.Header()
			if got := header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("Access-Control-Allow-Origin %q, want %q", got, want)
			}
			if got := header.Get("Access-Control-Allow-Methods"); strings.Contains(got, "POST") != (tt.preflight && tt.allowed) {
				t.Errorf("Access-Control-Allow-Methods %q", got)
			}
			if tt.preflight && recorder.Code != http.StatusNoContent {
				t.Errorf("preflight status %d", recorder.Code)
			}
			if !strings.Contains(strings.Join(header.Values("Vary"), ","), "Origin") {
				t.Error("no Vary: Origin")
			}
		})
	}
}
