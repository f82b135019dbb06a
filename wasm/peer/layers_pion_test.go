//go:build !js

package peer_test

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"
	"github.com/pion/webrtc/v3/pkg/media"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
	"dualstream/wasm/peer/peertest"
)

// receiver is a plain pion connection that keeps each layer's packets.
type receiver struct {
	pc *webrtc.PeerConnection

	mu      sync.Mutex
	packets map[string][]rtp.Header
	ssrcs   map[string]uint32
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	engine := &webrtc.MediaEngine{}
	if err := engine.RegisterDefaultCodecs(); err != nil {
		t.Fatal(err)
	}
	if err := webrtc.ConfigureSimulcastExtensionHeaders(engine); err != nil {
		t.Fatal(err)
	}
	var settings webrtc.SettingEngine
	settings.SetIncludeLoopbackCandidate(true)
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(engine), webrtc.WithSettingEngine(settings)).
		NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pc.Close() })
	r := &receiver{pc: pc, packets: map[string][]rtp.Header{}, ssrcs: map[string]uint32{}}
	pc.OnTrack(func(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		for {
			p, _, err := track.ReadRTP()
			if err != nil {
				return
			}
			r.mu.Lock()
			r.ssrcs[track.RID()] = p.SSRC
			r.packets[track.RID()] = append(r.packets[track.RID()], p.Header)
			r.mu.Unlock()
		}
	})
	return r
}

// answer answers with all its candidates.
func (r *receiver) answer(t *testing.T, offer string) string {
	t.Helper()
	gathered := webrtc.GatheringCompletePromise(r.pc)
	if err := r.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		t.Fatal(err)
	}
	answer, err := r.pc.CreateAnswer(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.pc.SetLocalDescription(answer); err != nil {
		t.Fatal(err)
	}
	<-gathered
	return r.pc.LocalDescription().SDP
}

// extension gives the id of a header extension of the offer's only section.
func extension(t *testing.T, offer, uri string) uint8 {
	t.Helper()
	description := webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}
	parsed, err := description.Unmarshal()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range parsed.MediaDescriptions[0].Attributes {
		var e sdp.ExtMap
		if a.Key == "extmap" && e.Unmarshal("extmap:"+a.Value) == nil && e.URI.String() == uri {
			return uint8(e.Value)
		}
	}
	t.Fatalf("the offer has no extension %s", uri)
	return 0
}

func wait(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within %s", what, patience)
		}
	}
}

func TestEachPacketNamesItsLayer(t *testing.T) {
	c, err := peer.NewFactory()(peer.Config{}, peer.Events{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	s := add(t, c, peertest.NewVideo(t), low, high)
	offer, err := c.Offer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"a=rid:q send", "a=rid:h send", "a=simulcast:send q;h"} {
		if !strings.Contains(offer, line+"\r\n") {
			t.Errorf("the offer lacks %s", line)
		}
	}
	r := newReceiver(t)
	if err := c.SetAnswer(t.Context(), r.answer(t, offer)); err != nil {
		t.Fatal(err)
	}
	count := func(rid string) int {
		r.mu.Lock()
		defer r.mu.Unlock()
		return len(r.packets[rid])
	}
	wait(t, "both layers", func() bool { return count("q") > 5 && count("h") > 5 })

	// A layer that was off goes on without a gap in its sequence numbers.
	for _, active := range []bool{false, true} {
		off := low
		off.Active = active
		if err := s.SetEncodings(t.Context(), []api.Encoding{off}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(300 * time.Millisecond)
	}
	before := count("q")
	wait(t, "the low layer again", func() bool { return count("q") > before+5 })

	mid, rid := extension(t, offer, sdp.SDESMidURI), extension(t, offer, sdp.SDESRTPStreamIDURI)
	r.mu.Lock()
	defer r.mu.Unlock()
	for layer, packets := range r.packets {
		for i, h := range packets {
			if got := string(h.GetExtension(mid)); got != "0" {
				t.Fatalf("layer %s, packet %d: mid %q", layer, i, got)
			}
			if got := string(h.GetExtension(rid)); got != layer {
				t.Fatalf("layer %s, packet %d: rid %q", layer, i, got)
			}
			if i > 0 && h.SequenceNumber != packets[i-1].SequenceNumber+1 {
				t.Fatalf("layer %s: packet %d follows %d", layer, h.SequenceNumber, packets[i-1].SequenceNumber)
			}
		}
	}
}

func TestKeyFramesAreAskedOfTheLayer(t *testing.T) {
	c, err := peer.NewFactory()(peer.Config{}, peer.Events{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	asked := make(chan string, 100)
	track := peer.NewSampleTrack(api.Video, "video", 16, 16, "q", "h")
	track.OnKeyFrameRequest(func(rid string) { asked <- rid })
	s := add(t, c, track, low, high)
	for _, want := range []string{"q", "h"} {
		if got := <-asked; got != want {
			t.Errorf("at the start a key frame of %q is asked for, want %q", got, want)
		}
	}
	offer, err := c.Offer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := newReceiver(t)
	if err := c.SetAnswer(t.Context(), r.answer(t, offer)); err != nil {
		t.Fatal(err)
	}
	keyFrame := []byte{0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0}
	wait(t, "both layers", func() bool {
		for _, rid := range []string{"q", "h"} {
			track.WriteSample(rid, media.Sample{Data: keyFrame, Duration: time.Second / 15})
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		return len(r.ssrcs) == 2
	})
	for _, rid := range []string{"h", "q"} {
		r.mu.Lock()
		ssrc := r.ssrcs[rid]
		r.mu.Unlock()
		if err := r.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: ssrc}}); err != nil {
			t.Fatal(err)
		}
		if got := <-asked; got != rid {
			t.Errorf("a key frame of %q was asked for, want %q", got, rid)
		}
	}
	// A layer that starts again asks by itself.
	off := high
	off.Active = false
	for _, e := range []api.Encoding{off, high} {
		if err := s.SetEncodings(t.Context(), []api.Encoding{e}); err != nil {
			t.Fatal(err)
		}
	}
	if got := <-asked; got != "h" {
		t.Errorf("a key frame of %q was asked for, want h", got)
	}
}

func TestCloseLeavesNoGoroutine(t *testing.T) {
	t.Run("pair", func(t *testing.T) {
		p := newPair(t, peer.Config{})
		add(t, p.from, peertest.NewAudio(t))
		add(t, p.from, peertest.NewVideo(t), low, high)
		p.negotiate()
		wait(t, "media", func() bool { return len(p.stats(p.to).Inbound) == 3 })
		// One that was never negotiated.
		add(t, p.from, peertest.NewVideo(t), single...)
	})
	left := ""
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		buffer := make([]byte, 1<<20)
		left = ""
		for _, stack := range strings.Split(string(buffer[:runtime.Stack(buffer, true)]), "\n\n") {
			if strings.Contains(stack, "dualstream/wasm/peer.") || strings.Contains(stack, "pion/webrtc") {
				left += stack + "\n\n"
			}
		}
		if left == "" {
			return
		}
	}
	t.Errorf("still running:\n%s", left)
}
