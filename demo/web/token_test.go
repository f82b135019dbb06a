package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dualstream/demo/sfu/token"
)

// ask sends a request to /token and returns the status and the JSON answer.
func ask(t *testing.T, conf Config, method, body string, header http.Header) (int, map[string]string) {
	t.Helper()
	request := httptest.NewRequest(method, "http://localhost:8080/token", strings.NewReader(body))
	for name, values := range header {
		request.Header[name] = values
	}
	recorder := httptest.NewRecorder()
	Handler(conf).ServeHTTP(recorder, request)
	var answer map[string]string
	if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil {
		t.Fatalf("status %d, body %q: %v", recorder.Code, recorder.Body, err)
	}
	if got := recorder.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type %q", got)
	}
	if got := recorder.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	return recorder.Code, answer
}

func TestTokenAnswer(t *testing.T) {
	status, answer := ask(t, testConfig(t, nil), http.MethodPost, `{"room_name": "room", "participant_identity": "ann"}`, nil)
	want := map[string]string{"server_url": "ws://localhost:8080", "participant_token": "room/ann"}
	if status != http.StatusOK || !cmp.Equal(answer, want) {
		t.Errorf("status %d, %v", status, answer)
	}
}

func TestTokenPassesEveryFieldOn(t *testing.T) {
	conf := testConfig(t, nil)
	var got token.Request
	conf.Issue = func(r token.Request) (string, error) { got = r; return "t", nil }
	status, answer := ask(t, conf, http.MethodPost, `{
		"room_name": "room", "participant_identity": "ann", "participant_name": "Ann",
		"participant_metadata": "m", "participant_attributes": {"k": "v"},
		"room_config": {"max_participants": 3}, "of_a_newer_version": 1}`, nil)
	if status != http.StatusOK {
		t.Fatal(status, answer)
	}
	if got.RoomConfig == nil || got.RoomConfig.MaxParticipants != 3 {
		t.Errorf("room_config: %v", got.RoomConfig)
	}
	got.RoomConfig = nil
	want := token.Request{Room: "room", Identity: "ann", Name: "Ann", Metadata: "m", Attributes: map[string]string{"k": "v"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTokenWithoutIdentity(t *testing.T) {
	for _, body := range []string{
		`{"room_name": "room"}`,
		`{"room_name": "room", "participant_identity": ""}`,
		`{"room_name": "room", "participant_identity": null}`,
	} {
		_, answer := ask(t, testConfig(t, nil), http.MethodPost, body, nil)
		identity := strings.TrimPrefix(answer["participant_token"], "room/")
		number, err := strconv.ParseUint(identity, 10, 32)
		if err != nil || number == 0 || strconv.FormatUint(number, 10) != identity {
			t.Errorf("%s: identity %q is no canonical number", body, identity)
		}
	}
}

func TestTokenRefuses(t *testing.T) {
	long := strings.Repeat("x", 257)
	for _, tt := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"empty", ``, 400, "must be a JSON object"},
		{"no JSON", `room=1`, 400, "must be a JSON object"},
		{"null", `null`, 400, "must be a JSON object"},
		{"array", `[]`, 400, "must be a JSON object"},
		{"two objects", `{"room_name":"a"} {}`, 400, "must be a JSON object"},
		{"no room", `{}`, 400, "room_name is missing"},
		{"empty room", `{"room_name": ""}`, 400, "room_name is missing"},
		{"number as room", `{"room_name": 5}`, 400, `room_name must be a string, not "5"`},
		{"number as identity", `{"room_name": "r", "participant_identity": 5}`, 400, "participant_identity must be a string"},
		{"object as name", `{"room_name": "r", "participant_name": {}}`, 400, "participant_name must be a string"},
		{"list as metadata", `{"room_name": "r", "participant_metadata": []}`, 400, "participant_metadata must be a string"},
		{"number in attributes", `{"room_name": "r", "participant_attributes": {"a": 1}}`, 400, "participant_attributes must be an object of strings"},
		{"text as config", `{"room_name": "r", "room_config": "x"}`, 400, "room_config must be a room configuration"},
		{"long room", `{"room_name": "` + long + `"}`, 400, "room_name has 257 bytes"},
		{"long identity", `{"room_name": "r", "participant_identity": "` + long + `"}`, 400, "participant_identity has 257 bytes"},
		{"long name", `{"room_name": "r", "participant_name": "` + long + `"}`, 400, "participant_name has 257 bytes"},
		{"huge", `{"room_name": "` + strings.Repeat("x", maxTokenRequest) + `"}`, 413, "larger than"},
		{"signing fails", `{"room_name": "broken"}`, 500, "could not be made"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, answer := ask(t, testConfig(t, nil), http.MethodPost, tt.body, nil)
			if status != tt.status || !strings.Contains(answer["error"], tt.want) {
				t.Errorf("status %d, error %q; want %d, %q", status, answer["error"], tt.status, tt.want)
			}
			if strings.Contains(answer["error"], "secret detail") {
				t.Error("the error shows what is inside")
			}
		})
	}
}

func TestTokenRefusesCredentialsInRoomConfig(t *testing.T) {
	conf := testConfig(t, nil)
	conf.Issue = token.NewKeys().Issue
	status, answer := ask(t, conf, http.MethodPost, `{"room_name": "r", "room_config":
		{"egress": {"room": {"stream_outputs": [{"urls": ["rtmp://example.test/key"]}]}}}}`, nil)
	if status != 400 || !strings.Contains(answer["error"], "room_config") {
		t.Errorf("status %d, %v", status, answer)
	}
}

func TestTokenIsForThisMachine(t *testing.T) {
	body := `{"room_name": "r"}`
	for origin, want := range map[string]int{
		"http://127.0.0.1:5173": http.StatusOK,
		"https://evil.test":     http.StatusForbidden,
		"null":                  http.StatusForbidden,
	} {
		if status, _ := ask(t, testConfig(t, nil), http.MethodPost, body, http.Header{"Origin": {origin}}); status != want {
			t.Errorf("origin %s: status %d, want %d", origin, status, want)
		}
	}
	if status, _ := ask(t, testConfig(t, nil), http.MethodGet, "", nil); status != http.StatusMethodNotAllowed {
		t.Errorf("GET: status %d", status)
	}
	open := testConfig(t, nil)
	open.Issue = nil
	if status, answer := ask(t, open, http.MethodPost, body, nil); status != http.StatusNotFound || !strings.Contains(answer["error"], "no tokens") {
		t.Errorf("endpoint off: status %d, %v", status, answer)
	}
}
