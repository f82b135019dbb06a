package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"dualstream/e2e/browser"
	"dualstream/e2e/server"
)

// Stream is a video stream that is published.
type Stream struct {
	Width  int `json:"width"`
	Height int `json:"height"`
	FPS    int `json:"fps"`
	Kbps   int `json:"kbps"`
}

// The two streams of every publisher.
var (
	high = Stream{Width: 640, Height: 360, FPS: 15, Kbps: 600}
	low  = Stream{Width: 160, Height: 90, FPS: 15, Kbps: 60}
)

// Microphone is how sound is sent: the SDK's own way if Kbps is 0, else Opus
// at a rate, with RED and DTX or without.
type Microphone struct {
	Kbps int  `json:"kbps"`
	RED  bool `json:"red"`
	DTX  bool `json:"dtx"`
}

const (
	publisherUID = 1
	viewerUID    = 2
	// joinWithin is what a page may take to join and publish or receive.
	joinWithin = 30 * time.Second
	// settledFor is how long a call goes well before something happens to it,
	// settleWithin what it may take until then.
	settledFor   = 4 * time.Second
	settleWithin = 60 * time.Second
	// relayPeriod is how often the relay's counters are read.
	relayPeriod = 500 * time.Millisecond
)

// run is a call that is measured.
type run struct {
	w    *world
	row  *Row
	side Side

	server, room string
	viewer       *browser.Page
	networks     [2]relay // the viewer's and the publisher's
}

// record makes the call and returns what was seen.
func (r *run) record(ctx context.Context) (*Recording, error) {
	if err := r.place(); err != nil {
		return nil, err
	}
	r.networks = [2]relay{
		relayOf(r.server, r.room, strconv.Itoa(viewerUID)),
		relayOf(r.server, r.room, strconv.Itoa(publisherUID)),
	}
	if err := r.apply(ctx, r.row.Case.Before); err != nil {
		return nil, err
	}
	b, err := r.w.browser(ctx, r.w.cameras[r.row.Content], r.w.microphone)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	if _, err := r.call(b, microphones[r.row.Microphone]); err != nil {
		return nil, err
	}
	if err := r.settle(); err != nil {
		return nil, err
	}
	return r.happen(ctx)
}

// place chooses the server and a room of its own.
func (r *run) place() error {
	url, err := r.w.server(r.side.Server)
	if err != nil {
		return err
	}
	r.server, r.room = url, "bench-"+strconv.FormatInt(time.Now().UnixNano(), 36)
	return nil
}

// call lets both pages join, and returns the publisher's.
func (r *run) call(b *browser.Browser, m Microphone) (*browser.Page, error) {
	publisher, err := r.open(b)
	if err != nil {
		return nil, err
	}
	args, err := r.arguments(publisherUID)
	if err != nil {
		return nil, err
	}
	args["high"], args["low"], args["microphone"] = high, low, m
	if _, err := browser.Eval[any](publisher, joinWithin, `(args) => bench.publish(args)`, args); err != nil {
		return nil, fmt.Errorf("publishing: %w", err)
	}
	if r.viewer, err = r.open(b); err != nil {
		return nil, err
	}
	if r.side.Server == refused {
		if _, err := browser.Eval[any](r.viewer, joinWithin, browser.RefuseChoice); err != nil {
			return nil, err
		}
	}
	if args, err = r.arguments(viewerUID); err != nil {
		return nil, err
	}
	args["of"], args["option"] = publisherUID, r.side.Option
	if _, err := browser.Eval[any](r.viewer, joinWithin, `(args) => bench.view(args)`, args); err != nil {
		return nil, fmt.Errorf("receiving: %w", err)
	}
	return publisher, nil
}

// open opens a page of this side's SDK.
func (r *run) open(b *browser.Browser) (*browser.Page, error) {
	return b.Open(r.w.site.URL + "/" + r.side.SDK + ".html")
}

// arguments are what a page needs to join.
func (r *run) arguments(uid int) (map[string]any, error) {
	token, err := server.Token(r.server, r.room, strconv.Itoa(uid))
	if err != nil {
		return nil, err
	}
	return map[string]any{"server": r.server, "room": r.room, "token": token, "uid": uid}, nil
}

