package weaknet

import (
	"encoding/json"
	"net/netip"
	"strconv"
	"strings"

	"github.com/coder/websocket"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
)

// endOfCandidates is the candidate that says that there are no more.
const endOfCandidates = `{"candidate":""}`

// rewrite puts the relay's address into the candidates of a server's message,
// a SignalResponse in either of its encodings, and takes out those of TCP. It
// returns false if nothing is left of the message. Fields that are not known
// here stay, and so does a message that cannot be read: its receiver cannot
// read it either.
func rewrite(kind websocket.MessageType, data []byte, relay netip.AddrPort) ([]byte, bool) {
	if kind == websocket.MessageText {
		return rewriteJSON(data, relay)
	}
	var response livekit.SignalResponse
	if err := proto.Unmarshal(data, &response); err != nil {
		return data, true
	}
	switch body := response.Message.(type) {
	case *livekit.SignalResponse_Answer:
		body.Answer.Sdp = rewriteSDP(body.Answer.Sdp, relay)
	case *livekit.SignalResponse_Offer:
		body.Offer.Sdp = rewriteSDP(body.Offer.Sdp, relay)
	case *livekit.SignalResponse_Trickle:
		init, kept := rewriteInit(body.Trickle.CandidateInit, relay)
		if !kept {
			if !body.Trickle.Final {
				return nil, false
			}
			init = endOfCandidates
		}
		body.Trickle.CandidateInit = init
	default:
		return data, true
	}
	rewritten, err := proto.Marshal(&response)
	return rewritten, err == nil
}

// rewriteJSON does it for the JSON form, where a name may be written in camel
// case or as in the protocol's own text.
func rewriteJSON(data []byte, relay netip.AddrPort) ([]byte, bool) {
	var response map[string]json.RawMessage
	if json.Unmarshal(data, &response) != nil {
		return data, true
	}
	for name, content := range response {
		var body map[string]json.RawMessage
		if json.Unmarshal(content, &body) != nil {
			continue
		}
		for field, value := range body {
			var text string
			if json.Unmarshal(value, &text) != nil {
				continue
			}
			switch {
			case (name == "offer" || name == "answer") && field == "sdp":
				text = rewriteSDP(text, relay)
			case name == "trickle" && (field == "candidateInit" || field == "candidate_init"):
				var kept bool
				if text, kept = rewriteInit(text, relay); !kept {
					if string(body["final"]) != "true" {
						return nil, false
					}
					text = endOfCandidates
				}
			default:
				continue
			}
			body[field] = encoded(text)
			response[name] = encoded(body)
		}
	}
	return encoded(response), true
}

// rewriteInit rewrites an RTCIceCandidateInit in JSON.
func rewriteInit(init string, relay netip.AddrPort) (string, bool) {
	var members map[string]json.RawMessage
	var candidate string
	if json.Unmarshal([]byte(init), &members) != nil || json.Unmarshal(members["candidate"], &candidate) != nil {
		return "", false
	}
	candidate, kept := rewriteCandidate(candidate, relay)
	members["candidate"] = encoded(candidate)
	return string(encoded(members)), kept
}

// rewriteSDP rewrites the candidates of a session description (RFC 8839,
// section 5.1).
func rewriteSDP(sdp string, relay netip.AddrPort) string {
	var b strings.Builder
	for line := range strings.Lines(sdp) {
		text := strings.TrimRight(line, "\r\n")
		candidate, found := strings.CutPrefix(text, "a=candidate:")
		if !found {
			b.WriteString(line)
			continue
		}
		if candidate, kept := rewriteCandidate(candidate, relay); kept {
			b.WriteString("a=candidate:" + candidate + line[len(text):])
		}
	}
	return b.String()
}

// rewriteCandidate puts the relay's address into a candidate, with or without
// its "candidate:". It returns false for one that is not of UDP.
func rewriteCandidate(candidate string, relay netip.AddrPort) (string, bool) {
	if candidate == "" {
		return "", true
	}
	// foundation component transport priority address port "typ" type …
	fields := strings.Fields(candidate)
	if len(fields) < 8 || !strings.EqualFold(fields[2], "udp") {
		return "", false
	}
	address, port := relay.Addr().String(), strconv.Itoa(int(relay.Port()))
	fields[4], fields[5] = address, port
	for i := 8; i+1 < len(fields); i += 2 {
		switch fields[i] {
		case "raddr":
			fields[i+1] = address
		case "rport":
			fields[i+1] = port
		}
	}
	return strings.Join(fields, " "), true
}

// encoded is a string, or a map of what was JSON already, in JSON.
func encoded(value any) json.RawMessage {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // neither can fail
	}
	return text
}
