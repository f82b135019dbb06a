package sim

import "math/rand/v2"

// layer is a video stream of a publisher.
type layer int

const (
	none layer = iota
	low
	high
)

// What a publisher sends, by layer.
var layers = [...]struct {
	kbps       float64
	height     float64
	throttleMs int
}{
	low:  {kbps: 60, height: 90, throttleMs: 500},
	high: {kbps: 600, height: 360, throttleMs: 1000},
}

const (
	fps           = 15
	packetPayload = 1100
	videoHeader   = 20
	audioPayload  = 80
	redPayload    = 165
	highKeyBytes  = 25000
	audioHeader   = 18
	overhead      = 38
	encodeMs      = 30
	// A browser spreads a picture over time, at 2.5 times what it sends on the whole.
	paceKbps       = 2.5 * (60 + 600)
	uplinkPatience = 3500
	streamsAgainMs = 10000
)

// publisher is a remote user as the media server sees it: what it sends, and
// which of it is forwarded to the viewer.
type publisher struct {
	cfg  UserConfig
	id   int
	rand *rand.Rand
	// phaseMs keeps the users' packets from coming at the same instant.
	phaseMs int

	audioOn, videoOn bool
	// talkUntilMs and quietUntilMs alternate where the audio is discontinuous.
	talkUntilMs, quietUntilMs int

	uplink        *link
	narrowSinceMs int
	highAgainMs   int

	current, target layer
	keyAtMs         [3]int
	lastKeyMs       [3]int
	keyBytes        [3]int
	// debt is what a key frame took of the pictures that come after it, which
	// are left out: an encoder keeps its rate.
	debt         [3]float64
	audioPayload int
	// paced are the packets of video that are still to leave, paceBytes how much
	// of them may.
	paced     []packet
	paceBytes float64

	audio, video history
	frame        int
}

// history is what was sent of a stream, by sequence number, and may be asked for
// again.
type history struct {
	seq  int
	sent map[int]*sent
}

// keepLast is how many packets of a stream may be asked for again.
const keepLast = 1000

// add gives a packet its number.
func (h *history) add(p *packet) {
	h.seq++
	p.seq = h.seq
	h.sent[p.seq] = &sent{p: *p}
	delete(h.sent, p.seq-keepLast)
}

func (u *publisher) history(audio bool) *history {
	if audio {
		return &u.audio
	}
	return &u.video
}

// sent is a packet that may be asked for again.
type sent struct {
	p packet
	// here: it reached the server. again: how often it was re-sent.
	here  bool
	again int
}

// wants sets which layer the viewer has asked for.
func (u *publisher) wants(l layer, nowMs int) {
	if l == low && !u.cfg.HasLow {
		l = high
	}
	u.target = l
	if l == none {
		u.current = none
		return
	}
	if l != u.current {
		u.askKey(l, nowMs)
	}
}

// askKey has a key frame made, no more often than the throttle permits.
func (u *publisher) askKey(l layer, nowMs int) {
	if u.keyAtMs[l] > nowMs {
		return
	}
	u.keyAtMs[l] = max(nowMs+encodeMs+25, u.lastKeyMs[l]+layers[l].throttleMs)
}

// sends reports whether a layer leaves the publisher now.
func (u *publisher) sends(l layer, nowMs int) bool {
	return u.videoOn && (l == high && nowMs >= u.highAgainMs || l == low && u.cfg.HasLow)
}

// mind looks at the uplink: a publisher whose uplink is narrow for long enough
// gives up its high stream, and sends it again some time after.
func (u *publisher) mind(nowMs int) {
	if u.uplink == nil {
		return
	}
	if u.uplink.rateKbps > 900 {
		u.narrowSinceMs = nowMs
	}
	if nowMs-u.narrowSinceMs > uplinkPatience && u.cfg.HasLow {
		u.highAgainMs = nowMs + streamsAgainMs
	}
	switch {
	case u.target == high && !u.sends(high, nowMs) && u.current == high && u.cfg.HasLow:
		u.askKey(low, nowMs)
	case u.target == high && u.current == low && u.sends(high, nowMs):
		u.askKey(high, nowMs)
	}
}

// step emits what is sent at nowMs.
func (u *publisher) step(nowMs int, emit func(packet)) {
	t := nowMs + u.phaseMs
	if t%20 == 0 && u.audioOn && u.talks(nowMs) {
		p := packet{user: u.id, audio: true, forwarded: true, payload: u.audioPayload, size: u.audioPayload + audioHeader + overhead}
		u.audio.add(&p)
		emit(p)
	}
	if (t*fps)/1000 != ((t-1)*fps)/1000 {
		for l := low; l <= high; l++ {
			if u.sends(l, nowMs) {
				u.picture(l, nowMs)
			}
		}
	}
	u.pace(emit)
}

// pace emits what may leave in this millisecond of the pictures.
func (u *publisher) pace(emit func(packet)) {
	u.paceBytes += paceKbps / 8
	n := 0
	for n < len(u.paced) && u.paceBytes > 0 {
		u.paceBytes -= float64(u.paced[n].size)
		emit(u.paced[n])
		n++
	}
	u.paced = u.paced[:copy(u.paced, u.paced[n:])]
	if len(u.paced) == 0 {
		u.paceBytes = min(0, u.paceBytes)
	}
}

// talks reports whether an audio packet is due: always, unless the audio is
// discontinuous and its speaker silent.
func (u *publisher) talks(nowMs int) bool {
	if !u.cfg.DTX {
		return true
	}
	if nowMs >= u.quietUntilMs {
		u.talkUntilMs = nowMs + 1000 + u.rand.IntN(3000)
		u.quietUntilMs = u.talkUntilMs + 500 + u.rand.IntN(2500)
	}
	return nowMs < u.talkUntilMs || (nowMs-u.talkUntilMs)/20%20 == 19
}

// silent reports whether a missing packet is a silence.
func (u *publisher) silent(nowMs int) bool { return u.cfg.DTX && nowMs >= u.talkUntilMs }

// picture has the next picture of a layer sent.
func (u *publisher) picture(l layer, nowMs int) {
	key := u.keyAtMs[l] > 0 && nowMs >= u.keyAtMs[l]
	budget := layers[l].kbps * 125 / fps
	bytes := int(budget * (0.85 + u.rand.Float64()*0.3))
	u.debt[l] = max(0, u.debt[l]-budget)
	if !key && u.debt[l] > 0 {
		return
	}
	if key {
		u.debt[l] = float64(u.keyBytes[l])
		u.keyAtMs[l] = 0
		u.lastKeyMs[l] = nowMs
		bytes = u.keyBytes[l]
		if u.target == l || u.target == high && l == low && !u.sends(high, nowMs) {
			u.current = l
		}
	}
	forwarded := u.current == l
	if forwarded {
		u.frame++
	}
	need := (bytes + packetPayload - 1) / packetPayload
	for i := 0; i < need; i++ {
		p := packet{user: u.id, payload: bytes / need, frame: u.frame, need: need, key: key, layer: l, forwarded: forwarded}
		p.size = p.payload + videoHeader + overhead
		if forwarded {
			u.video.add(&p)
		}
		u.paced = append(u.paced, p)
	}
}
