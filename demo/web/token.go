package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/livekit/protocol/auth"

	"dualstream/demo/sfu/token"
	"dualstream/demo/web/reply"
)

const (
	// maxTokenRequest bounds a request's body: the media server takes at most
	// 512 KiB of metadata and 64 KiB of attributes.
	maxTokenRequest = 1 << 20
	// maxNameLength is the media server's limit for names of rooms and of
	// participants and for identities, in bytes.
	maxNameLength = 256
)

// tokenAnswer is LiveKit's TokenSourceResponse.
type tokenAnswer struct {
	ServerURL        string `json:"server_url"`
	ParticipantToken string `json:"participant_token"`
}

// tokenEndpoint answers POST /token in the form of LiveKit's token endpoints
// (messages TokenSourceRequest and TokenSourceResponse of its protocol): anyone
// who can ask gets in. It is for development on one machine and is off
// where issue is nil.
func tokenEndpoint(issue func(token.Request) (string, error)) http.Handler {
	var numbers freeNumbers
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch origin := r.Header.Get("Origin"); {
		case issue == nil:
			reply.Error(w, http.StatusNotFound, "this server hands out no tokens, because others than its owner can reach it: join with a token that the owner's keys signed")
			return
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", "POST, OPTIONS")
			reply.Error(w, http.StatusMethodNotAllowed, "ask for a token with POST, not "+reply.Quote(r.Method))
			return
		case origin != "" && !isLoopbackOrigin(origin):
			reply.Error(w, http.StatusForbidden, "tokens are for pages of this machine, not for the origin "+reply.Quote(origin))
			return
		}

		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxTokenRequest))
		if err != nil {
			if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
				reply.Error(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", maxTokenRequest))
				return
			}
			reply.Error(w, http.StatusBadRequest, "the body could not be read")
			return
		}
		request, err := parseTokenRequest(body)
		if err != nil {
			reply.Error(w, http.StatusBadRequest, err.Error())
			return
		}
		if request.Identity == "" {
			request.Identity = numbers.next(request.Room)
		} else {
			numbers.take(request.Room, request.Identity)
		}
		signed, err := issue(request)
		if errors.Is(err, auth.ErrSensitiveCredentials) {
			reply.Error(w, http.StatusBadRequest, "room_config: "+err.Error())
			return
		}
		if err != nil {
			reply.Error(w, http.StatusInternalServerError, "the token could not be made")
			return
		}
		// The page's own address: signalling is passed on from there.
		reply.JSON(w, http.StatusOK, tokenAnswer{ServerURL: "ws://" + r.Host, ParticipantToken: signed})
	})
}

// parseTokenRequest reads a TokenSourceRequest. Fields of a newer version are
// passed over. An error names the field.
func parseTokenRequest(body []byte) (token.Request, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return token.Request{}, errors.New(`the body must be a JSON object, such as {"room_name": "test"}`)
	}
	var request token.Request
	var config *auth.RoomConfiguration
	for _, field := range []struct {
		name string
		kind string
		into any
	}{
		{"room_name", "a string", &request.Room},
		{"participant_identity", "a string", &request.Identity},
		{"participant_name", "a string", &request.Name},
		{"participant_metadata", "a string", &request.Metadata},
		{"participant_attributes", "an object of strings", &request.Attributes},
		{"room_config", "a room configuration", &config},
	} {
		value, given := fields[field.name]
		if !given {
			continue
		}
		if err := json.Unmarshal(value, field.into); err != nil {
			return token.Request{}, fmt.Errorf("%s must be %s, not %s", field.name, field.kind, reply.Quote(string(bytes.TrimSpace(value))))
		}
	}
	request.RoomConfig = config

	if request.Room == "" {
		return token.Request{}, errors.New("room_name is missing")
	}
	for _, field := range []struct{ name, value string }{
		{"room_name", request.Room},
		{"participant_identity", request.Identity},
		{"participant_name", request.Name},
	} {
		if len(field.value) > maxNameLength {
			return token.Request{}, fmt.Errorf("%s has %d bytes, at most %d are allowed", field.name, len(field.value), maxNameLength)
		}
	}
	return request, nil
}
