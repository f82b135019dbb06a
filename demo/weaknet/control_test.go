package weaknet

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

// ask sends a request to a control and decodes the JSON answer.
func ask(t *testing.T, n *Net, method, path, body string, answer any) int {
	t.Helper()
	recorder := httptest.NewRecorder()
	n.Control().ServeHTTP(recorder, httptest.NewRequest(method, path, strings.NewReader(body)))
	if err := json.Unmarshal(recorder.Body.Bytes(), answer); err != nil {
		t.Fatalf("%s %s: %d, %q: %v", method, path, recorder.Code, recorder.Body, err)
	}
	if got := recorder.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("%s %s: Content-Type %q", method, path, got)
	}
	return recorder.Code
}

func control(t *testing.T) *Net {
	n := New(Config{Media: netip.MustParseAddrPort("127.0.0.1:9")})
	t.Cleanup(n.Close)
	return n
}

func TestControl(t *testing.T) {
	n := control(t)
	var one state
	var all struct{ Participants []state }
	var failed struct{ Error string }
	if status := ask(t, n, "GET", "/weaknet/", "", &all); status != http.StatusOK || all.Participants == nil || len(all.Participants) != 0 {
		t.Errorf("an empty list: %d, %+v", status, all)
	}
	if status := ask(t, n, "GET", "/weaknet/room/ann", "", &failed); status != http.StatusNotFound || !strings.Contains(failed.Error, `"ann"`) {
		t.Errorf("unknown: %d, %q", status, failed.Error)
	}

	status := ask(t, n, "PUT", "/weaknet/a%2Fb/%C3%A4nn%201", `{"down": {"rateKbps": 170}, "signalling": {"delayMs": 5}}`, &one)
	want := Settings{Down: withDefaults(Profile{RateKbps: 170}), Up: unshaped, Signalling: Signalling{DelayMs: 5}}
	if status != http.StatusOK || one.Room != "a/b" || one.Identity != "änn 1" || one.Connected || one.Settings != want {
		t.Errorf("put: %d, %+v", status, one)
	}
	status = ask(t, n, "PUT", "/weaknet/a%2Fb/%C3%A4nn%201", `{"up": {"lossPct": 5}}`, &one)
	want.Up.LossPct = 5
	if status != http.StatusOK || one.Settings != want {
		t.Errorf("what is not named stays: %d, %+v", status, one)
	}
	if status := ask(t, n, "PUT", "/weaknet/a%2Fb/%C3%A4nn%201", `{"up": {}, "down": {"rateKbps": -1}}`, &failed); status != http.StatusBadRequest || !strings.Contains(failed.Error, "down.rateKbps") {
		t.Errorf("a bad value: %d, %q", status, failed.Error)
	}
	if status := ask(t, n, "GET", "/weaknet/a%2Fb/%C3%A4nn%201", "", &one); status != http.StatusOK || one.Settings != want {
		t.Errorf("a bad value changed something: %d, %+v", status, one)
	}

	ask(t, n, "PUT", "/weaknet/a/z", `{"down": {"delayMs": 1}}`, &one)
	ask(t, n, "PUT", "/weaknet/a/b", `{"down": {"delayMs": 1}}`, &one)
	ask(t, n, "PUT", "/weaknet/a/nothing", `{}`, &one)
	ask(t, n, "GET", "/weaknet/", "", &all)
	var names []string
	for _, p := range all.Participants {
		names = append(names, p.Room+" "+p.Identity)
	}
	if got := strings.Join(names, ", "); got != "a b, a z, a/b änn 1" {
		t.Errorf("list: %s", got)
	}

	if status := ask(t, n, "DELETE", "/weaknet/a%2Fb/%C3%A4nn%201", "", &one); status != http.StatusOK || one.Settings != noSettings {
		t.Errorf("delete: %d, %+v", status, one)
	}
	if status := ask(t, n, "GET", "/weaknet/a%2Fb/%C3%A4nn%201", "", &failed); status != http.StatusNotFound {
		t.Errorf("after delete: %d", status)
	}
}

func TestControlRefuses(t *testing.T) {
	for _, tt := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"POST", "/weaknet/", "", 405, "GET, HEAD"},
		{"PUT", "/weaknet/", "{}", 405, "GET, HEAD"},
		{"POST", "/weaknet/room/ann", "{}", 405, "PUT, DELETE"},
		{"GET", "/weaknet/room", "", 404, "/weaknet/{room}/{identity}"},
		{"GET", "/weaknet/room/ann/more", "", 404, "/weaknet/{room}/{identity}"},
		{"PUT", "/weaknet/room/ann", "", 400, "JSON object"},
		{"PUT", "/weaknet/room/ann", strings.Repeat(" ", longestRequest+1), 413, "larger"},
	} {
		var failed struct{ Error string }
		if status := ask(t, control(t), tt.method, tt.path, tt.body, &failed); status != tt.status || !strings.Contains(failed.Error, tt.want) {
			t.Errorf("%s %s: %d, %q", tt.method, tt.path, status, failed.Error)
		}
	}
}
