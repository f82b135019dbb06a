package client

import (
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/stats"
)

func TestSetRemoteDefaultVideoStreamType(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC})
	usual := func(stream api.StreamType) {
		t.Helper()
		s.must("setRemoteDefaultVideoStreamType", s.do(func(done func(error)) {
			s.SetRemoteDefaultVideoStreamType(stream, done)
		}))
	}
	expect := func(what, identity string, want api.StreamType) {
		t.Helper()
		s.loop.call(func() {
			if got := s.downlink.wish(identity); got != want {
				t.Errorf("%s: %d of %s is wished for", what, got, identity)
			}
		})
	}
	watch := newStreamWatch(api.HighStream)
	s.loop.call(func() {
		s.users.users = []*remote{{
			identity:      "ben",
			subscriptions: map[api.MediaKind]*subscription{api.Video: {client: s.Client, kind: api.Video, watch: watch}},
		}}
	})
	expect("never called", "ben", api.HighStream)
	usual(api.LowStream)
	expect("low", "ben", api.LowStream)
	if watch.asked != api.LowStream {
		t.Error("a stream that is received is not changed")
	}
	s.must("setRemoteVideoStreamType", s.do(func(done func(error)) {
		s.SetRemoteVideoStreamType("ben", api.HighStream, done)
	}))
	expect("with one's own", "ben", api.HighStream)
	expect("with another's own", "carl", api.LowStream)
	if watch.asked != api.HighStream {
		t.Error("one's own is not asked for")
	}
	s.must("leave", s.do(s.Leave))
	expect("after leave", "ben", api.LowStream)
	usual(api.HighStream) // out of a channel
	expect("out of a channel", "ben", api.HighStream)
}

// The low stream that comes because it is the default is none that was given up for.
func TestDefaultStreamIsNoFallback(t *testing.T) {
	c := New(Env{}, Config{Mode: ModeRTC}, newRecorder(t, "anna"))
	ben := &remote{identity: "ben", tracks: []*wire.TrackInfo{{SID: "TR_v", Type: wire.TrackVideo}}}
	ben.subscriptions = map[api.MediaKind]*subscription{api.Video: {kind: api.Video, sid: "TR_v", track: arrivedTrack{mid: "0"}}}
	c.users.users = []*remote{ben}
	c.downlink.usual = api.LowStream
	c.tellStatistics(time.Now(), &stats.Report{}, nil)
	if v := &c.statistics.call.Remotes[0].Video; v.Level != api.LevelLow || v.Wanted != api.LevelLow {
		t.Errorf("%s is asked for, %s is wanted", v.Level, v.Wanted)
	}
}

func TestDefaultStreamTypeWaitsForTheReconnection(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC})
	s.breaks()
	outcome := make(chan error, 1)
	s.SetRemoteDefaultVideoStreamType(api.LowStream, func(err error) { outcome <- err })
	s.loop.flush()
	select {
	case err := <-outcome:
		t.Errorf("answered while reconnecting: %v", err)
	default:
	}
	s.must("leave", s.do(s.Leave))
	if err := <-outcome; err != nil {
		t.Errorf("after leave: %v", err)
	}
}
