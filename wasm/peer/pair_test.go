package peer_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"dualstream/wasm/peer"
	"dualstream/wasm/peer/peertest"
	"dualstream/wasm/stats"
)

// patience bounds what a test waits for.
const patience = 20 * time.Second

// pair is two connections back to back: media flows from one to the other.
type pair struct {
	t        *testing.T
	ctx      context.Context
	from, to peer.Connection

	mu     sync.Mutex
	tracks []peer.RemoteTrack
	states []peer.State
	// told counts the events of from.
	told int
}

func newPair(t *testing.T, config peer.Config) *pair {
	t.Helper()
	return newPairOf(t, peertest.NewFactory(t), config)
}

func newPairOf(t *testing.T, factory peer.Factory, config peer.Config) *pair {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	t.Cleanup(cancel)
	p := &pair{t: t, ctx: ctx}
	// Candidates may come before the other side exists; channels keep them.
	forward, back := make(chan string, 100), make(chan string, 100)
	var err error
	p.from, err = factory(config, peer.Events{
		Candidate: func(init string) { p.tell(); forward <- init },
		State: func(s peer.State) {
			p.tell()
			p.mu.Lock()
			defer p.mu.Unlock()
			p.states = append(p.states, s)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.from.Close)
	p.to, err = factory(peer.Config{}, peer.Events{
		Candidate: func(init string) { back <- init },
		Track: func(track peer.RemoteTrack) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.tracks = append(p.tracks, track)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.to.Close)
	go p.pass(forward, p.to)
	go p.pass(back, p.from)
	return p
}

func (p *pair) tell() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.told++
}

// pass hands candidates on, at once: often before the remote description.
func (p *pair) pass(candidates <-chan string, to peer.Connection) {
	for {
		select {
		case init := <-candidates:
			// The connection may have been closed by the test.
			_ = to.AddICECandidate(p.ctx, anyMID(init))
		case <-p.ctx.Done():
			return
		}
	}
}

// negotiate is an offer and its answer.
func (p *pair) negotiate() {
	p.t.Helper()
	offer, err := p.from.Offer(p.ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	answer, err := p.to.Answer(p.ctx, forReceiver(offer))
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.from.SetAnswer(p.ctx, forSender(offer, answer)); err != nil {
		p.t.Fatal(err)
	}
}

// remote gives the tracks told so far.
func (p *pair) remote() []peer.RemoteTrack {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]peer.RemoteTrack(nil), p.tracks...)
}

func (p *pair) stats(c peer.Connection) stats.Report {
	p.t.Helper()
	report, err := c.Stats(p.ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return report
}

// until waits until the condition holds for a connection's statistics.
func (p *pair) until(what string, c peer.Connection, holds func(stats.Report) bool) stats.Report {
	p.t.Helper()
	end := time.Now().Add(patience)
	for {
		report := p.stats(c)
		if holds(report) {
			return report
		}
		if time.Now().After(end) {
			p.t.Fatalf("%s: not within %s, last %+v", what, patience, report)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
