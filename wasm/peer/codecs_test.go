package peer_test

import (
	"strings"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
	"dualstream/wasm/peer/peertest"
)

// The server takes a track in the codec that is offered first.
func TestCodecPreference(t *testing.T) {
	for _, c := range []struct {
		codec, first string
		encodings    []api.Encoding
	}{
		{"vp8", "VP8/90000", single},
		{"vp8", "VP8/90000", []api.Encoding{low, high}},
		{"h264", "H264/90000", single},
		{"h264", "H264/90000", []api.Encoding{low, high}},
	} {
		connection, err := peertest.NewFactory(t)(peer.Config{VideoCodec: c.codec}, peer.Events{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(connection.Close)
		s := add(t, connection, peertest.NewVideo(t), c.encodings...)
		offer, err := connection.Offer(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, section, _ := strings.Cut(offer, "m=video ")
		payloadType := strings.Fields(section)[2]
		if !strings.Contains(section, "a=rtpmap:"+payloadType+" "+c.first) {
			t.Errorf("%s is not offered first", c.codec)
		}
		if !strings.Contains(section, "rtx/90000") {
			t.Errorf("%s: no retransmission is offered", c.codec)
		}
		if n := len(s.RIDs()); (n > 1) != (len(c.encodings) > 1) {
			t.Errorf("%s: %d layers of %d", c.codec, n, len(c.encodings))
		}
	}
}
