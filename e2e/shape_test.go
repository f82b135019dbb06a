package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"
)

// direction is how one direction of a participant's network behaves; see
// demo/weaknet.
type direction struct {
	RateKbps float64 `json:"rateKbps"`
	QueueMs  float64 `json:"queueMs,omitempty"`
	QueueBy  string  `json:"queueBy,omitempty"`
	DelayMs  float64 `json:"delayMs"`
}

// counted is what the relay has counted in one direction.
type counted struct {
	PacketsIn, BytesIn, PacketsOut, BytesOut, DroppedQueue, DroppedLoss float64
}

// relay is a participant's network, which all of its media goes through.
type relay struct {
	t   *testing.T
	url string
}

// newRelay is the network of a participant of a room of this server.
func newRelay(t *testing.T, server, room, identity string) *relay {
	return &relay{t: t, url: server + "/weaknet/" + room + "/" + identity}
}

// request sends a request and reads the answer.
func (r *relay) request(method string, body any, answer any) {
	r.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(r.t.Context(), method, r.url, bytes.NewReader(encoded))
	if err != nil {
		r.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		r.t.Fatalf("%s %s: %s %s %v", method, r.url, response.Status, text, err)
	}
	if err := json.Unmarshal(text, answer); err != nil {
		r.t.Fatalf("%s %s: %v in %s", method, r.url, err, text)
	}
}

// carry sets how much the downlink carries, behind a queue that drops packets
// whatever their size, with delayMs each way.
func (r *relay) carry(kbps float64) {
	r.t.Helper()
	var answer any
	r.request(http.MethodPut, map[string]direction{
		"down": {RateKbps: kbps, QueueMs: 250, QueueBy: "packets", DelayMs: delayMs},
		"up":   {DelayMs: delayMs},
	}, &answer)
}

// free leaves the network alone.
func (r *relay) free() {
	r.t.Helper()
	var answer any
	r.request(http.MethodDelete, nil, &answer)
}

// down is what has gone down so far.
func (r *relay) down() counted {
	r.t.Helper()
	var state struct {
		Counters struct{ Down counted }
	}
	r.request(http.MethodGet, nil, &state)
	return state.Counters.Down
}

const (
	// goodKbps is a downlink that carries all that the tests send.
	goodKbps = 3000
	// delayMs is how long everything takes, each way.
	delayMs = 25
)

// squeeze is a downlink that was good and is weak.
type squeeze struct {
	viewer *viewer
	kbps   float64
	// from is when it became weak, by the page's clock in ms; wall is the same
	// in ms since 1970.
	from, wall float64
	began      time.Time
	down       counted
}

// squeeze makes the downlink weak.
func (v *viewer) squeeze(kbps float64) *squeeze {
	v.t.Helper()
	before := v.relay.down()
	if before.BytesOut < 100_000 {
		v.t.Errorf("only %.0f bytes of media went through the relay", before.BytesOut)
	}
	s := &squeeze{viewer: v, kbps: kbps, from: v.now()}
	s.wall = get[float64](v.page, `() => Date.now()`)
	v.relay.carry(kbps)
	s.began, s.down = time.Now(), v.relay.down()
	return s
}

// hold waits until the downlink has been weak for so long.
func (s *squeeze) hold(d time.Duration) { time.Sleep(time.Until(s.began.Add(d))) }

// release makes the downlink good again, checks that what went down until then
// was the media and no more of it than the downlink carries, and returns the
// moment of the page's clock.
func (s *squeeze) release() float64 {
	t := s.viewer.t
	t.Helper()
	down := s.viewer.relay.down()
	seconds := time.Since(s.began).Seconds()
	kbps := (down.BytesOut - s.down.BytesOut) * 8 / 1000 / seconds
	offered := (down.BytesIn - s.down.BytesIn) * 8 / 1000 / seconds
	t.Logf("the downlink of %.0f kbps was offered %.0f kbps, let through %.0f kbps and dropped %.0f packets in %.1f s",
		s.kbps, offered, kbps, down.DroppedQueue-s.down.DroppedQueue, seconds)
	// What had passed the bottleneck when it narrowed was still on its way.
	if left := delayMs * goodKbps / 8.0; kbps > s.kbps*1.05+left*8/1000/seconds {
		t.Errorf("%.0f kbps went through a downlink of %.0f kbps", kbps, s.kbps)
	}
	if kbps < 10 {
		t.Errorf("only %.1f kbps went through the relay: no media", kbps)
	}
	at := s.viewer.now()
	s.viewer.relay.carry(goodKbps)
	return at
}
