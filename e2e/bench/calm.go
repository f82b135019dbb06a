package main

import (
	"context"
	"errors"
	"time"

	"dualstream/demo/bots"
	"dualstream/e2e/browser"
	"dualstream/e2e/server"
)

// Calm is what a call on a good network has given.
type Calm struct {
	Minutes float64 `json:"minutes"`
	// FalseDecisions are those for which there was no reason: of congestion, or of
	// a trial that failed.
	FalseDecisions int `json:"falseDecisions"`
	// Decisions are all that were made.
	Decisions int `json:"decisions"`
}

const (
	// calmPeriod is the time between two things that happen in a calm call.
	calmPeriod = 15 * time.Second
	// passers is how many participants join and leave.
	passers = 2
)

// calmCall is a call on a network that nothing is done to: somebody speaks, with
// pauses in which nothing is sent, is muted and comes back, and others join and
// leave.
type calmCall struct {
	*run
	publisher *browser.Page
	bots      *bots.Bots
}

// rest makes the call and returns what the viewer decided.
func (r *run) rest(ctx context.Context) (calm *Calm, decisions []Decision, err error) {
	if err := r.place(); err != nil {
		return nil, nil, err
	}
	b, err := r.w.browser(ctx, r.w.cameras[r.row.Content], r.w.speech)
	if err != nil {
		return nil, nil, err
	}
	defer b.Close()
	m := microphones[r.row.Microphone]
	m.DTX = true
	publisher, err := r.call(b, m)
	if err != nil {
		return nil, nil, err
	}
	c := &calmCall{run: r, publisher: publisher}
	defer func() { err = errors.Join(err, c.botsLeave()) }()
	if err := c.pass(ctx); err != nil {
		return nil, nil, err
	}
	log, err := browser.Eval[string](r.viewer, joinWithin, `() => bench.decisions()`)
	if err != nil {
		return nil, nil, err
	}
	if decisions, err = parseDecisions(log); err != nil {
		return nil, nil, err
	}
	return judgeCalm(decisions, r.row.Watch), decisions, r.thrown()
}

func judgeCalm(decisions []Decision, watched time.Duration) *Calm {
	c := &Calm{Minutes: rounded(watched.Minutes()), Decisions: len(decisions)}
	for i := range decisions {
		if cause := decisions[i].Cause; cause == "congestion" || cause == "trial-failed" {
			c.FalseDecisions++
		}
	}
	return c
}

// pass lets one thing after the other happen until the time is over.
func (c *calmCall) pass(ctx context.Context) error {
	end := time.Now().Add(c.row.Watch)
	happenings := []func(context.Context) error{
		c.botsJoin,
		c.mute("audio", true), c.mute("audio", false),
		c.mute("video", true), c.mute("video", false),
		func(context.Context) error { return c.botsLeave() },
	}
	for n := 0; ; n++ {
		next := time.Now().Add(calmPeriod)
		if next.After(end) {
			return sleepUntil(ctx, end)
		}
		if err := sleepUntil(ctx, next); err != nil {
			return err
		}
		if err := happenings[n%len(happenings)](ctx); err != nil {
			return err
		}
	}
}

func (c *calmCall) mute(kind string, muted bool) func(context.Context) error {
	return func(context.Context) error {
		_, err := browser.Eval[any](c.publisher, joinWithin, `(kind, muted) => bench.mute(kind, muted)`, kind, muted)
		return err
	}
}

func (c *calmCall) botsJoin(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, joinWithin)
	defer cancel()
	if c.bots, err = bots.Start(ctx, bots.Config{
		URL: c.server, Count: passers,
		Token: func(identity string) (string, error) { return server.Token(c.server, c.room, identity) },
	}); err != nil {
		return err
	}
	_, err = browser.Eval[any](c.viewer, joinWithin, `(count) => bench.seesOthers(count)`, passers)
	return err
}

func (c *calmCall) botsLeave() error {
	if c.bots == nil {
		return nil
	}
	leaving := c.bots
	c.bots = nil
	return leaving.Stop()
}
