//go:build js && wasm

package peer_test

import (
	"strings"
	"testing"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/peer"
	"dualstream/wasm/peer/peertest"
)

// nacks counts the lines by which lost packets of VP8 or H264 are asked for.
func nacks(sdp string) (n int) {
	for line := range strings.Lines(sdp) {
		if strings.HasPrefix(line, "a=rtcp-fb:") && strings.HasSuffix(line, " nack\r\n") {
			n++
		}
	}
	return n
}

// Repairs are switched by a local answer, of which the other side is not told,
// and a later negotiation keeps both apart.
func TestRepairs(t *testing.T) {
	var opened []safejs.Value
	p := newPairOf(t, peer.NewFactory(peer.Host{Opened: func(pc safejs.Value) { opened = append(opened, pc) }}), peer.Config{VideoCodec: "vp8"})
	repairer := p.to.(peer.Repairer)
	if err := repairer.SetUnrepaired(p.ctx, nil); err != nil {
		t.Fatalf("before an offer: %v", err)
	}
	add(t, p.from, peertest.NewVideo(t), single...)
	p.negotiate()
	local := func() int { return nacks(run(t, opened[1], `return pc.localDescription.sdp`)) }
	state := func() string { return run(t, opened[1], `return pc.signalingState`) }
	full := local()
	if full == 0 {
		t.Fatal("nothing is repaired at first")
	}
	for _, c := range []struct {
		without []string
		want    int
	}{{[]string{"0"}, 0}, {nil, full}, {[]string{"7"}, full}, {[]string{"0"}, 0}} {
		if err := repairer.SetUnrepaired(p.ctx, c.without); err != nil {
			t.Fatal(err)
		}
		if got := local(); got != c.want || state() != "stable" {
			t.Errorf("without %q: %d lines in state %s, want %d", c.without, got, state(), c.want)
		}
	}

	// A second video, negotiated while the first is not repaired.
	add(t, p.from, peertest.NewVideo(t), single...)
	p.negotiate()
	if got := local(); got != full {
		t.Errorf("%d lines after another video came, want %d: those of the second", got, full)
	}
	if got := nacks(run(t, opened[0], `return pc.remoteDescription.sdp`)); got != 2*full {
		t.Errorf("the other side was told of %d lines, want %d", got, 2*full)
	}
	if err := repairer.SetUnrepaired(p.ctx, nil); err != nil {
		t.Fatal(err)
	}
	if got := local(); got != 2*full {
		t.Errorf("%d lines at the end, want %d", got, 2*full)
	}
}

// A browser that takes no answer but its own goes on as before.
func TestRepairsRefused(t *testing.T) {
	var opened []safejs.Value
	p := newPairOf(t, peer.NewFactory(peer.Host{Opened: func(pc safejs.Value) { opened = append(opened, pc) }}), peer.Config{VideoCodec: "vp8"})
	run(t, opened[1], `const set = pc.setLocalDescription.bind(pc);
		pc.setLocalDescription = (d) => / nack\r\n/.test(d.sdp) ? set(d) : Promise.reject(new TypeError("not your own"));
		return "";`)
	add(t, p.from, peertest.NewVideo(t), single...)
	p.negotiate()
	before := run(t, opened[1], `return pc.localDescription.sdp`)
	err := p.to.(peer.Repairer).SetUnrepaired(p.ctx, []string{"0"})
	if err == nil || !strings.Contains(err.Error(), "not your own") {
		t.Errorf("the refusal is told as %v", err)
	}
	if state := run(t, opened[1], `return pc.signalingState`); state != "stable" {
		t.Errorf("the connection is in state %s", state)
	}
	if after := run(t, opened[1], `return pc.localDescription.sdp`); nacks(after) != nacks(before) {
		t.Errorf("%d lines are left of %d", nacks(after), nacks(before))
	}
	add(t, p.from, peertest.NewVideo(t), single...)
	p.negotiate()
}
