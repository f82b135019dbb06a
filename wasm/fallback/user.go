package fallback

import (
	"math"

	"dualstream/wasm/api"
)

const (
	// settleMs is the first time of a stream, in which nothing is usual.
	settleMs = 1000
	// commandQuietMs is how long a user's pictures are not counted on after a
	// command: a switch waits for a key frame.
	commandQuietMs = 1500
	// Means of what is usual.
	audioMeanMs   = 1000
	videoMeanMs   = 2000
	videoFallMs   = 30000
	lossMemoryMs  = 10000
	audioLearnMs  = 700
	leastUsualPps = 15
	// A concealed silence is no harm, unless packets were lost so lately: one
	// may always be, more say that the silence may be a gap.
	lossNearMs    = 1000
	lossNearLeast = 2
)

// user is what is held about one remote user.
type user struct {
	identity string
	// visit is the Step in which the user was last seen.
	visit uint32
	// at is the user's index in the present sample.
	at int

	option      api.FallbackOption
	ceiling     api.StreamType
	priority    api.UserPriority
	sendsTrains bool
	hasLow      bool
	level       api.Level
	// held: the video is stopped for a moment.
	held bool
	// warned: audio alone is near; warning is why it was so last.
	warned  bool
	warning Reason
	// eager: a ceiling was lifted while the downlink was weak. The trial need
	// not wait for its turn.
	eager bool
	// videoBegan: video was expected in the last sample.
	videoBegan bool
	// videoOff: video was given up and has not been seen again.
	videoOff bool
	sinceMs  float64
	reason   Reason
	// tries is how many trials the user may have now, as of triesMs.
	tries, triesMs float64

	audio, video meter
	// Audio packets a second that are usual, and for how long that was learnt.
	audioPps, audioLearntMs float64
	framesPerSec            float64
	// Rates on the wire in kbps while all was well; NaN where not seen.
	audioKbps, highKbps, lowKbps float64
	// Packets and repairs of the last ten seconds or so in which the downlink
	// was not the trouble: the losses that are usual for this user.
	packetsUsual, repairsUsual float64
	// unrepairedUntilMs: lost packets of the video are not asked for again.
	unrepairedUntilMs float64
	// quietUntilMs: pictures are not counted before (Sample.NowMs).
	quietUntilMs float64
	// lossNearUntilMs: a concealed silence counts until then (readings' clock).
	lossNearUntilMs float64

	// keep is the answer of fit.
	keep bool

	// Of the present reading.
	audioDue, videoDue bool
	now                evidence
	audioD             delta
	videoD             delta
	hasAudio           bool
	hasVideo           bool
	videoKbps          float64
	height             float64
	announced          announcement
}

// announcement is what a user says to send, in kbps without headers.
type announcement struct{ high, low float64 }

func newUser(s *User) *user {
	u := &user{identity: s.Identity}
	u.option, u.ceiling, u.hasLow = s.Option, s.Ceiling, s.HasLow
	u.priority, u.sendsTrains = s.Priority, s.SendsTrains
	u.level = u.top()
	u.tries, u.triesMs = mostTries, math.Inf(-1)
	u.due(s)
	u.forget()
	return u
}

// forget lets go of all that was learnt from the streams.
func (u *user) forget() {
	nan := math.NaN()
	u.audio.stop()
	u.video.stop()
	u.audioPps, u.audioLearntMs, u.framesPerSec = nan, 0, nan
	u.audioKbps, u.highKbps, u.lowKbps = nan, nan, nan
	u.packetsUsual, u.repairsUsual = 0, 0
	u.quietUntilMs, u.lossNearUntilMs = math.Inf(-1), math.Inf(-1)
	u.height = nan
	u.videoOff, u.held, u.warned = false, false, false
}

// top is the level that the application wants.
func (u *user) top() api.Level {
	if u.ceiling == api.LowStream {
		return api.LevelLow
	}
	return api.LevelHigh
}

