package signal

import (
	"errors"
	"net/url"
	"testing"

	"pgregory.net/rapid"

	"dualstream/wasm/api"
)

const fixedQuery = "&protocol=16&sdk=js&version=2.0.0&auto_subscribe=0&adaptive_stream=0"

func TestURL(t *testing.T) {
	for _, c := range []struct {
		server, token string
		want          string
	}{
		{"ws://127.0.0.1:7880", "a.b-c_d", "ws://127.0.0.1:7880/rtc?access_token=a.b-c_d" + fixedQuery},
		{"wss://media.example", "t", "wss://media.example/rtc?access_token=t" + fixedQuery},
		{"http://media.example/", "t", "ws://media.example/rtc?access_token=t" + fixedQuery},
		{"https://media.example:443/lk//", "t", "wss://media.example:443/lk/rtc?access_token=t" + fixedQuery},
		{"WSS://[::1]:7880/a/b", "t", "wss://[::1]:7880/a/b/rtc?access_token=t" + fixedQuery},
		{"ws://h", "a&b=c d%+é", "ws://h/rtc?access_token=a%26b%3Dc%20d%25%2B%C3%A9" + fixedQuery},
	} {
		got, err := URL(c.server, c.token)
		if err != nil || got != c.want {
			t.Errorf("URL(%q): %q, %v, want %q", c.server, got, err, c.want)
		}
	}
}

func TestBadServersAreRefused(t *testing.T) {
	for _, server := range []string{"", "media.example", "ftp://h", "ws:h", "ws://", "ws:///path", "ws://:7880", "ws://h?x=1", "ws://h/#a", "ws://a b", " ws://h", "ws://h\n"} {
		_, err := URL(server, "t")
		var e *api.Error
		if !errors.As(err, &e) || e.Code != api.InvalidParams {
			t.Errorf("%q: got %v", server, err)
		}
	}
}

func TestEscapedTokensComeThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		token := rapid.String().Draw(t, "token")
		address, err := URL("ws://h", token)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := parsed.Query().Get("access_token"); got != token {
			t.Fatalf("got %q", got)
		}
	})
}
