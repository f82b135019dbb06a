package weaknet

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"
	"github.com/livekit/protocol/livekit"
	"github.com/livekit/protocol/utils/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
)

var relayAddr = netip.MustParseAddrPort("127.0.0.1:4444")

const (
	udpCandidate = "candidate:1 1 udp 2130706431 192.0.2.9 7882 typ host"
	tcpCandidate = "candidate:2 1 tcp 1671430143 192.0.2.9 7881 typ host tcptype passive"
	relayed      = "candidate:1 1 udp 2130706431 127.0.0.1 4444 typ host"

	sdpBefore = "v=0\r\nc=IN IP4 0.0.0.0\r\na=" + udpCandidate + "\r\na=" + tcpCandidate + "\r\na=end-of-candidates\r\n"
	sdpAfter  = "v=0\r\nc=IN IP4 0.0.0.0\r\na=" + relayed + "\r\na=end-of-candidates\r\n"
)

func TestRewriteCandidate(t *testing.T) {
	for before, want := range map[string]string{
		udpCandidate: relayed,
		tcpCandidate: "-",
		"":           "",
		"candidate:3 1 UDP 1 fe80::1 9 typ host generation 0 ufrag abc":            "candidate:3 1 UDP 1 127.0.0.1 4444 typ host generation 0 ufrag abc",
		"candidate:4 1 udp 1 192.0.2.1 9 typ srflx raddr 10.0.0.1 rport 8 ufrag x": "candidate:4 1 udp 1 127.0.0.1 4444 typ srflx raddr 127.0.0.1 rport 4444 ufrag x",
		"candidate:5 1 ssltcp 1 192.0.2.1 9 typ host":                              "-",
		"candidate: nonsense": "-",
	} {
		got, kept := rewriteCandidate(before, relayAddr)
		if !kept {
			got = "-"
		}
		if got != want {
			t.Errorf("%s\n  became %s\n  want   %s", before, got, want)
		}
	}
}

// trickle is a message with one candidate.
func trickle(candidate string, final bool) *livekit.SignalResponse {
	init, err := json.Marshal(map[string]any{"candidate": candidate, "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": nil})
	if err != nil {
		panic(err)
	}
	return &livekit.SignalResponse{Message: &livekit.SignalResponse_Trickle{Trickle: &livekit.TrickleRequest{
		CandidateInit: string(init), Target: livekit.SignalTarget_SUBSCRIBER, Final: final}}}
}

func TestRewrite(t *testing.T) {
	description := func(sdp string) *livekit.SessionDescription {
		return &livekit.SessionDescription{Type: "offer", Sdp: sdp, Id: 7, MidToTrackId: map[string]string{"0": "TR"}}
	}
	final := trickle("", true)
	final.GetTrickle().CandidateInit = endOfCandidates
	leave := &livekit.SignalResponse{Message: &livekit.SignalResponse_Leave{Leave: &livekit.LeaveRequest{Reason: livekit.DisconnectReason_DUPLICATE_IDENTITY}}}
	for _, tt := range []struct {
		name         string
		before, want *livekit.SignalResponse
	}{
		{"offer", &livekit.SignalResponse{Message: &livekit.SignalResponse_Offer{Offer: description(sdpBefore)}},
			&livekit.SignalResponse{Message: &livekit.SignalResponse_Offer{Offer: description(sdpAfter)}}},
		{"answer", &livekit.SignalResponse{Message: &livekit.SignalResponse_Answer{Answer: description(sdpBefore)}},
			&livekit.SignalResponse{Message: &livekit.SignalResponse_Answer{Answer: description(sdpAfter)}}},
		{"candidate", trickle(udpCandidate, false), trickle(relayed, false)},
		{"TCP candidate", trickle(tcpCandidate, false), nil},
		{"last candidate of TCP", trickle(tcpCandidate, true), final},
		{"end of candidates", trickle("", false), trickle("", false)},
		{"something else", leave, leave},
	} {
		for kind, form := range map[websocket.MessageType]struct {
			encode func(proto.Message) ([]byte, error)
			decode func([]byte, proto.Message) error
		}{
			websocket.MessageBinary: {proto.Marshal, proto.Unmarshal},
			websocket.MessageText:   {protojson.Marshal, protojson.Unmarshal},
		} {
			data, err := form.encode(tt.before)
			if err != nil {
				t.Fatal(err)
			}
			data, kept := rewrite(kind, data, relayAddr)
			if !kept || tt.want == nil {
				if kept || tt.want != nil {
					t.Errorf("%s, %v: kept %v", tt.name, kind, kept)
				}
				continue
			}
			got := &livekit.SignalResponse{}
			if err := form.decode(data, got); err != nil {
				t.Errorf("%s, %v: %v", tt.name, kind, err)
			}
			if diff := cmp.Diff(canonical(t, tt.want), canonical(t, got), protocmp.Transform()); diff != "" {
				t.Errorf("%s, %v: %s", tt.name, kind, diff)
			}
		}
	}
}

