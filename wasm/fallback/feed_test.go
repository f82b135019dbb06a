package fallback

import (
	"math"
	"strings"
	"testing"

	"dualstream/wasm/api"
)

// feed makes samples of rates, and keeps what the policy decides.
type feed struct {
	t      testing.TB
	policy *Policy
	log    *Log
	sample Sample
	users  []*feedUser
	// tickMs is the time between two samples, reportMs how far the readings'
	// clock moves in it.
	tickMs    float64
	estimate  float64
	rtt       float64
	decisions []Decision
	// trains is the capacity that the trains that are asked for show, in kbps; 0
	// has none come.
	trains float64
	// onlySmall: of trains of large packets nothing comes.
	onlySmall bool
	// coming are those that are on their way, asked are all requests.
	coming []Train
	asked  []TrainRequest
	// stuck: getStats gives the last reading again.
	stuck bool
}

// feedUser is a user with its rates, a second unless said.
type feedUser struct {
	User
	audioPps, audioLost float64
	audioKbps           float64
	// Shares of the audio.
	concealed, silent float64
	high, low         video
	lost, nacks       float64
	gone              bool
	// only: the stream that arrives whatever is asked.
	only *video
}

type video struct{ kbps, fps, height float64 }

func newFeed(t testing.TB, users ...*feedUser) *feed {
	return &feed{t: t, policy: New(), log: NewLog(1 << 22), users: users, tickMs: 250, estimate: math.NaN(), rtt: 50}
}

// person is a user with dual stream, on a good downlink.
func person(identity string, o api.FallbackOption) *feedUser {
	u := &feedUser{audioPps: 50, audioKbps: 32, high: video{600, 15, 360}, low: video{60, 15, 90}}
	u.Identity, u.Option, u.HasLow, u.HighKbps, u.LowKbps = identity, o, true, 600, 60
	u.Audio.Expected, u.Video.Expected = true, true
	return u
}

// run gives samples for ms.
func (f *feed) run(ms float64) {
	for end := f.sample.NowMs + ms; f.sample.NowMs < end; {
		f.tick(f.tickMs)
	}
}

// tick gives one sample after ms.
func (f *feed) tick(ms float64) []Decision {
	f.advance(ms)
	ds := f.policy.Step(&f.sample)
	f.log.Append(&f.sample, ds)
	f.decisions = append(f.decisions, ds...)
	f.answer()
	return ds
}

// answer has the train come that is asked for.
func (f *feed) answer() {
	r, any := f.policy.Train()
	if !any {
		return
	}
	f.asked = append(f.asked, r)
	if f.trains > 0 && (r.Bytes == smallBytes || !f.onlySmall) {
		f.coming = append(f.coming, trainOf(r, f.trains))
	}
}

// trainOf is the whole of a train that shows a capacity.
func trainOf(r TrainRequest, kbps float64) Train {
	size := float64(r.Bytes + 185)
	return Train{ID: r.ID, Packets: r.Packets, PacketBytes: size, SpreadMs: float64(r.Packets-1) * size * 8 / kbps}
}

func (f *feed) advance(ms float64) {
	f.sample.Trains = append(f.sample.Trains[:0], f.coming...)
	f.coming = f.coming[:0]
	f.sample.NowMs += ms
	f.sample.RTTMs, f.sample.EstimateKbps = f.rtt, f.estimate
	f.sample.Users = f.sample.Users[:0]
	for _, u := range f.users {
		if u.gone {
			continue
		}
		if !f.stuck {
			u.advance(ms/1000, f.policy.Level(u.Identity), f.sample.NowMs)
		}
		f.sample.Users = append(f.sample.Users, u.User)
	}
}

func (u *feedUser) advance(s float64, l api.Level, nowMs float64) {
	a, v := &u.Audio, &u.Video
	a.TimestampMs, v.TimestampMs = nowMs, nowMs
	if a.Expected {
		a.PacketsReceived += u.audioPps * s
		a.BytesReceived += u.audioKbps * 125 * s
		a.HeaderBytesReceived += u.audioPps * 18 * s
		a.PacketsLost += u.audioLost * s
		a.TotalSamplesReceived += 48000 * s
		a.ConcealedSamples += 48000 * s * u.concealed
		a.SilentConcealedSamples += 48000 * s * u.silent
	}
	if !v.Expected || l == api.LevelAudio {
		return
	}
	pic := &u.high
	if l == api.LevelLow && u.HasLow {
		pic = &u.low
	}
	if u.only != nil {
		pic = u.only
	}
	v.PacketsReceived += pic.kbps * 125 / 1000 * s
	v.BytesReceived += pic.kbps * 125 * s
	v.PacketsLost += u.lost * s
	v.NackCount += u.nacks * s
	v.FramesDecoded += pic.fps * s
	v.FrameHeight = pic.height
}

// squeeze makes a user's streams look like those of a link that carries a share
// of them; 1 is a good one.
func (u *feedUser) squeeze(share float64) {
	u.audioPps = 50 * share
	u.audioLost = 50 * (1 - share)
	u.concealed = 1 - share
	u.lost = 70 * (1 - share)
	u.nacks = 40 * (1 - share)
	for _, v := range []*video{&u.high, &u.low} {
		full := video{600, 15, 360}
		if v == &u.low {
			full = video{60, 15, 90}
		}
		v.kbps, v.height = full.kbps*share, full.height
		v.fps = full.fps
		if share < 1 {
			v.fps = 1
		}
	}
}

func (f *feed) squeeze(share float64) {
	for _, u := range f.users {
		u.squeeze(share)
	}
}

// want checks the decisions since the last want: "anna high>low congestion",
// with "?" after a trial and "!" after a proof.
func (f *feed) want(want ...string) {
	f.t.Helper()
	var got []string
	for _, d := range f.decisions {
		got = append(got, told(&d))
	}
	f.decisions = nil
	if g, w := strings.Join(got, ", "), strings.Join(want, ", "); g != w {
		f.t.Fatalf("at %.0f ms decided\n\t%s, want\n\t%s", f.sample.NowMs, g, w)
	}
}

func told(d *Decision) string {
	s := d.Identity + " " + d.From.String() + ">" + d.To.String() + " " + string(d.Reason.Cause)
	if d.Trial {
		s += "?"
	}
	if d.Proven {
		s += "!"
	}
	return s
}

func (f *feed) wantPhase(identity string, want Phase) {
	f.t.Helper()
	st, known := f.policy.State(identity, f.sample.NowMs)
	if !known || st.Phase != want {
		f.t.Fatalf("at %.0f ms %s is %q (known %t), want %q", f.sample.NowMs, identity, st.Phase, known, want)
	}
}
