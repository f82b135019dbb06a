package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dualstream/demo/sfu/token"
	"dualstream/demo/weaknet"
)

// testConfig is a demo on loopback without a media server, whose folder has the
// given files and whose tokens are the room and the identity.
func testConfig(t *testing.T, files map[string]string) Config {
	t.Helper()
	dist := t.TempDir()
	built := time.Now() // all of one build
	for name, content := range files {
		full := filepath.Join(dist, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(full, built, built); err != nil {
			t.Fatal(err)
		}
	}
	return Config{
		Dist:   dist,
		Signal: &url.URL{Scheme: "http", Host: "127.0.0.1:1"},
		Addr:   netip.MustParseAddr("127.0.0.1"),
		Issue: func(r token.Request) (string, error) {
			if r.Room == "broken" {
				return "", errors.New("secret detail")
			}
			return r.Room + "/" + r.Identity, nil
		},
	}
}

func TestSignallingIsPassedOn(t *testing.T) {
	mediaServer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("X-Seen", r.URL.String())
	}))
	defer mediaServer.Close()
	conf := testConfig(t, nil)
	var err error
	if conf.Signal, err = url.Parse(mediaServer.URL); err != nil {
		t.Fatal(err)
	}
	handler := Handler(conf)
	for _, path := range []string{"/rtc?access_token=t", "/rtc/validate?access_token=t", "/rtc/v1", "/twirp/livekit.RoomService/ListRooms"} {
		request := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+path, nil)
		request.Header.Set("Origin", "https://evil.test")
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		if got := recorder.Header().Get("X-Seen"); got != path {
			t.Errorf("the media server saw %q, want %q", got, path)
		}
		if got := recorder.Header().Get("Access-Control-Allow-Origin"); got != "" {
			t.Errorf("%s: a foreign origin is let in: %q", path, got)
		}
	}
}

func TestDeadMediaServer(t *testing.T) {
	recorder := httptest.NewRecorder()
	Handler(testConfig(t, nil)).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080/rtc", nil))
	if recorder.Code != http.StatusBadGateway {
		t.Errorf("status %d", recorder.Code)
	}
}

func TestNetworksAreForThisMachine(t *testing.T) {
	conf := testConfig(t, nil)
	conf.Weaknet = weaknet.New(weaknet.Config{Media: netip.MustParseAddrPort("127.0.0.1:9"), Signal: conf.Signal})
	defer conf.Weaknet.Close()
	put := func(conf Config, origin, host string) *httptest.ResponseRecorder {
		request := httptest.NewRequest(http.MethodPut, "http://"+host+"/weaknet/room/ann", strings.NewReader(`{"down": {"rateKbps": 170}}`))
		if origin != "" {
			request.Header.Set("Origin", origin)
		}
		recorder := httptest.NewRecorder()
		Handler(conf).ServeHTTP(recorder, request)
		return recorder
	}
	for _, tt := range []struct {
		origin, host string
		want         int
	}{
		{"", "127.0.0.1:8080", http.StatusOK},
		{"http://127.0.0.1:5173", "127.0.0.1:8080", http.StatusOK},
		{"https://evil.test", "127.0.0.1:8080", http.StatusForbidden},
		{"null", "127.0.0.1:8080", http.StatusForbidden},
		{"", "evil.test:8080", http.StatusForbidden},
	} {
		if got := put(conf, tt.origin, tt.host); got.Code != tt.want {
			t.Errorf("origin %q, host %s: %d %s", tt.origin, tt.host, got.Code, got.Body)
		}
	}
	preflight := httptest.NewRequest(http.MethodOptions, "http://127.0.0.1:8080/weaknet/room/ann", nil)
	preflight.Header.Set("Origin", "http://127.0.0.1:5173")
	preflight.Header.Set("Access-Control-Request-Method", "DELETE")
	recorder := httptest.NewRecorder()
	Handler(conf).ServeHTTP(recorder, preflight)
	if got := recorder.Header().Get("Access-Control-Allow-Methods"); recorder.Code != http.StatusNoContent || !strings.Contains(got, "PUT") || !strings.Contains(got, "DELETE") {
		t.Errorf("preflight: %d, %q", recorder.Code, got)
	}
	// An address that the network reaches has no such thing.
	if got := put(testConfig(t, nil), "", "127.0.0.1:8080"); got.Code != http.StatusMethodNotAllowed {
		t.Errorf("without networks: %d", got.Code)
	}
}
