package peer_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
	"dualstream/wasm/peer/peertest"
	"dualstream/wasm/stats"
)

var (
	single = []api.Encoding{{Active: true, MaxBitrate: 1_500_000, MaxFramerate: 15, ScaleDown: 1}}
	low    = api.Encoding{RID: "q", Active: true, MaxBitrate: 60_000, MaxFramerate: 15, ScaleDown: 4}
	high   = api.Encoding{RID: "h", Active: true, MaxBitrate: 400_000, MaxFramerate: 15, ScaleDown: 1}
)

func add(t *testing.T, c peer.Connection, track peer.LocalTrack, encodings ...api.Encoding) peer.Sender {
	t.Helper()
	s, err := c.AddTrack(track, encodings)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAudioAndSingleVideo(t *testing.T) {
	p := newPair(t, peer.Config{VideoCodec: "vp8"})
	audio, video := peertest.NewAudio(t), peertest.NewVideo(t)
	add(t, p.from, audio)
	s := add(t, p.from, video, single...)
	if len(s.RIDs()) != 0 {
		t.Errorf("a single stream has rids %q", s.RIDs())
	}
	p.negotiate()

	tracks := p.remote()
	if len(tracks) != 2 {
		t.Fatalf("%d tracks were told with the offer, want 2", len(tracks))
	}
	for i, want := range []peer.LocalTrack{audio, video} {
		got := tracks[i]
		if got.Kind() != want.Kind() || got.ID() != want.ID() || got.MID() != []string{"0", "1"}[i] {
			t.Errorf("told %s %s in section %s, want %s %s", got.Kind(), got.ID(), got.MID(), want.Kind(), want.ID())
		}
	}
	p.until("audio arrives", p.to, func(r stats.Report) bool {
		in, ok := r.FindInbound(0)
		return ok && in.Kind == api.Audio && in.PacketsReceived > 10
	})
	p.until("video of 640x360 arrives", p.to, func(r stats.Report) bool {
		in, ok := r.FindInbound(1)
		return ok && in.Kind == api.Video && in.FrameWidth == 640 && in.FrameHeight == 360 && in.FramesReceived > 5
	})
	p.until("the sender counts", p.from, func(r stats.Report) bool {
		out, ok := r.FindOutbound(1, "")
		return ok && out.BytesSent > 0 && out.FrameHeight == 360 && r.Transport.RTTMs >= 0
	})
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Contains(p.states, peer.StateConnected) {
		t.Errorf("states %v", p.states)
	}
}

func TestLayers(t *testing.T) {
	p := newPair(t, peer.Config{VideoCodec: "vp8"})
	s := add(t, p.from, peertest.NewVideo(t), low, high)
	if !slices.Equal(s.RIDs(), []string{"q", "h"}) {
		t.Fatalf("rids %q", s.RIDs())
	}
	p.negotiate()
	p.until("both sizes arrive", p.to, func(r stats.Report) bool {
		var heights []float64
		for _, in := range r.Inbound {
			heights = append(heights, in.FrameHeight)
		}
		return slices.Contains(heights, 90) && slices.Contains(heights, 360)
	})

	for _, c := range []struct{ on, off api.Encoding }{{high, low}, {low, high}} {
		off := c.off
		off.Active = false
		if err := s.SetEncodings(p.ctx, []api.Encoding{c.on, off}); err != nil {
			t.Fatal(err)
		}
		// What was on its way may still go out.
		time.Sleep(300 * time.Millisecond)
		sent := p.grown(c.off.RID, time.Second)
		if sent != 0 {
			t.Errorf("layer %s sent %v packets while it was off", c.off.RID, sent)
		}
		if sent := p.grown(c.on.RID, time.Second); !(sent > 0) {
			t.Errorf("layer %s sent nothing while only %s was off", c.on.RID, c.off.RID)
		}
		// Of the encodings that are not named nothing changes.
		if err := s.SetEncodings(p.ctx, []api.Encoding{c.off}); err != nil {
			t.Fatal(err)
		}
		before, _ := p.stats(p.from).FindOutbound(0, c.off.RID)
		p.until("the layer is back", p.from, func(r stats.Report) bool {
			now, ok := r.FindOutbound(0, c.off.RID)
			return ok && now.FramesEncoded > before.FramesEncoded+5
		})
	}
}

// grown is by how many packets a layer grows in that time.
func (p *pair) grown(rid string, in time.Duration) float64 {
	before, _ := p.stats(p.from).FindOutbound(0, rid)
	time.Sleep(in)
	after, _ := p.stats(p.from).FindOutbound(0, rid)
	return after.PacketsSent - before.PacketsSent
}

func TestReplaceAndRemove(t *testing.T) {
	p := newPair(t, peer.Config{})
	first := peertest.NewVideo(t)
	s := add(t, p.from, first, single...)
	p.negotiate()
	frames := func(r stats.Report) float64 {
		in, _ := r.FindInbound(0)
		return in.FramesReceived
	}
	p.until("video arrives", p.to, func(r stats.Report) bool { return frames(r) > 3 })

	other := peertest.NewVideo(t)
	if err := s.Replace(p.ctx, other); err != nil {
		t.Fatal(err)
	}
	before := frames(p.stats(p.to))
	p.until("the other video arrives", p.to, func(r stats.Report) bool { return frames(r) > before+5 })
	code(t, s.Replace(p.ctx, peertest.NewAudio(t)), api.SenderReplaceFailed)

	if err := s.Remove(); err != nil {
		t.Fatal(err)
	}
	p.negotiate()
	time.Sleep(300 * time.Millisecond)
	before = frames(p.stats(p.to))
	time.Sleep(700 * time.Millisecond)
	if after := frames(p.stats(p.to)); after > before {
		t.Errorf("%v frames arrived after the removal", after-before)
	}
	// The next track is told anew, under its own id, also one that was sent
	// before on this connection.
	for _, track := range []peer.LocalTrack{first, other} {
		told := len(p.remote())
		add(t, p.from, track, single...)
		p.negotiate()
		if tracks := p.remote(); len(tracks) != told+1 || tracks[told].ID() != track.ID() {
			t.Errorf("%d tracks told, want %d and the last as %s", len(tracks), told+1, track.ID())
		}
	}
}

// foreign is a LocalTrack of another implementation.
type foreign struct{ peer.LocalTrack }

func TestErrors(t *testing.T) {
	p := newPair(t, peer.Config{})
	_, err := p.from.AddTrack(foreign{peertest.NewAudio(t)}, nil)
	code(t, err, api.InvalidLocalTrack)
	code(t, p.from.SetAnswer(p.ctx, "v=0"), api.SetAnswerFailed)
	_, err = p.from.Answer(p.ctx, "no SDP")
	code(t, err, api.UnexpectedResponse)

	s := add(t, p.from, peertest.NewAudio(t), single...)
	code(t, s.Replace(p.ctx, foreign{}), api.InvalidLocalTrack)
	ctx, cancel := context.WithCancel(p.ctx)
	cancel()
	_, err = p.from.Offer(ctx)
	code(t, err, api.CreateOfferFailed)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v is not a cancelled context", err)
	}
	p.negotiate()
	code(t, p.from.AddICECandidate(p.ctx, "{"), api.UnexpectedResponse)
}

