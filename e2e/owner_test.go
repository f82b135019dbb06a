package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/livekit/protocol/auth"

	"dualstream/demo/sfu/token"
	"dualstream/e2e/server"
)

// owner is the owner of a media server: the keys are known, so that tokens can be
// signed and the server be told what to do.
type owner struct {
	t *testing.T
	*server.Server
	keys token.Keys
}

// own starts a media server with keys of its own.
func own(t *testing.T) *owner {
	t.Helper()
	theWorld(t)
	machine.take(t, ofCamera)
	o := &owner{t: t, keys: token.NewKeys()}
	o.start("127.0.0.1:0")
	t.Cleanup(func() { o.Stop() })
	return o
}

func (o *owner) start(address string) {
	o.t.Helper()
	w := theWorld(o.t)
	w.starting.Lock()
	defer w.starting.Unlock()
	program, err := server.Build(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	o.Server, err = server.Start(program, address, os.Stderr, "-keys", o.keys.Key+":"+o.keys.Secret)
	if err != nil {
		o.t.Fatal(err)
	}
}

// restart ends the server and starts it at the same address, after a while.
func (o *owner) restart(after time.Duration) {
	o.t.Helper()
	o.Stop()
	time.Sleep(after)
	o.start(strings.TrimPrefix(o.URL, "http://"))
}

// open opens a page that knows this server.
func (o *owner) open() *page {
	o.t.Helper()
	w := theWorld(o.t)
	p := openIn(o.t, w.chromium, w.site.URL+"/script.html")
	p.w = &world{root: w.root, server: o.URL, site: w.site, chromium: w.chromium}
	return p
}

// token signs a token that is valid for so long.
func (o *owner) token(room, identity string, valid time.Duration) string {
	o.t.Helper()
	return o.sign(&auth.VideoGrant{Room: room, RoomJoin: true}, identity, valid)
}

func (o *owner) sign(grant *auth.VideoGrant, identity string, valid time.Duration) string {
	o.t.Helper()
	signed, err := auth.NewAccessToken(o.keys.Key, o.keys.Secret).
		SetIdentity(identity).SetVideoGrant(grant).SetValidFor(valid).ToJWT()
	if err != nil {
		o.t.Fatal(err)
	}
	return signed
}

// tells asks the server's RoomService for something about a room
// (https://docs.livekit.io/reference/server/server-apis/).
func (o *owner) tells(method, room string, request map[string]string) {
	o.t.Helper()
	body, err := json.Marshal(request)
	if err != nil {
		o.t.Fatal(err)
	}
	post, err := http.NewRequest(http.MethodPost, o.URL+"/twirp/livekit.RoomService/"+method, bytes.NewReader(body))
	if err != nil {
		o.t.Fatal(err)
	}
	post.Header.Set("Content-Type", "application/json")
	grant := &auth.VideoGrant{RoomAdmin: true, RoomCreate: true, Room: room}
	post.Header.Set("Authorization", "Bearer "+o.sign(grant, "", time.Minute))
	response, err := http.DefaultClient.Do(post)
	if err != nil {
		o.t.Fatal(err)
	}
	defer response.Body.Close()
	if text, _ := io.ReadAll(response.Body); response.StatusCode != http.StatusOK {
		o.t.Fatalf("%s: %s %s", method, response.Status, text)
	}
}
