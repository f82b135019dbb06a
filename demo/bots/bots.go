// Package bots makes participants without a browser: the SDK's own engine on
// pion/webrtc, each publishing a high and a low video stream and a voice from
// small files, for as long as they are wanted. They subscribe to nothing.
package bots

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"
)

// DefaultFirstUID is the uid of the first bot unless Config says otherwise; the
// others count up from it.
const DefaultFirstUID = 9001

const (
	// startingAtOnce is how many bots join at the same time.
	startingAtOnce = 4
	// stopTimeout bounds Stop.
	stopTimeout = 3 * time.Second
)

// Config says who joins where.
type Config struct {
	// URL is the media server's address: ws, wss, http or https, without /rtc.
	URL string
	// Token signs an access token for the identity, a uid in decimal. The token
	// names the room.
	Token func(identity string) (string, error)
	Count int
	// FirstUID is the uid of the first bot, DefaultFirstUID if 0.
	FirstUID uint32
	// Log takes a line for each trouble of a bot after Start: why it reconnects,
	// why it is gone. os.Stderr if nil.
	Log io.Writer
}

// Bots are participants that publish.
type Bots struct{ list []*bot }

// Start has all bots join and publish, and returns when they do. If one of them
// cannot, none stays and the error names it. ctx bounds the start only; Stop
// ends the bots.
func Start(ctx context.Context, config Config) (*Bots, error) {
	scenes, err := loadScenes()
	if err != nil {
		return nil, err
	}
	if config.FirstUID == 0 {
		config.FirstUID = DefaultFirstUID
	}
	troubles := &troubleLog{to: config.Log}
	if troubles.to == nil {
		troubles.to = os.Stderr
	}
	b := &Bots{}
	for i := range config.Count {
		b.list = append(b.list, newBot(config.FirstUID+uint32(i), scenes.sources(i), troubles))
	}
	if err := b.start(ctx, config); err != nil {
		return nil, errors.Join(err, b.Stop())
	}
	return b, nil
}

// start returns the first failure, which ends the other starts.
func (b *Bots) start(ctx context.Context, config Config) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	slots := make(chan struct{}, startingAtOnce)
	var starting sync.WaitGroup
	for _, bot := range b.list {
		starting.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() != nil {
				return
			}
			if err := bot.start(ctx, config); err != nil {
				fail(err)
			}
		})
	}
	starting.Wait()
	return context.Cause(ctx)
}

// Stop has all bots leave, and returns when their connections are closed,
// within three seconds. Stopping twice is no error.
func (b *Bots) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	failures := make([]error, len(b.list))
	var stopping sync.WaitGroup
	for i, bot := range b.list {
		stopping.Go(func() { failures[i] = bot.leave(ctx) })
	}
	stopping.Wait()
	return errors.Join(failures...)
}
