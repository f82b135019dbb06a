// Package weaknet gives single participants a bad network, without root rights:
// a relay for their UDP packets with a rate, a queue, delay, jitter and loss, a
// proxy for their signalling that puts the relay's address into the candidates,
// and a control over HTTP that changes all of it while they are in a call.
//
// The media server has to be one that only answers connectivity checks (ICE
// Lite, RFC 8445, section 2.5): one that sends its own would find the
// participants behind the relay's back.
package weaknet

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"time"
)

const (
	// relayIdle is how long a relay without a session and without packets lives.
	relayIdle = 30 * time.Second
	// dialTimeout bounds a connection to the media server, on the same machine.
	dialTimeout = 5 * time.Second
)

// Config is the media server that the participants are of.
type Config struct {
	// Media is where it receives UDP. The relays are on the same IP address,
	// which should be one of loopback: they pass on what anyone sends them.
	Media netip.AddrPort
	// Signal is its HTTP address.
	Signal *url.URL
}

// Net is the networks of all participants of one media server.
type Net struct {
	conf   Config
	client *http.Client
	idle   time.Duration

	ctx  context.Context
	stop context.CancelFunc
	wg   sync.WaitGroup

	mu           sync.Mutex
	participants map[key]*participant
}

// participant is one who is or was connected, or has settings.
type participant struct {
	down, up *pipe
	settings Settings
	sessions map[*session]struct{}
	// relay is nil until the first session, and after the last one's packets
	// have ended.
	relay *relay
}

// New makes networks that nothing is done to. Close ends them.
func New(conf Config) *Net {
	n := &Net{conf: conf, idle: relayIdle, participants: map[key]*participant{}}
	n.ctx, n.stop = context.WithCancel(context.Background())
	n.client = &http.Client{
		Transport: &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			dialer := net.Dialer{Timeout: dialTimeout}
			conn, err := dialer.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return &politeConn{Conn: conn}, nil
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return n
}

// Close ends all relays, and all sessions without a goodbye, for which it does
// not wait.
func (n *Net) Close() {
	n.mu.Lock() // nobody comes in any more
	n.stop()
	n.mu.Unlock()
	n.wg.Wait()
	n.client.CloseIdleConnections()
}

// participant finds a participant or makes one. The lock is held.
func (n *Net) participant(k key) *participant {
	p := n.participants[k]
	if p == nil {
		p = &participant{
			down:     newPipe(deliverDown),
			up:       newPipe(deliverUp),
			settings: noSettings,
			sessions: map[*session]struct{}{},
		}
		n.participants[k] = p
	}
	return p
}

// forget drops a participant that nothing is known of. The lock is held.
func (n *Net) forget(k key, p *participant) {
	if len(p.sessions) == 0 && p.relay == nil && p.settings == noSettings {
		delete(n.participants, k)
	}
}

// enter begins a session, and the participant's relay if there is none.
func (n *Net) enter(k key, s *session) (relay netip.AddrPort, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ctx.Err() != nil {
		return netip.AddrPort{}, errors.New("the relays have ended")
	}
	p := n.participant(k)
	if p.relay == nil {
		r, err := openRelay(n.conf.Media, p.down, p.up)
		if err != nil {
			n.forget(k, p)
			return netip.AddrPort{}, err
		}
		p.relay = r
		n.wg.Go(func() { n.watch(k, p, r) })
	}
	p.sessions[s] = struct{}{}
	s.set(p.settings.Signalling)
	return p.relay.addr(), nil
}

// leave ends a session. Its relay lives on for the packets that still come.
func (n *Net) leave(k key, s *session) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := n.participants[k]
	delete(p.sessions, s)
	n.forget(k, p)
}

// watch closes a relay when it is not used any more.
func (n *Net) watch(k key, p *participant, r *relay) {
	defer r.close()
	tick := time.NewTicker(n.idle / 6)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-n.ctx.Done():
			return
		}
		r.expire(n.idle)
		n.mu.Lock()
		unused := len(p.sessions) == 0 && r.idle() > n.idle
		if unused {
			p.relay = nil
			n.forget(k, p)
		}
		n.mu.Unlock()
		if unused {
			return
		}
	}
}

// change changes the settings of a participant at once, and returns its state.
// The error is that of edit, which leaves all as it was.
func (n *Net) change(k key, edit func(Settings) (Settings, error)) (state, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	settings := noSettings
	if p := n.participants[k]; p != nil {
		settings = p.settings
	}
	settings, err := edit(settings)
	if err != nil {
		return state{}, err
	}
	p := n.participant(k)
	p.settings = settings
	p.down.set(settings.Down)
	p.up.set(settings.Up)
	for s := range p.sessions {
		s.set(settings.Signalling)
	}
	seen := p.state(k)
	n.forget(k, p)
	return seen, nil
}

// state is a participant as the control shows it.
type state struct {
	Room     string `json:"room"`
	Identity string `json:"identity"`
	// Connected tells whether a session is open now.
	Connected bool     `json:"connected"`
	Settings  Settings `json:"settings"`
	Counters  struct {
		Down Counters `json:"down"`
		Up   Counters `json:"up"`
	} `json:"counters"`
}

// state returns what is known of p. The lock of its Net is held.
func (p *participant) state(k key) state {
	s := state{Room: k.room, Identity: k.identity, Connected: len(p.sessions) > 0, Settings: p.settings}
	s.Counters.Down, s.Counters.Up = p.down.count(), p.up.count()
	return s
}

// find returns the state of a participant, false if nothing is known of it.
func (n *Net) find(k key) (state, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := n.participants[k]
	if p == nil {
		return state{}, false
	}
	return p.state(k), true
}

// list returns all participants, by room and identity.
func (n *Net) list() []state {
	n.mu.Lock()
	defer n.mu.Unlock()
	states := make([]state, 0, len(n.participants))
	for k, p := range n.participants {
		states = append(states, p.state(k))
	}
	slices.SortFunc(states, func(a, b state) int {
		return cmp.Or(cmp.Compare(a.Room, b.Room), cmp.Compare(a.Identity, b.Identity))
	})
	return states
}
