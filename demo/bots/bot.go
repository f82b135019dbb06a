package bots

import (
	"context"
	"fmt"
	"strconv"

	"dualstream/wasm/api"
	"dualstream/wasm/client"
	"dualstream/wasm/peer/playback"
)

// bot is one participant. It is its client's listener.
type bot struct {
	silent
	identity    string
	troubles    *troubleLog
	connections connections
	client      *client.Client
	sources     sources
	// stopPlaying ends what Play began, nil while nothing is published. It
	// belongs to the client's queue.
	stopPlaying func()
}

func newBot(uid uint32, s sources, troubles *troubleLog) *bot {
	b := &bot{identity: strconv.FormatUint(uint64(uid), 10), troubles: troubles, sources: s}
	b.client = client.New(b.connections.env(), client.Config{Mode: client.ModeRTC, Codec: "vp8", PacketTrains: true}, b)
	return b
}

// start joins and publishes.
func (b *bot) start(ctx context.Context, config Config) error {
	token, err := config.Token(b.identity)
	if err != nil {
		return b.failed("token", err)
	}
	err = await(ctx, func(done func(error)) {
		b.client.Join(config.URL, token, func(_ client.Joined, err error) { done(err) })
	})
	if err != nil {
		return b.failed("join", err)
	}
	err = await(ctx, func(done func(error)) { b.client.SetDualStream(true, done) })
	if err != nil {
		return b.failed("enableDualStream", err)
	}
	err = await(ctx, func(done func(error)) {
		b.client.Publish(b.sources.tracks(), func(err error) {
			if err == nil {
				b.stopPlaying = playback.Play(b.sources.video, b.sources.audio)
			}
			done(err)
		})
	})
	if err != nil {
		return b.failed("publish", err)
	}
	return nil
}

func (b *bot) failed(what string, err error) error {
	return fmt.Errorf("bot %s: %s: %w", b.identity, what, err)
}

// leave returns when the bot's connections are closed.
func (b *bot) leave(ctx context.Context) error {
	if err := await(ctx, b.client.Leave); err != nil {
		return b.failed("leave", err)
	}
	select {
	case <-b.connections.closed():
		return nil
	case <-ctx.Done():
		return b.failed("leave", fmt.Errorf("its connections are still closing: %w", ctx.Err()))
	}
}

// StateChanged is of client.Listener.
func (b *bot) StateChanged(current, _ api.ConnectionState, reason api.DisconnectReason) {
	if current != api.Disconnected || b.stopPlaying == nil {
		return
	}
	b.stopPlaying()
	b.stopPlaying = nil
	if reason != api.ReasonLeave {
		b.troubles.tell(b.identity, "is gone: "+string(reason))
	}
}

// Log is of client.Listener. What goes wrong before the bot publishes is told
// by start, and what it leaves undone when it leaves is nobody's concern.
func (b *bot) Log(level client.LogLevel, text string) {
	if level >= client.LogWarning && b.stopPlaying != nil {
		b.troubles.tell(b.identity, text)
	}
}

// await makes a call of a client and waits for its outcome.
func await(ctx context.Context, call func(done func(error))) error {
	outcome := make(chan error, 1)
	call(func(err error) { outcome <- err })
	select {
	case err := <-outcome:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