func TestClose(t *testing.T) {
	p := newPair(t, peer.Config{})
	s := add(t, p.from, peertest.NewAudio(t))
	p.negotiate()
	p.until("audio arrives", p.to, func(r stats.Report) bool {
		in, _ := r.FindInbound(0)
		return in.PacketsReceived > 3
	})
	p.from.Close()
	p.mu.Lock()
	told := p.told
	p.mu.Unlock()
	p.from.Close()

	_, err := p.from.Offer(p.ctx)
	code(t, err, api.OperationAborted)
	_, err = p.from.Stats(p.ctx)
	code(t, err, api.OperationAborted)
	_, err = p.from.AddTrack(peertest.NewAudio(t), nil)
	code(t, err, api.OperationAborted)
	code(t, p.from.SetAnswer(p.ctx, ""), api.OperationAborted)
	code(t, p.from.AddICECandidate(p.ctx, "{}"), api.OperationAborted)
	code(t, s.SetEncodings(p.ctx, nil), api.OperationAborted)
	code(t, s.Remove(), api.OperationAborted)

	time.Sleep(300 * time.Millisecond)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.told != told {
		t.Errorf("%d events were told after Close", p.told-told)
	}
}

func code(t *testing.T, err error, want api.Code) {
	t.Helper()
	var e *api.Error
	if !errors.As(err, &e) || e.Code != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