// bottom is the least that the option permits.
func (u *user) bottom() api.Level {
	switch {
	case u.option == api.FallbackAudioOnly:
		return api.LevelAudio
	case u.option == api.FallbackLowStream && u.hasLow:
		return api.LevelLow
	default:
		return u.top()
	}
}

// above is the next level up.
func (u *user) above() api.Level {
	if u.level == api.LevelAudio && u.hasLow {
		return api.LevelLow
	}
	return u.top()
}

func (u *user) fallen() bool { return u.level != u.top() }

// stopped reports whether no video is asked for now.
func (u *user) stopped() bool { return u.held || u.level == api.LevelAudio }

// due takes in what should arrive of the user. One who has just come takes a part of
// the downlink before anything was read of it.
func (u *user) due(s *User) {
	u.announced = announcement{high: orZero(s.HighKbps), low: orZero(s.LowKbps)}
	u.audioDue, u.videoDue = s.Audio.Expected, s.Video.Expected
}

// read takes this user's part of a reading.
func (u *user) read(s *User, nowMs float64) {
	u.now = evidence{}
	u.due(s)
	u.hasAudio, u.hasVideo = false, false
	if s.Audio.Expected {
		u.hasAudio = u.audio.read(&s.Audio, &u.audioD)
	} else {
		u.audio.stop()
		u.audioPps, u.audioLearntMs = math.NaN(), 0
	}
	if s.Video.Expected {
		u.hasVideo = u.video.read(&s.Video, &u.videoD)
		u.height = u.video.last.FrameHeight
	} else {
		u.video.stop()
	}
	u.videoKbps = 0
	if u.hasVideo {
		u.videoKbps = u.videoD.wireKbps()
		u.resume(nowMs)
	}
	if u.silent() {
		// A user from whom nothing arrives at all has gone, or the downlink is
		// dead: in neither case is anything gained by asking for less.
		return
	}
	u.weighAudio()
	u.weighVideo(nowMs)
}

// resume lets the losses of a video that was off pass, until it is seen again:
// its first packets tell of what was lost before.
func (u *user) resume(nowMs float64) {
	d := &u.videoD
	switch {
	case u.stopped():
		u.videoOff = true
	case u.videoOff:
		u.videoOff = nowMs < u.quietUntilMs && !(d.frames > 0)
		d.lost, d.nacks = 0, 0
	}
}

// silent reports whether nothing came of a user of whom something should have.
// Of discontinuous audio nothing may be due.
func (u *user) silent() bool {
	if u.hasAudio && (u.audioD.packets > 0 || u.audioPps < leastUsualPps) {
		return false
	}
	return !(u.hasVideo && u.videoD.packets > 0)
}

// beginning reports whether a stream of the user was read that is too new to be
// judged.
func (u *user) beginning() bool {
	return u.audioDue && u.audio.settling() || u.videoDue && u.video.settling()
}

// packetsNow and repairsNow are of all the user's streams in this reading, new
// ones too: a trial is judged by them.
func (u *user) packetsNow() float64 {
	n := 0.0
	if u.hasAudio {
		n += u.audioD.packets
	}
	if u.hasVideo {
		n += u.videoD.packets
	}
	return n
}

func (u *user) repairsNow() float64 {
	n := 0.0
	if u.hasAudio {
		n += u.audioD.repairs()
	}
	if u.hasVideo {
		n += u.videoD.repairs()
	}
	return n
}

// repairsUsualOf is how many repairs so many packets usually need.
func (u *user) repairsUsualOf(packets float64) float64 {
	if u.packetsUsual == 0 {
		return 0
	}
	return packets * u.repairsUsual / u.packetsUsual
}

