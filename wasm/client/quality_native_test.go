//go:build !js

package client

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/wasm/lifetime"
	"dualstream/wasm/quality"
	"dualstream/wasm/signal"
)

// unanswered is a connection to a server that says nothing. Pings are sent to it
// from goroutines of timers.
type unanswered struct{}

func (unanswered) Send([]byte)       {}
func (unanswered) Close(int, string) {}

// TestSilentServerShows: a server that leaves the signalling unanswered is told
// before the client reconnects.
func TestSilentServerShows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		join, err := proto.Marshal(&livekit.SignalResponse{Message: &livekit.SignalResponse_Join{
			Join: &livekit.JoinResponse{PingInterval: 5, PingTimeout: 15},
		}})
		if err != nil {
			t.Fatal(err)
		}
		r := newRecorder(t, "anna")
		c := New(Env{}, Config{Mode: ModeRTC}, r)
		var events signal.ConnEvents
		var conn unanswered
		link, err := signal.Open(lifetime.Background(), signal.Config{
			Dial: func(_ lifetime.Context, _ string, e signal.ConnEvents) (signal.Conn, error) {
				events = e
				return conn, nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		defer link.Close()
		c.session = &session{client: c, ctx: lifetime.Background(), signal: link}
		events.Frame(conn, join)
		for pings, want := range []float64{quality.Unknown, quality.Unknown, quality.Worst} {
			if up, down, _ := network(t, c, r, nil, nil); up != want || down != want {
				t.Errorf("after %d pings: %v %v, want %v", pings+1, up, down, want)
			}
			time.Sleep(5*time.Second + time.Millisecond)
		}
	})
}
