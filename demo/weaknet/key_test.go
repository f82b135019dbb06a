package weaknet

import (
	"encoding/base64"
	"net/http/httptest"
	"testing"

	"dualstream/demo/sfu/token"
)

func TestKeyOf(t *testing.T) {
	signed, err := token.NewKeys().Issue(token.Request{Room: "room", Identity: "änn/1"})
	if err != nil {
		t.Fatal(err)
	}
	forged := func(payload string) string {
		return "x." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".x"
	}
	for _, tt := range []struct {
		name, query, header string
		want                key
	}{
		{"query", "access_token=" + signed, "", key{"room", "änn/1"}},
		{"header", "", "Bearer " + signed, key{"room", "änn/1"}},
		{"the header wins", "access_token=" + forged(`{"sub":"b","video":{"room":"r"}}`), "Bearer " + signed, key{"room", "änn/1"}},
		{"the token's room wins", "room=other&access_token=" + signed, "", key{"room", "änn/1"}},
		{"a token for every room", "room=here&access_token=" + forged(`{"sub":"b"}`), "", key{"here", "b"}},
		{"nothing", "", "", key{}},
		{"no token", "access_token=abc", "", key{}},
		{"no base64", "access_token=a.%2B%2B.c", "", key{}},
		{"no JSON", "access_token=" + forged(`{`), "", key{}},
		{"no identity", "access_token=" + forged(`{"video":{"room":"r"}}`), "", key{}},
		{"no room", "access_token=" + forged(`{"sub":"b"}`), "", key{}},
	} {
		request := httptest.NewRequest("GET", "/rtc?"+tt.query, nil)
		if tt.header != "" {
			request.Header.Set("Authorization", tt.header)
		}
		got, known := keyOf(request)
		if known != (tt.want != key{}) || known && got != tt.want {
			t.Errorf("%s: %+v, %v", tt.name, got, known)
		}
	}
}
