package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/signal/wire"
)

// pauseTold is how long the media server must pause a video until that is told:
// a server that is short of bandwidth may take a video back at once.
const pauseTold = time.Second

// pauses are the videos that the media server has paused by its own estimate of
// the downlink, as one does that may pause and that refused decideHere
// (livekit_rtc.proto, StreamStateUpdate). That a paused video does not come says
// nothing about the downlink, but the application is told.
type pauses struct {
	client *Client
	list   []*pause
}

// pause is one video that the server has paused.
type pause struct {
	sub *subscription
	// session is the one that told it: the server of another begins anew.
	session *session
	since   time.Time
	// over: the server sends the video again.
	over bool
	// lasting: it has been paused for pauseTold.
	lasting bool
}

// take notes what the server says about the videos that it sends.
func (p *pauses) take(s *session, m *wire.StreamStateUpdate, now time.Time) {
	for _, info := range m.StreamStates {
		for _, u := range p.client.users.users {
			if sub := u.subscriptions[api.Video]; sub != nil && sub.sid == info.TrackSID {
				p.note(s, sub, info.State, now)
			}
		}
	}
	p.tell(now)
}

// note takes the state of one video.
func (p *pauses) note(s *session, sub *subscription, state wire.StreamState, now time.Time) {
	x := p.find(sub)
	if state == wire.StreamPaused {
		if x == nil {
			x = &pause{sub: sub}
			p.list = append(p.list, x)
		} else if p.holds(x) {
			return
		}
		x.session, x.since, x.over, x.lasting = s, now, false, false
		return
	}
	if x == nil {
		return
	}
	x.over = true
	if sub.chosen == api.LevelAudio {
		// A server does not take it that a video is not wanted while it has it
		// paused, and does nothing about a request that is the same as before: the
		// quality, which means nothing here, makes it another.
		s.send(&wire.SignalRequest{TrackSetting: &wire.UpdateTrackSettings{
			TrackSIDs: []string{sub.sid}, Disabled: true, Quality: wire.QualityHigh,
		}})
	}
}

// find returns the pause of a subscription, nil if there is none.
func (p *pauses) find(sub *subscription) *pause {
	for _, x := range p.list {
		if x.sub == sub {
			return x
		}
	}
	return nil
}

// holds reports whether the server has a video paused now.
func (p *pauses) holds(x *pause) bool { return !x.over && x.session == p.client.session }

// withheld reports whether the server keeps back a user's video that is asked
// for. Of a video that the policy has given up it does not: the policy is to get
// it back as if there were no pause.
func (p *pauses) withheld(u *remote, sub *subscription) bool {
	x := p.find(sub)
	return x != nil && p.holds(x) && p.client.downlink.level(u.identity) != api.LevelAudio
}

// lasting reports whether a video has been paused for so long that it counts as
// given up, whatever the policy makes of it.
func (p *pauses) lasting(sub *subscription) bool {
	x := p.find(sub)
	return x != nil && x.lasting && p.holds(x)
}

// tell tells of the pauses that last, and of the end of those that were told. It
// is called at each tick.
func (p *pauses) tell(now time.Time) {
	if len(p.list) == 0 {
		return
	}
	var kept []*pause
	for _, u := range p.client.users.users {
		if x := p.find(u.subscriptions[api.Video]); x != nil && p.follow(u, x, now) {
			kept = append(kept, x)
		}
	}
	p.list = kept
}

// follow tells what is to be told of a pause, and reports whether it goes on.
func (p *pauses) follow(u *remote, x *pause, now time.Time) bool {
	sub, d := x.sub, &p.client.downlink
	givenUp := p.givenUp(u.identity)
	reason := fallback.Reason{Cause: CauseServer}
	if !p.holds(x) {
		// Where the policy has given the video up, it tells the end itself.
		if sub.fallen && !givenUp {
			sub.fallen = false
			reason.From, reason.To, reason.SinceMs = api.LevelAudio, d.level(u.identity), milliseconds(now)
			p.client.listener.StreamFallback(u.identity, false, &reason)
		}
		return false
	}
	x.lasting = now.Sub(x.since) >= pauseTold
	info := u.track(sub.sid)
	if !x.lasting || sub.fallen || givenUp || d.option(u.identity) != api.FallbackAudioOnly || info == nil || info.Muted {
		return true
	}
	sub.fallen = true
	reason.From, reason.To, reason.SinceMs = sub.watch.level(), api.LevelAudio, milliseconds(x.since)
	p.client.listener.StreamFallback(u.identity, true, &reason)
	return true
}

// givenUp reports whether the policy does without a user's video, or does no more
// than try it.
func (p *pauses) givenUp(identity string) bool {
	d := &p.client.downlink
	if d.level(identity) == api.LevelAudio {
		return true
	}
	state, _ := d.policy.State(identity, d.sample.NowMs)
	return state.Phase == fallback.PhaseTrial && state.Reason.From == api.LevelAudio
}

// level is the stream that the application was last told to be arriving, or the
// one that was asked for where nothing was told yet.
func (w *streamWatch) level() api.Level {
	if w.anyTold {
		return api.Level(w.told)
	}
	return api.Level(w.asked)
}
