package token

import (
	"strings"
	"testing"
	"time"

	"github.com/livekit/protocol/auth"
)

func TestNewKeysAreLongAndDiffer(t *testing.T) {
	first, second := NewKeys(), NewKeys()
	if err := first.Validate(); err != nil {
		t.Fatal(err)
	}
	if first.Key == second.Key || first.Secret == second.Secret {
		t.Fatal("two calls gave the same keys")
	}
}

func TestParseKeys(t *testing.T) {
	secret := strings.Repeat("s", MinSecretLength)
	for _, tt := range []struct {
		name, text string
		want       Keys
		wantErr    string
	}{
		{"plain", "key:" + secret, Keys{"key", secret}, ""},
		{"as in a YAML map", "key: " + secret + "\n", Keys{"key", secret}, ""},
		{"colon inside the secret", "key:" + secret + ":x", Keys{"key", secret + ":x"}, ""},
		{"no colon", "key", Keys{}, "key:secret"},
		{"no key", ":" + secret, Keys{}, "key is empty"},
		{"short secret", "key:hunter2", Keys{}, "at least 32"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseKeys(tt.text)
			if tt.wantErr == "" {
				if err != nil || got != tt.want {
					t.Fatalf("got %v, %v", got, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.wantErr) {
				t.Fatalf("error %v, want one with %q", err, tt.wantErr)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Fatal("the error shows the secret")
			}
		})
	}
}

func TestIssue(t *testing.T) {
	keys := NewKeys()
	signed, err := keys.Issue(Request{
		Room: "room", Identity: "7", Name: "Seven", Metadata: "m",
		Attributes: map[string]string{"a": "b"},
	})
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := auth.ParseAPIToken(signed)
	if err != nil {
		t.Fatal(err)
	}
	claims, grants, err := verifier.Verify(keys.Secret)
	if err != nil {
		t.Fatal(err)
	}
	if left := time.Until(claims.ExpiresAt.Time); left > Lifetime || left < Lifetime-time.Minute {
		t.Errorf("valid for %v, want %v", left, Lifetime)
	}
	if grants.Identity != "7" || grants.Name != "Seven" || grants.Metadata != "m" || grants.Attributes["a"] != "b" {
		t.Errorf("participant: %+v", grants)
	}
	video := grants.Video
	if video.Room != "room" || !video.RoomJoin || !video.GetCanPublish() || !video.GetCanSubscribe() ||
		!video.GetCanPublishData() || !video.GetCanUpdateOwnMetadata() {
		t.Errorf("grant: %+v", video)
	}
	if video.RoomAdmin || video.RoomCreate || video.RoomList {
		t.Errorf("the token grants more than a participant needs: %+v", video)
	}
}

func TestIssueRefuses(t *testing.T) {
	for name, try := range map[string]struct {
		keys    Keys
		request Request
	}{
		"no keys":     {Keys{}, Request{Room: "r", Identity: "1"}},
		"no room":     {NewKeys(), Request{Identity: "1"}},
		"no identity": {NewKeys(), Request{Room: "r"}},
	} {
		if signed, err := try.keys.Issue(try.request); err == nil || signed != "" {
			t.Errorf("%s: got %q, %v", name, signed, err)
		}
	}
}
