package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// Direction is how one direction of a participant's network behaves, as the
// demo's relay takes it (demo/weaknet).
type Direction struct {
	RateKbps           float64 `json:"rateKbps,omitempty"`
	QueueMs            float64 `json:"queueMs,omitempty"`
	QueueBy            string  `json:"queueBy,omitempty"`
	DelayMs            float64 `json:"delayMs,omitempty"`
	LossPct            float64 `json:"lossPct,omitempty"`
	BurstLossPct       float64 `json:"burstLossPct,omitempty"`
	BurstLengthPackets float64 `json:"burstLengthPackets,omitempty"`
}

// Signalling is how the WebSocket of a participant behaves, both ways alike.
type Signalling struct {
	DelayMs  float64 `json:"delayMs"`
	RateKbps float64 `json:"rateKbps"`
}

// Network is a participant's whole network. Its zero value is left alone.
type Network struct {
	Down       *Direction  `json:"down,omitempty"`
	Up         *Direction  `json:"up,omitempty"`
	Signalling *Signalling `json:"signalling,omitempty"`
}

// Counters are what the relay has counted in one direction.
type Counters struct {
	PacketsIn    float64 `json:"packetsIn"`
	BytesIn      float64 `json:"bytesIn"`
	PacketsOut   float64 `json:"packetsOut"`
	BytesOut     float64 `json:"bytesOut"`
	DroppedQueue float64 `json:"droppedQueue"`
	DroppedLoss  float64 `json:"droppedLoss"`
}

// relay is the control of a participant's network.
type relay struct{ url string }

// relayOf returns that of a participant of a room of the server at url.
func relayOf(url, room, identity string) relay {
	return relay{url: url + "/weaknet/" + room + "/" + identity}
}

// set changes the network at once.
func (r relay) set(ctx context.Context, n Network) error {
	body, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return r.request(ctx, http.MethodPut, body, nil)
}

// down returns what has gone down so far.
func (r relay) down(ctx context.Context) (Counters, error) {
	var state struct {
		Counters struct {
			Down Counters `json:"down"`
		} `json:"counters"`
	}
	err := r.request(ctx, http.MethodGet, nil, &state)
	return state.Counters.Down, err
}

func (r relay) request(ctx context.Context, method string, body []byte, into any) error {
	request, err := http.NewRequestWithContext(ctx, method, r.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s %s", method, r.url, response.Status, text)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(text, into)
}
