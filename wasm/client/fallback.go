package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/stats"
)

// logBytes is how much of the policy's log is kept: some minutes of a call with
// one user, and its decisions for longer.
const logBytes = 256 << 10

// downlink is what the client keeps of its fallback policy.
type downlink struct {
	client *Client
	policy *fallback.Policy
	// log holds what the policy was given and what it decided, in the present
	// call or the last one; nil before the first.
	log *fallback.Log
	// options and wishes are what the application asked for by
	// setStreamFallbackOption and setRemoteVideoStreamType, by identity. They may
	// be of users who have not come yet.
	options map[string]api.FallbackOption
	wishes  map[string]api.StreamType
	// usual is what is wished for of all others.
	usual api.StreamType
	// priorities are those of setRemoteUserPriority, in the same way.
	priorities map[string]api.UserPriority
	// told is the newest state that the listener knows, by identity.
	told map[string]fallback.State
	// report is the newest reading of the statistics; nil until there is one.
	report *stats.Report
	sample fallback.Sample
}

func (d *downlink) init(c *Client) {
	d.client = c
	d.clear()
}

// clear forgets the call: its users, and what was asked for about them. The log
// stays until the next call.
func (d *downlink) clear() {
	d.policy = fallback.New()
	d.options = map[string]api.FallbackOption{}
	d.wishes = map[string]api.StreamType{}
	d.priorities = map[string]api.UserPriority{}
	d.told = map[string]fallback.State{}
	d.report = nil
}

// begin starts the log of a call.
func (d *downlink) begin() { d.log = fallback.NewLog(logBytes) }

// restart goes on with a new connection, whose counters begin anew.
func (d *downlink) restart() {
	d.policy.Reset()
	d.log.AppendReset()
	d.report = nil
}

// forget drops what is kept of a user who has left.
func (d *downlink) forget(identity string) {
	delete(d.options, identity)
	delete(d.wishes, identity)
	delete(d.priorities, identity)
	delete(d.told, identity)
}

// option is what may be done to a user's video.
func (d *downlink) option(identity string) api.FallbackOption {
	if option, set := d.options[identity]; set {
		return option
	}
	return api.FallbackLowStream
}

// wish is the stream that the application wants of a user at the most.
func (d *downlink) wish(identity string) api.StreamType {
	if wish, set := d.wishes[identity]; set {
		return wish
	}
	return d.usual
}

// level is what is asked of the server for a user's video.
func (d *downlink) level(identity string) api.Level {
	if d.policy.Held(identity) {
		return api.LevelAudio
	}
	return d.target(identity)
}

// target is the same without a hold, which is soon over.
func (d *downlink) target(identity string) api.Level {
	return max(d.policy.Level(identity), api.Level(d.wish(identity)))
}

// observe takes a new reading.
func (d *downlink) observe(now time.Time, report *stats.Report) {
	d.report = report
	d.step(now)
}

// step lets the policy decide about the newest reading and the present wishes.
// What it decides is asked of the server at once, and then told: the states
// first, so that a page finds them in the events of the decisions.
func (d *downlink) step(now time.Time) {
	d.gather(now)
	decisions := d.policy.Step(&d.sample)
	d.log.Append(&d.sample, decisions)
	if s := d.client.session; s != nil {
		for _, u := range d.client.users.users {
			if sub := u.subscriptions[api.Video]; sub != nil {
				s.choose(sub, d.level(u.identity))
			}
		}
		s.receiving.repairs.follow(s, d.policy, d.sample.NowMs)
		if request, any := d.policy.Train(); any {
			d.client.trains.ask(request)
		}
	}
	d.tellStates(now)
	for i := range decisions {
		d.tellDecision(&decisions[i])
	}
	d.tellWarnings()
}

// video finds the subscription of a user's video; nil if there is none.
func (d *downlink) video(identity string) (*remote, *subscription) {
	if u := d.client.users.find(identity); u != nil {
		return u, u.subscriptions[api.Video]
	}
	return nil, nil
}

// wishedOf takes a change of what the application wants of a user.
func (d *downlink) wishedOf(identity string) {
	d.wished()
	d.tellState(identity, d.sample.NowMs)
}

// wished takes a change of what the application wants.
func (d *downlink) wished() {
	d.step(time.Now())
	for _, u := range d.client.users.users {
		if sub := u.subscriptions[api.Video]; sub != nil {
			d.follow(u, sub)
		}
	}
}

// follow asks for what is wanted of a user of whom the policy had decided
// nothing yet.
func (d *downlink) follow(u *remote, sub *subscription) {
	level := d.level(u.identity)
	if level != api.LevelAudio && !sub.watch.trying {
		sub.watch.ask(api.StreamType(level), &fallback.Reason{Cause: fallback.CauseRequest, SinceMs: d.sample.NowMs})
	}
}

// arrived takes a new subscription's media. Where the downlink carries no video
// it is subscribed all the same, and the application is told.
func (d *downlink) arrived(u *remote, sub *subscription) {
	if sub.chosen != api.LevelAudio || sub.fallen {
		return
	}
	if state, ok := d.policy.State(u.identity, d.sample.NowMs); ok && state.Level == api.LevelAudio {
		sub.fallen = true
		d.client.listener.StreamFallback(u.identity, true, &state.Reason)
	}
}

// SetStreamFallbackOption chooses what may be done to a remote user's video on
// a weak downlink. The choice may be made before the user is known or
// subscribed, and is forgotten when the user or this client leaves the channel.
//
// Errors: WS_ABORT if not joined.
func (c *Client) SetStreamFallbackOption(identity string, option api.FallbackOption, done func(error)) {
	c.submit(&pending{
		op: opSetStreamFallbackOption, method: "setStreamFallbackOption",
		identity: identity, option: option, done: done,
	})
}

func (c *Client) setStreamFallbackOption(p *pending) {
	if c.connected(p, api.WSAbort) == nil {
		return
	}
	c.downlink.options[p.identity] = p.option
	c.downlink.wishedOf(p.identity)
	c.finish(p, nil)
}

// ExportDecisionLog gives the log of the fallback policy, of the present call or
// the last one: JSON lines, described in docs/fallback.md, which the package
// fallback replays. It is empty before the first call.
func (c *Client) ExportDecisionLog(done func(text string)) {
	c.loop.post(func() {
		text := ""
		if c.downlink.log != nil {
			text = string(c.downlink.log.Text())
		}
		done(text)
	})
}