// settle waits until the high stream has been received at its full rate, and
// nothing else, for a while.
func (r *run) settle() error {
	deadline := time.Now().Add(settleWithin)
	for {
		ms, err := browser.Eval[float64](r.viewer, joinWithin, `(...least) => bench.settledFor(...least)`,
			lowestHigh, fullRate, high.Kbps*2/3)
		if err != nil {
			return err
		}
		if ms >= float64(settledFor.Milliseconds()) {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("the high stream did not settle within %s", settleWithin)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// clock is what the viewer's page shows of both its clocks, in ms.
type clock struct{ Page, Wall float64 }

func (r *run) clock() (clock, error) {
	return browser.Eval[clock](r.viewer, joinWithin, `() => bench.clock()`)
}

// apply changes the networks that a step names.
func (r *run) apply(ctx context.Context, s Step) error {
	for i, n := range []Network{s.Viewer, s.Publisher} {
		if n == (Network{}) {
			continue
		}
		if err := r.networks[i].set(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// happen lets the steps of the case happen, and returns what was seen.
func (r *run) happen(ctx context.Context) (*Recording, error) {
	seen := &Recording{Case: r.row.Case.Name, Side: r.side}
	before, err := r.clock()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	seen.DropMs, seen.WallMs = before.Page, before.Wall-before.Page

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var reading sync.WaitGroup
	reading.Go(func() { seen.Relay = r.readRelay(ctx, began, seen.DropMs) })
	err = r.play(ctx, began, seen)
	cancel()
	reading.Wait()
	if err != nil {
		return nil, err
	}
	if seen.Samples, err = browser.Eval[[]Sample](r.viewer, joinWithin, `() => bench.samples`); err != nil {
		return nil, err
	}
	if seen.Decisions, err = browser.Eval[string](r.viewer, joinWithin, `() => bench.decisions()`); err != nil {
		return nil, err
	}
	if r.side.Server == refused {
		kept, err := browser.Eval[int](r.viewer, joinWithin, browser.RefusedChoices)
		if err != nil {
			return nil, err
		}
		if kept == 0 {
			return nil, errors.New("the server was asked for nothing that it could refuse")
		}
	}
	return seen, r.thrown()
}

// thrown is what the viewer's page did not catch.
func (r *run) thrown() error {
	if thrown := r.viewer.Exceptions(); len(thrown) > 0 {
		return errors.New("uncaught in the viewer's page: " + thrown[0])
	}
	return nil
}

// play applies the steps at their times and waits for the end.
func (r *run) play(ctx context.Context, began time.Time, seen *Recording) error {
	for _, s := range r.row.Case.Steps {
		if err := sleepUntil(ctx, began.Add(s.At)); err != nil {
			return err
		}
		if s.At == r.row.Case.Release {
			now, err := r.clock()
			if err != nil {
				return err
			}
			seen.ReleaseMs = now.Page
		}
		if err := r.apply(ctx, s); err != nil {
			return err
		}
	}
	if err := sleepUntil(ctx, began.Add(r.row.Case.Release+r.row.Watch)); err != nil {
		return err
	}
	now, err := r.clock()
	seen.EndMs = now.Page
	return err
}

// readRelay reads the counters of the viewer's downlink until ctx ends.
func (r *run) readRelay(ctx context.Context, began time.Time, dropMs float64) []RelaySample {
	var samples []RelaySample
	tick := time.NewTicker(relayPeriod)
	defer tick.Stop()
	for {
		if counters, err := r.networks[0].down(ctx); err == nil {
			at := dropMs + float64(time.Since(began).Microseconds())/1000
			samples = append(samples, RelaySample{AtMs: at, Counters: counters})
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return samples
		}
	}
}

// sleepUntil waits for a time, or for the end of ctx, which is an error.
func sleepUntil(ctx context.Context, at time.Time) error {
	select {
	case <-time.After(time.Until(at)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
