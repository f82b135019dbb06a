package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

// tellDecision tells what was decided: audio alone and its end at once, another
// stream when it is seen. A trial is told when it is proven.
func (d *downlink) tellDecision(decision *fallback.Decision) {
	u, sub := d.video(decision.Identity)
	if sub == nil {
		return
	}
	reason := &decision.Reason
	switch {
	case decision.Trial:
		sub.watch.try()
	case decision.To != api.LevelAudio:
		sub.watch.ask(api.StreamType(decision.To), reason)
	default:
		// No picture comes; the next one is told against what was asked last.
		sub.watch.trying = false
	}
	if fallen := decision.To == api.LevelAudio; fallen != sub.fallen && !decision.Trial &&
		!(sub.fallen && d.client.pauses.lasting(sub)) {
		sub.fallen = fallen
		told := *reason
		if !fallen {
			// A trial that ran meanwhile was not told.
			told.From = api.LevelAudio
		}
		d.client.listener.StreamFallback(u.identity, fallen, &told)
	}
}

// tellWarnings tells of whom audio alone has come near, and of whom it is no more.
func (d *downlink) tellWarnings() {
	for _, u := range d.client.users.users {
		sub := u.subscriptions[api.Video]
		if sub == nil {
			continue
		}
		if reason, warned := d.policy.Warned(u.identity); warned != sub.warned && reason != nil {
			sub.warned = warned
			d.client.listener.StreamFallbackWarning(u.identity, warned, reason)
		}
	}
}

// tellStates tells the states that have changed. It is called at each tick, also
// where no reading came: that nothing is known is a state too.
func (d *downlink) tellStates(now time.Time) {
	at := milliseconds(now)
	for _, u := range d.client.users.users {
		if _, any := d.told[u.identity]; any || len(u.subscriptions) > 0 {
			d.tellState(u.identity, at)
		}
	}
}

// tellState tells what the policy holds about a user. Of one of whom nothing is
// subscribed that is what the application asked for.
func (d *downlink) tellState(identity string, atMs float64) {
	state, known := d.policy.State(identity, atMs)
	if !known {
		wish := d.wish(identity)
		state = fallback.State{
			Option: d.option(identity), Ceiling: wish, Level: api.Level(wish), Phase: fallback.PhaseNormal,
		}
	}
	d.tell(identity, &state)
}

// tell tells a state if it is another than the one that was told.
func (d *downlink) tell(identity string, state *fallback.State) {
	told, any := d.told[identity]
	if any && told.Option == state.Option && told.Ceiling == state.Ceiling && told.Level == state.Level &&
		told.Phase == state.Phase && told.SinceMs == state.SinceMs && told.Reason.Cause == state.Reason.Cause {
		return
	}
	d.told[identity] = *state
	d.client.listener.FallbackState(identity, state)
}
