package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"dualstream/demo/bots"
	"dualstream/demo/sfu"
	"dualstream/demo/sfu/token"
)

const (
	// maxBots is as many as two cores carry beside the media server.
	maxBots = 50
	// defaultBotsRoom is the page's default channel.
	defaultBotsRoom = "demo"
)

// botOptions are the bots that were asked for; none if zero.
type botOptions struct {
	count int
	room  string
}

// parseBots reads the flags -bots and -bots-room.
func parseBots(count, room string) (botOptions, error) {
	n, err := strconv.Atoi(count)
	if err != nil || n < 0 || n > maxBots {
		return botOptions{}, fmt.Errorf("-bots: %q is not a number from 0 to %d", count, maxBots)
	}
	if room == "" {
		return botOptions{}, errors.New("-bots-room: the name is empty")
	}
	if n == 0 {
		return botOptions{}, nil
	}
	return botOptions{count: n, room: room}, nil
}

// start has the bots join. What goes wrong with them later goes to log.
func (o botOptions) start(ctx context.Context, media *sfu.Server, log io.Writer) (*bots.Bots, error) {
	return bots.Start(ctx, bots.Config{
		URL: media.URL(), Count: o.count, Log: log,
		Token: func(identity string) (string, error) {
			return media.Token(token.Request{Room: o.room, Identity: identity, Name: "Bot " + identity})
		},
	})
}

// String says where the bots are, in a line; it is empty where there are none.
func (o botOptions) String() string {
	switch o.count {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("1 bot publishes in the channel %q: user %d\n", o.room, bots.DefaultFirstUID)
	default:
		return fmt.Sprintf("%d bots publish in the channel %q: users %d to %d\n",
			o.count, o.room, bots.DefaultFirstUID, bots.DefaultFirstUID+o.count-1)
	}
}