func (u *user) weighAudio() {
	d, e := &u.audioD, &u.now
	if !u.hasAudio {
		return
	}
	at := u.audio.last.TimestampMs
	if n := d.repairs(); n >= lossNearLeast && n >= float64(concealedShare*(d.packets+n)) {
		u.lossNearUntilMs = at + lossNearMs
	}
	if u.audio.young() {
		return
	}
	e.ms = d.ms
	e.audioOf = 1
	if u.audioLearntMs >= audioLearnMs && u.audioPps >= leastUsualPps {
		e.audio = d.packets
		e.audioDue = u.audioPps * d.ms / 1000
	}
	if finite(d.heard) && finite(d.concealed) && d.heard > 0 {
		e.heard = d.heard
		e.concealed = d.concealed
		if at > u.lossNearUntilMs {
			e.concealed = max(0, d.concealed-orZero(d.silently))
		}
	}
	u.countRepairs(d)
}

func (u *user) weighVideo(nowMs float64) {
	d, e := &u.videoD, &u.now
	if !u.hasVideo || u.level == api.LevelAudio || u.video.young() {
		return
	}
	e.ms = max(e.ms, d.ms)
	if finite(d.frames) && !u.held {
		e.framesOf = 1
		if nowMs >= u.quietUntilMs && known(u.framesPerSec) {
			e.frames = d.frames
			e.framesDue = u.framesPerSec * d.ms / 1000
		}
	}
	u.countRepairs(d)
}

func (u *user) countRepairs(d *delta) {
	if !known(d.lost) && !known(d.nacks) {
		return
	}
	u.now.packets += d.packets
	u.now.repairs += d.repairs()
	u.now.repairsOf++
}

// learn takes the present reading into what is usual. It is not called while
// the downlink is in trouble.
func (u *user) learn(nowMs float64) {
	if u.silent() {
		return
	}
	if u.hasAudio {
		u.learnAudio()
	}
	// Losses are usual whatever they are, since the downlink is not in trouble.
	keep := lossMemoryMs / (lossMemoryMs + u.now.ms)
	u.packetsUsual = float64(u.packetsUsual*keep) + u.now.packets
	u.repairsUsual = float64(u.repairsUsual*keep) + u.now.repairs
	if !u.hasVideo || nowMs < u.quietUntilMs || u.stopped() || u.video.young() {
		return
	}
	if finite(u.videoD.frames) {
		u.framesPerSec = mean(u.framesPerSec, u.videoD.frames*1000/u.videoD.ms, u.videoD.ms, videoMeanMs)
	}
	if u.level == api.LevelHigh {
		u.highKbps = taken(u.highKbps, u.announced.high*wireFactorHigh, &u.videoD)
	} else {
		u.lowKbps = taken(u.lowKbps, u.announced.low*wireFactorLow, &u.videoD)
	}
}

// taken follows what a video takes, from what is announced on: up within seconds,
// and down slowly and only while nothing is lost, since a downlink that is weak, or
// a picture that stands still for a while, does not show what it will take.
func taken(mean0, announced float64, d *delta) float64 {
	kbps := d.wireKbps()
	if !known(mean0) && announced > 0 {
		mean0 = announced
	}
	switch {
	case !(kbps < mean0):
		return mean(mean0, kbps, d.ms, videoMeanMs)
	case d.repairs() > 0:
		return mean0
	}
	return mean(mean0, kbps, d.ms, videoFallMs)
}

// learnAudio follows the audio's packet rate. Fewer packets with none lost are
// discontinuous transmission and become usual; fewer with some lost do not.
func (u *user) learnAudio() {
	d := &u.audioD
	pps := d.packets * 1000 / d.ms
	if pps < float64(audioShare*u.audioPps) && d.repairs() > 0 {
		return
	}
	span := float64(audioMeanMs)
	if pps > u.audioPps {
		span /= 4
	}
	u.audioPps = mean(u.audioPps, pps, d.ms, span)
	u.audioLearntMs += d.ms
	u.audioKbps = mean(u.audioKbps, d.wireKbps(), d.ms, audioMeanMs)
}