// canonical gives a candidate's JSON its members in one order.
func canonical(t *testing.T, m *livekit.SignalResponse) *livekit.SignalResponse {
	t.Helper()
	m = proto.CloneOf(m)
	if trickle := m.GetTrickle(); trickle != nil {
		var init any
		if err := json.Unmarshal([]byte(trickle.CandidateInit), &init); err != nil {
			t.Fatal(err)
		}
		trickle.CandidateInit = string(encoded(init))
	}
	return m
}

func TestRewriteKeepsWhatItDoesNotKnow(t *testing.T) {
	offer, err := proto.Marshal(&livekit.SignalResponse{Message: &livekit.SignalResponse_Offer{Offer: &livekit.SessionDescription{Sdp: sdpBefore}}})
	if err != nil {
		t.Fatal(err)
	}
	unknown := protowire.AppendTag(nil, 999, protowire.BytesType)
	unknown = protowire.AppendString(unknown, "of a newer version")
	got, kept := rewrite(websocket.MessageBinary, append(offer, unknown...), relayAddr)
	if !kept || !strings.Contains(string(got), "of a newer version") || strings.Contains(string(got), "192.0.2.9") {
		t.Errorf("%q, %v", got, kept)
	}
	text := `{"newer":{"a":1},"trickle":{"candidate_init":"{\"candidate\":\"` + udpCandidate + `\",\"newer\":[1]}","newest":true}}`
	got, kept = rewrite(websocket.MessageText, []byte(text), relayAddr)
	want := strings.ReplaceAll(text, udpCandidate, relayed)
	if !kept || string(got) != want {
		t.Errorf("%s, %v", got, kept)
	}
	for kind, data := range map[websocket.MessageType]string{
		websocket.MessageBinary: "\xff\xff",
		websocket.MessageText:   "no JSON",
	} {
		if got, kept := rewrite(kind, []byte(data), relayAddr); !kept || string(got) != data {
			t.Errorf("%q became %q, %v", data, got, kept)
		}
	}
}

func FuzzRewrite(f *testing.F) {
	offer, err := proto.Marshal(&livekit.SignalResponse{Message: &livekit.SignalResponse_Offer{Offer: &livekit.SessionDescription{Sdp: sdpBefore}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(true, offer)
	f.Add(false, []byte(`{"trickle":{"candidateInit":"{\"candidate\":\"`+udpCandidate+`\"}"},"offer":{"sdp":5}}`))
	f.Add(false, []byte(`{"trickle":null,"offer":[],"answer":{"sdp":"a=candidate:"}}`))
	f.Fuzz(func(t *testing.T, binary bool, data []byte) {
		kind := websocket.MessageText
		if binary {
			kind = websocket.MessageBinary
		}
		once, kept := rewrite(kind, data, relayAddr)
		if !kept {
			return
		}
		// What has been rewritten has nothing left to rewrite.
		if kind == websocket.MessageText {
			if twice, kept := rewrite(kind, once, relayAddr); !kept || string(twice) != string(once) {
				t.Errorf("%q, then %q", once, twice)
			}
		}
	})
}
