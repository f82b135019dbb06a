package peer_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"dualstream/wasm/peer"
	"dualstream/wasm/peer/peertest"
)

// message is one that arrived.
type message struct {
	data []byte
	atMs float64
}

// newMessengers makes a pair of which the second tells messages of channels
// with a label.
func newMessengers(t *testing.T, label string) (p *pair, arrived chan message) {
	arrived = make(chan message, 100)
	factory := peertest.NewFactory(t)
	p = newPairOf(t, func(config peer.Config, events peer.Events) (peer.Connection, error) {
		if events.Track != nil { // the receiver's
			config.Channel = label
			events.Message = func(data []byte, atMs float64) { arrived <- message{data, atMs} }
		}
		return factory(config, events)
	}, peer.Config{Channel: "messages"})
	return p, arrived
}

// sendAll sends messages as soon as the channel is open.
func sendAll(t *testing.T, from peer.Connection, messages ...[]byte) {
	t.Helper()
	end := time.Now().Add(patience)
	for _, m := range messages {
		for !from.Send(m) {
			if time.Now().After(end) {
				t.Fatalf("the channel did not open within %s", patience)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

func TestMessages(t *testing.T) {
	p, arrived := newMessengers(t, "messages")
	if p.from.Send([]byte("early")) || p.from.Send(nil) {
		t.Error("a channel that is not open took a message")
	}
	// The channel alone is reason enough for a connection.
	p.negotiate()
	first, second := []byte{1, 0, 255}, bytes.Repeat([]byte{7}, 900)
	sendAll(t, p.from, nil, first)
	if p.to.Send(nil) {
		t.Error("the side that answered has a channel")
	}
	var got []message
	for _, want := range [][]byte{first, second} {
		select {
		case m := <-arrived:
			got = append(got, m)
			if !slices.Equal(m.data, want) {
				t.Errorf("%d bytes arrived as %v", len(want), m.data)
			}
		case <-time.After(patience):
			t.Fatalf("nothing arrived within %s", patience)
		}
		if len(got) == 1 {
			time.Sleep(200 * time.Millisecond)
			sendAll(t, p.from, second)
		}
	}
	if between := got[1].atMs - got[0].atMs; between < 190 || between > 2000 {
		t.Errorf("messages with 200 ms between them arrived with %v ms between them", between)
	}

	p.from.Close()
	if p.from.Send(first) || p.from.Send(nil) {
		t.Error("a closed connection took a message")
	}
}

// What others use their channels for is not told.
func TestOtherChannels(t *testing.T) {
	for _, label := range []string{"other", ""} {
		p, arrived := newMessengers(t, label)
		p.negotiate()
		sendAll(t, p.from, []byte("one"), []byte("two"))
		select {
		case m := <-arrived:
			t.Errorf("label %q: %q was told", label, m.data)
		case <-time.After(300 * time.Millisecond):
		}
	}
}
