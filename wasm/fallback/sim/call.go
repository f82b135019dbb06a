package sim

import (
	"math"
	"math/rand/v2"
	"strconv"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

// UserConfig is a remote user.
type UserConfig struct {
	Option  api.FallbackOption
	Ceiling api.StreamType
	HasLow  bool
	// Priority is what the application said by setRemoteUserPriority.
	Priority api.UserPriority
	// Trains: the user sends packet trains to who asks for them.
	Trains bool
	// DTX: no packets are sent while the user is silent.
	DTX bool
	// JoinMs is when the user joins.
	JoinMs int
	// Uplink is the user's own uplink; nil is unlimited.
	Uplink *Trace
}

// Config is a call of one viewer.
type Config struct {
	Seed  uint64
	Users []UserConfig
	// Downlink is the viewer's downlink.
	Downlink Trace
	QueueBy  QueueBy
	// LossPct of the downlink's packets are lost at random.
	LossPct float64
	// Estimate: the receiver has an estimate of its downlink (REMB).
	Estimate bool
	// TickMs is the time between two readings.
	TickMs int
	// LowKeyBytes is the size of a key frame of the low stream; 0 is
	// CameraKeyBytes.
	LowKeyBytes int
	// RED: each audio packet brings the one before it again.
	RED bool
	// AudioNack: lost packets of audio are asked for again. With RED the server
	// re-sends none.
	AudioNack bool
}

// Sizes of a key frame of the low stream, by what is filmed.
const (
	CameraKeyBytes  = 2000
	PatternKeyBytes = 11000
)

const (
	oneWayMs = 25
	queueMs  = 250
	// The server acts at once on what is to come, and on what is to end after
	// 100 ms.
	startMs = oneWayMs + 5
	stopMs  = oneWayMs + 100
	// repairsMs is what a browser needs for an answer of its own.
	repairsMs   = 40
	signalLagMs = 60
)

// Decided is a decision and when it was made.
type Decided struct {
	AtMs int
	fallback.Decision
}

// Decider is what a call asks at every reading: a fallback.Policy, or another.
type Decider interface {
	Step(*fallback.Sample) []fallback.Decision
	Hurry() bool
	Level(identity string) api.Level
	Held(identity string) bool
	Repairs(identity string, nowMs float64) bool
	Train() (fallback.TrainRequest, bool)
}

// Call is a call that is being simulated.
type Call struct {
	// Decisions are those of the decider.
	Decisions []Decided
	NowMs     int

	decider  Decider
	cfg      Config
	rand     *rand.Rand
	down     link
	users    []*publisher
	rcv      []*receiver
	settings []UserConfig
	expects  [][2]bool
	events   []event
	sample   fallback.Sample
	arrived  []packet
	seqs     []int
	// asked is what the server was told to send of each user.
	asked []layer
	train train

	estimate, rtt   float64
	estimateBytes   float64
	estimateDropped int
}

// event is something that happens at a time.
type event struct {
	atMs int
	do   func()
}

// New returns a call that is about to begin.
func New(cfg Config, decider Decider) *Call {
	c := &Call{cfg: cfg, decider: decider, rand: rand.New(rand.NewPCG(cfg.Seed, 1)), estimate: 300, rtt: 2 * oneWayMs}
	if c.cfg.LowKeyBytes == 0 {
		c.cfg.LowKeyBytes = CameraKeyBytes
	}
	c.down = link{player: player{trace: &c.cfg.Downlink}, queueMs: queueMs, by: cfg.QueueBy, delayMs: oneWayMs, lossPct: cfg.LossPct, rand: c.rand}
	for i, u := range cfg.Users {
		p := &publisher{cfg: u, id: i, rand: c.rand, phaseMs: 7 * i, audioOn: true, videoOn: true}
		p.keyBytes = [...]int{low: c.cfg.LowKeyBytes, high: highKeyBytes}
		p.audioPayload = audioPayload
		if cfg.RED {
			p.audioPayload = redPayload
		}
		p.video.sent, p.audio.sent = map[int]*sent{}, map[int]*sent{}
		if u.Uplink != nil {
			p.uplink = &link{player: player{trace: u.Uplink}, queueMs: queueMs, by: cfg.QueueBy, rand: c.rand}
		}
		c.users = append(c.users, p)
		c.rcv = append(c.rcv, newReceiver(cfg.RED, cfg.AudioNack && !cfg.RED))
		c.expects = append(c.expects, [2]bool{true, true})
		c.asked = append(c.asked, high)
	}
	c.settings = append(c.settings, cfg.Users...)
	return c
}

// Identity is the identity of a user of the configuration.
func Identity(user int) string { return "u" + strconv.Itoa(user) }

// At has something happen at a time.
func (c *Call) At(ms int, do func()) { c.events = append(c.events, event{ms, do}) }

// SetOption and SetCeiling are what the application calls.
func (c *Call) SetOption(user int, o api.FallbackOption) { c.settings[user].Option = o }

// SetCeiling is setRemoteVideoStreamType; the policy sees it at its next Step.
func (c *Call) SetCeiling(user int, t api.StreamType) { c.settings[user].Ceiling = t }

// Mute and unmute a user's audio or video. The viewer is told a little later.
func (c *Call) Mute(user int, video, muted bool) {
	p := c.users[user]
	kind := 0
	if video {
		p.videoOn = !muted
		kind = 1
		if !muted && p.current != none {
			p.askKey(p.current, c.NowMs)
		}
	} else {
		p.audioOn = !muted
	}
	c.At(c.NowMs+signalLagMs, func() { c.expects[user][kind] = !muted })
}

// Concealed are the ms of a user's audio that had to be made up so far,
// silences aside, and the ms that were played.
func (c *Call) Concealed(user int) (concealed, played float64) {
	a := &c.rcv[user].audio
	return (a.ConcealedSamples - a.SilentConcealedSamples) / sampleRate, a.TotalSamplesReceived / sampleRate
}

// Frames is how many pictures of a user were decoded so far.
func (c *Call) Frames(user int) float64 { return c.rcv[user].video.FramesDecoded }

// Height is that of the picture of a user that was decoded last.
func (c *Call) Height(user int) float64 { return c.rcv[user].video.FrameHeight }

// Changes is how often the picture of a user was seen to change so far: from one
// stream to the other, to none or back. A trial that brought no picture is none.
func (c *Call) Changes(user int) int { return c.rcv[user].changes }

// Run goes on until ms.
func (c *Call) Run(ms int) {
	for ; c.NowMs < ms; c.NowMs++ {
		c.step()
	}
}

func (c *Call) step() {
	now := c.NowMs
	c.happen()
	for i, u := range c.users {
		if now < u.cfg.JoinMs {
			continue
		}
		if now == u.cfg.JoinMs {
			l := high
			if u.cfg.Ceiling == api.LowStream {
				l = low
			}
			c.asked[i] = l
			u.wants(l, now)
		}
		u.mind(now)
		if u.uplink == nil {
			u.step(now, c.forward)
		} else {
			u.step(now, u.uplink.send)
			c.arrived = u.uplink.step(now, c.arrived[:0])
			for j := range c.arrived {
				c.forward(c.arrived[j])
			}
		}
		if (now+u.phaseMs)%20 == 0 && c.expects[i][0] {
			c.rcv[i].play(u.silent(now))
		}
	}
	c.arrived = c.down.step(now, c.arrived[:0])
	for i := range c.arrived {
		p := &c.arrived[i]
		c.estimateBytes += float64(p.size)
		if p.train > 0 {
			c.train.take(p, now)
		} else if p.audio {
			c.rcv[p.user].hear(p, now)
		} else {
			c.rcv[p.user].see(p, now)
		}
	}
	for i := range c.rcv {
		c.feedback(i)
	}
	c.measure()
	if now%c.cfg.TickMs == 0 && now > 0 {
		c.tick()
		if c.decider.Hurry() {
			c.At(now+fallback.HurryMs, c.tick)
		}
	}
	if c.train.complete(now) {
		c.At(now, c.tick)
	}
}

func (c *Call) happen() {
	for i := 0; i < len(c.events); i++ {
		if c.events[i].atMs <= c.NowMs {
			e := c.events[i]
			c.events = append(c.events[:i], c.events[i+1:]...)
			i--
			e.do()
		}
	}
}

// forward is the media server's way from a publisher to the viewer.
func (c *Call) forward(p packet) {
	if !p.forwarded {
		return
	}
	if p.train == 0 {
		if s := c.users[p.user].history(p.audio).sent[p.seq]; s != nil {
			s.here = true
		}
	}
	c.down.send(p)
}

// feedback is what a receiver asks for. It reaches the server at once: half of
// the way is counted on the commands, and a queue is far longer.
func (c *Call) feedback(i int) {
	u, r := c.users[i], c.rcv[i]
	if c.NowMs%nackEveryMs == 0 {
		c.seqs = r.audioGaps.ask(c.NowMs, int(c.rtt), c.seqs[:0])
		c.resend(&u.audio, &r.audio)
		c.seqs = r.videoGaps.ask(c.NowMs, int(c.rtt), c.seqs[:0])
		c.resend(&u.video, &r.video)
	}
	if r.wantsKey(c.NowMs) && u.current != none {
		u.askKey(u.current, c.NowMs)
	}
}

// resend sends again what was asked for, each packet so often at most.
func (c *Call) resend(h *history, counted *fallback.Stream) {
	if len(c.seqs) > 0 {
		counted.NackCount++
	}
	for _, seq := range c.seqs {
		if s := h.sent[seq]; s != nil && s.here && s.again < resends {
			s.again++
			c.down.send(s.p)
		}
	}
}

// measure keeps the receiver's estimate and the round-trip time.
func (c *Call) measure() {
	if c.NowMs%2500 == 1 {
		c.rtt = 2*oneWayMs + c.down.delay()
	}
	if c.NowMs%250 != 0 {
		return
	}
	kbps := c.estimateBytes * 8 / 250
	if c.down.delay() > 60 || c.down.dropped > c.estimateDropped {
		c.estimate = math.Min(c.estimate, max(30, 0.85*kbps))
	} else {
		c.estimate = max(c.estimate, min(c.estimate*1.02, 1.5*kbps+50), min(0.9*kbps, c.estimate*1.3))
	}
	c.estimateBytes, c.estimateDropped = 0, c.down.dropped
}

// tick takes a reading, and has what is decided done.
func (c *Call) tick() {
	s := &c.sample
	s.NowMs, s.RTTMs, s.EstimateKbps = float64(c.NowMs), c.rtt, math.NaN()
	if c.cfg.Estimate {
		s.EstimateKbps = c.estimate
	}
	s.Users = s.Users[:0]
	for i, u := range c.users {
		if c.NowMs < u.cfg.JoinMs {
			continue
		}
		r := c.rcv[i]
		r.audio.TimestampMs, r.video.TimestampMs = s.NowMs, s.NowMs
		r.audio.Expected, r.video.Expected = c.expects[i][0], c.expects[i][1]
		set := &c.settings[i]
		s.Users = append(s.Users, fallback.User{
			Identity: Identity(i), Option: set.Option, Ceiling: set.Ceiling, HasLow: u.cfg.HasLow, Priority: u.cfg.Priority, SendsTrains: u.cfg.Trains,
			HighKbps: layers[high].kbps, LowKbps: layers[low].kbps, Audio: r.audio, Video: r.video,
		})
	}
	s.Trains = c.train.hand(s.Trains[:0])
	for _, d := range c.decider.Step(s) {
		c.Decisions = append(c.Decisions, Decided{c.NowMs, d})
	}
	for i, u := range c.users {
		if c.NowMs >= u.cfg.JoinMs {
			c.command(i, u)
		}
	}
	if request, any := c.decider.Train(); any {
		c.ask(request)
	}
}

// command has done for a user what is decided.
func (c *Call) command(i int, u *publisher) {
	r := c.rcv[i]
	if repaired := c.decider.Repairs(Identity(i), float64(c.NowMs)); repaired == r.unrepaired {
		r.unrepaired = !repaired
		c.At(c.NowMs+repairsMs, func() { r.videoGaps.repair(repaired) })
	}
	l := [...]layer{high, low, none}[c.decider.Level(Identity(i))]
	if c.decider.Held(Identity(i)) {
		l = none
	}
	r.miss(c.decider.Level(Identity(i)) == api.LevelAudio, c.NowMs)
	if l == c.asked[i] {
		return
	}
	c.asked[i] = l
	ms := stopMs
	if l != none {
		ms = startMs
	}
	c.At(c.NowMs+ms, func() { u.wants(l, c.NowMs) })
}
