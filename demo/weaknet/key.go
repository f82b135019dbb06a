package weaknet

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
)

// key names a participant.
type key struct{ room, identity string }

// keyOf reads who a request for a WebSocket is of, in its access token, as the
// media server does. The token is not verified: the server does that, and
// refuses the request then.
func keyOf(r *http.Request) (key, bool) {
	query := r.URL.Query()
	token := query.Get("access_token")
	if header := r.Header.Get("Authorization"); header != "" {
		token, _ = strings.CutPrefix(header, "Bearer ")
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return key{}, false
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return key{}, false
	}
	var claims struct {
		Subject string `json:"sub"`
		Video   struct {
			Room string `json:"room"`
		} `json:"video"`
	}
	if json.Unmarshal(payload, &claims) != nil {
		return key{}, false
	}
	k := key{room: claims.Video.Room, identity: claims.Subject}
	if k.room == "" {
		k.room = query.Get("room") // a token that is good for every room
	}
	return k, k.room != "" && k.identity != ""
}
