package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

func TestParseBots(t *testing.T) {
	for _, tt := range []struct {
		count, room string
		want        botOptions
		line        string
	}{
		{"0", "demo", botOptions{}, ""},
		{"1", "x y", botOptions{1, "x y"}, "1 bot publishes in the channel \"x y\": user 9001\n"},
		{"50", "demo", botOptions{50, "demo"}, "50 bots publish in the channel \"demo\": users 9001 to 9050\n"},
	} {
		got, err := parseBots(tt.count, tt.room)
		if err != nil || got != tt.want || got.String() != tt.line {
			t.Errorf("%q in %q: %+v, %v, %q", tt.count, tt.room, got, err, got)
		}
	}
	for _, tt := range []struct{ count, room, want string }{
		{"51", "demo", `-bots: "51" is not a number from 0 to 50`},
		{"-1", "demo", `-bots: "-1"`},
		{"2.5", "demo", `-bots: "2.5"`},
		{"", "demo", `-bots: ""`},
		{"3", "", "-bots-room"},
	} {
		if got, err := parseBots(tt.count, tt.room); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q in %q: %+v, %v; want %s", tt.count, tt.room, got, err, tt.want)
		}
	}
}

// The bots' default room is the page's default channel.
func TestBotsAreWhereThePageLooks(t *testing.T) {
	page, err := os.ReadFile("web/page/index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), `id="channel" type="text" value="`+defaultBotsRoom+`"`) {
		t.Errorf("the page's default channel is not %q", defaultBotsRoom)
	}
}

func TestDemoWithBots(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	output, stdout := io.Pipe()
	var stderr bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"-addr", "127.0.0.1:0", "-dist", dist(t), "-bots", "2", "-bots-room", "crowd"}, noEnv, stdout, &stderr)
		stdout.Close()
	}()
	lines := bufio.NewScanner(output)
	var text []string
	for len(text) < 2 && lines.Scan() {
		text = append(text, lines.Text())
	}
	if len(text) < 2 || !strings.HasPrefix(text[0], "Dualstream demo ready: ") || text[1] != `2 bots publish in the channel "crowd": users 9001 to 9002` {
		t.Errorf("it printed %q", text)
	}
	go func() {
		for lines.Scan() {
		}
	}()
	stop()
	select {
	case got := <-code:
		if got != 0 || stderr.Len() != 0 {
			t.Errorf("exit code %d: %s", got, &stderr)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it does not end")
	}
}
