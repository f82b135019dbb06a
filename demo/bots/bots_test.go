package bots

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dualstream/demo/sfu"
	"dualstream/demo/sfu/token"
	"dualstream/wasm/api"
	"dualstream/wasm/client"
	"dualstream/wasm/peer"
	"dualstream/wasm/stats"
)

// fast is how soon a stream that was asked for must arrive: without a key frame
// at once it would be up to a second.
const fast = 300 * time.Millisecond

// startServer runs a media server for the length of a test.
func startServer(t *testing.T) *sfu.Server {
	t.Helper()
	server, err := sfu.Start(t.Context(), sfu.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

func tokens(server *sfu.Server, room string) func(string) (string, error) {
	return func(identity string) (string, error) {
		return server.Token(token.Request{Room: room, Identity: identity})
	}
}

// logged is a writer that is read while it is written.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func startBots(t *testing.T, server *sfu.Server, count int) *Bots {
	t.Helper()
	log := &logged{}
	b, err := Start(t.Context(), Config{URL: server.URL(), Token: tokens(server, "room"), Count: count, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Stop(); err != nil {
			t.Error(err)
		}
		if log.String() != "" {
			t.Errorf("the bots have troubles: %s", log)
		}
	})
	return b
}

// viewer is a native client that watches.
type viewer struct {
	silent
	t *testing.T
	*client.Client
	connections connections

	mu        sync.Mutex
	receiving []peer.Connection
	tracks    map[string]peer.RemoteTrack
	published map[string]bool
	left      []string
}

func newViewer(t *testing.T, server *sfu.Server) *viewer {
	t.Helper()
	v := &viewer{t: t, tracks: map[string]peer.RemoteTrack{}, published: map[string]bool{}}
	env := v.connections.env()
	factory := env.NewPeer
	env.NewPeer = func(config peer.Config, events peer.Events) (peer.Connection, error) {
		c, err := factory(config, events)
		v.mu.Lock()
		defer v.mu.Unlock()
		v.receiving = append(v.receiving, c)
		return c, err
	}
	v.Client = client.New(env, client.Config{Mode: client.ModeRTC, Codec: "vp8"}, v)
	signed, err := tokens(server, "room")("1")
	if err != nil {
		t.Fatal(err)
	}
	v.do(func(done func(error)) {
		v.Join(server.URL(), signed, func(_ client.Joined, err error) { done(err) })
	})
	t.Cleanup(v.leave)
	return v
}

func (v *viewer) leave() {
	v.do(v.Leave)
	select {
	case <-v.connections.closed():
	case <-time.After(5 * time.Second):
		v.t.Error("the viewer's connections stay open")
	}
}

func (v *viewer) do(call func(done func(error))) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	if err := await(ctx, call); err != nil {
		v.t.Fatal(err)
	}
}

func (v *viewer) UserPublished(identity string, kind api.MediaKind) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.published[identity+" "+string(kind)] = true
}

func (v *viewer) UserUnpublished(identity string, kind api.MediaKind) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.published, identity+" "+string(kind))
}

func (v *viewer) publishes(identity string, kind api.MediaKind) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.published[identity+" "+string(kind)]
}

func (v *viewer) UserLeft(identity string, reason api.LeaveReason) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.left = append(v.left, identity+" "+string(reason))
}

func (v *viewer) Track(identity string, kind api.MediaKind, track peer.RemoteTrack) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.tracks[identity+" "+string(kind)] = track
}

func (v *viewer) subscribe(identity string, kind api.MediaKind) {
	v.t.Helper()
	wait(v.t, 10*time.Second, "publication of "+identity, func() bool { return v.publishes(identity, kind) })
	v.do(func(done func(error)) { v.Subscribe(identity, kind, done) })
}

func (v *viewer) choose(identity string, stream api.StreamType) {
	v.t.Helper()
	v.do(func(done func(error)) { v.SetRemoteVideoStreamType(identity, stream, done) })
}

// received is what has come of a user's media, zero before there is any.
func (v *viewer) received(identity string, kind api.MediaKind) (in stats.Inbound) {
	v.t.Helper()
	v.mu.Lock()
	track, connection := v.tracks[identity+" "+string(kind)], v.receiving[0]
	v.mu.Unlock()
	report, err := connection.Stats(context.Background())
	if err != nil {
		v.t.Fatal(err)
	}
	for _, in := range report.Inbound {
		if in.Kind == kind && track != nil && strconv.Itoa(in.MID) == track.MID() {
			return in
		}
	}
	return in
}

// arrives waits until a user's video has a width, and returns how long it took.
func (v *viewer) arrives(identity string, width float64, within time.Duration) time.Duration {
	v.t.Helper()
	start := time.Now()
	wait(v.t, within, "video of that width", func() bool {
		return v.received(identity, api.Video).FrameWidth == width
	})
	return time.Since(start)
}

func wait(t *testing.T, bound time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(bound); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within %s", what, bound)
		}
	}
}

func TestBotsSendTwoStreamsAndAVoice(t *testing.T) {
	server := startServer(t)
	startBots(t, server, 2)
	v := newViewer(t, server)
	for _, identity := range []string{"9001", "9002"} {
		v.subscribe(identity, api.Video)
		v.subscribe(identity, api.Audio)
	}
	for _, identity := range []string{"9001", "9002"} {
		v.arrives(identity, 640, 10*time.Second)
	}
	rate := func(identity string, kind api.MediaKind) float64 {
		before := v.received(identity, kind)
		time.Sleep(3 * time.Second) // a clip's length
		after := v.received(identity, kind)
		return stats.ReceivedKbps(&before, &after)
	}
	if kbps := rate("9001", api.Audio); kbps < 25 || kbps > 36 {
		t.Errorf("the voice has %.0f kbps, want 32", kbps)
	}
	if kbps := rate("9002", api.Video); kbps < 450 || kbps > 600 {
		t.Errorf("the high stream has %.0f kbps", kbps)
	}
	v.choose("9002", api.LowStream)
	v.arrives("9002", 160, 2*time.Second)
	if kbps := rate("9002", api.Video); kbps < 45 || kbps > 75 {
		t.Errorf("the low stream has %.0f kbps", kbps)
	}
	if v.received("9001", api.Video).FrameWidth != 640 {
		t.Error("the other bot's stream changed too")
	}
}

func TestSwitchingIsFast(t *testing.T) {
	server := startServer(t)
	startBots(t, server, 1)
	v := newViewer(t, server)
	v.subscribe("9001", api.Video)
	v.arrives("9001", 640, 10*time.Second)
	var took []time.Duration
	for i := range 6 {
		// Longer than the server's shortest time between two requests for a key
		// frame, and at another place in the clip each time.
		time.Sleep(1210 * time.Millisecond)
		stream, width := api.LowStream, 160.0
		if i%2 == 1 {
			stream, width = api.HighStream, 640
		}
		v.choose("9001", stream)
		took = append(took, v.arrives("9001", width, 5*time.Second))
		t.Logf("to %.0f wide: %d ms", width, took[i].Milliseconds())
	}
	// Not the worst: that is the machine's.
	slices.Sort(took)
	if median := took[len(took)/2]; median > fast {
		t.Errorf("the median is %s, want at most %s", median, fast)
	}
}

func TestLowStreamThatIsOffIsNotSent(t *testing.T) {
	server := startServer(t)
	b := startBots(t, server, 1)
	v := newViewer(t, server)
	v.subscribe("9001", api.Video)
	v.choose("9001", api.LowStream)
	v.arrives("9001", 160, 10*time.Second)
	v.do(func(done func(error)) { b.list[0].client.SetDualStream(false, done) })
	v.arrives("9001", 640, 5*time.Second)
	v.do(func(done func(error)) { b.list[0].client.SetDualStream(true, done) })
	v.arrives("9001", 160, 5*time.Second)
}

func TestStopLeavesNothing(t *testing.T) {
	server := startServer(t)
	v := newViewer(t, server)
	b := startBots(t, server, 3)
	v.subscribe("9002", api.Video)
	v.arrives("9002", 640, 10*time.Second)
	start := time.Now()
	if err := b.Stop(); err != nil {
		t.Error(err)
	}
	took := time.Since(start)
	t.Logf("it took %s", took)
	if took > 5*time.Second {
		t.Errorf("Stop took %s", took)
	}
	wait(t, 2*time.Second, "the bots' goodbyes", func() bool {
		v.mu.Lock()
		defer v.mu.Unlock()
		return len(v.left) == 3 && !strings.Contains(strings.Join(v.left, " "), "TimeOut")
	})
	v.leave()
	left := ""
	for end := time.Now().Add(2 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if left = ours(); left == "" {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("still running:\n%s", left)
		}
	}
}

// ours lists the goroutines of the engine: the media server is on another
// version of pion/webrtc.
func ours() string {
	buffer := make([]byte, 4<<20)
	var list []string
	for _, stack := range strings.Split(string(buffer[:runtime.Stack(buffer, true)]), "\n\n") {
		if strings.Contains(stack, "dualstream/wasm/") || strings.Contains(stack, "pion/webrtc/v3") {
			list = append(list, stack)
		}
	}
	return strings.Join(list, "\n\n")
}

func TestABotThatIsThrownOutSaysWhy(t *testing.T) {
	server := startServer(t)
	log := &logged{}
	config := Config{URL: server.URL(), Token: tokens(server, "room"), Count: 1, Log: log}
	first, err := Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	wait(t, 5*time.Second, "a word on the end", func() bool { return log.String() != "" })
	for _, b := range []*Bots{first, second} {
		if err := b.Stop(); err != nil {
			t.Error(err)
		}
	}
	if got := log.String(); got != "bot 9001: is gone: UID_CONFLICT\n" {
		t.Errorf("log: %q", got)
	}
}

// breakable forwards TCP connections to a server, until they are broken.
type breakable struct {
	net.Listener
	mu    sync.Mutex
	conns []net.Conn
}

func newBreakable(t *testing.T, server string) *breakable {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &breakable{Listener: listener}
	t.Cleanup(func() {
		listener.Close()
		b.cut()
	})
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", server)
			if err != nil {
				near.Close()
				continue
			}
			b.mu.Lock()
			b.conns = append(b.conns, near, far)
			b.mu.Unlock()
			go func() { _, _ = io.Copy(near, far) }()
			go func() { _, _ = io.Copy(far, near) }()
		}
	}()
	return b
}

func (b *breakable) cut() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.conns {
		c.Close()
	}
	b.conns = nil
}

func TestABotComesBack(t *testing.T) {
	server := startServer(t)
	path := newBreakable(t, strings.TrimPrefix(server.URL(), "http://"))
	log := &logged{}
	b, err := Start(t.Context(), Config{
		URL: "ws://" + path.Addr().String(), Token: tokens(server, "room"), Count: 1, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	v := newViewer(t, server)
	v.subscribe("9001", api.Video)
	v.arrives("9001", 640, 10*time.Second)
	path.cut()
	// To the others a user who joins anew has left and come back.
	wait(t, 10*time.Second, "the end of the first video", func() bool { return !v.publishes("9001", api.Video) })
	v.subscribe("9001", api.Video)
	v.arrives("9001", 640, 10*time.Second)
	if err := b.Stop(); err != nil {
		t.Error(err)
	}
	if text := log.String(); strings.Count(text, "bot 9001: reconnecting: ") != 1 || strings.Count(text, "\n") != 1 {
		t.Errorf("log: %q", text)
	}
}

func TestStartFails(t *testing.T) {
	server := startServer(t)
	secret := regexp.MustCompile(`eyJ|access_token`)
	for name, tt := range map[string]struct {
		config Config
		want   string
	}{
		"a forged token": {Config{URL: server.URL(), Token: func(identity string) (string, error) {
			signed, err := tokens(server, "room")(identity)
			return signed + "x", err
		}}, "CAN_NOT_GET_GATEWAY_SERVER"},
		"no server":  {Config{URL: "ws://127.0.0.1:9", Token: tokens(server, "room")}, "CAN_NOT_GET_GATEWAY_SERVER"},
		"no address": {Config{URL: "x", Token: tokens(server, "room")}, "INVALID_PARAMS"},
		"no token":   {Config{URL: server.URL(), Token: func(string) (string, error) { return "", errors.New("none") }}, "none"},
		"no room":    {Config{URL: server.URL(), Token: tokens(server, "")}, "room"},
	} {
		t.Run(name, func(t *testing.T) {
			log := &logged{}
			tt.config.Count, tt.config.FirstUID, tt.config.Log = 2, 7, log
			b, err := Start(t.Context(), tt.config)
			if err == nil {
				_ = b.Stop()
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), "bot ") || !strings.Contains(err.Error(), tt.want) || strings.Count(err.Error(), "bot ") != 1 {
				t.Errorf("error %q", err)
			}
			if text := err.Error() + log.String(); secret.MatchString(text) {
				t.Errorf("a token is told: %s", text)
			}
		})
	}
	t.Run("given up", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Start(ctx, Config{URL: server.URL(), Token: tokens(server, "room"), Count: 2}); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}

func TestNeighboursLookDifferent(t *testing.T) {
	s, err := loadScenes()
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir("media")
	if err != nil {
		t.Fatal(err)
	}
	size := int64(0)
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	if size > 700_000 {
		t.Errorf("the media have %d bytes", size)
	}
	for i, p := range s.people {
		if p.high.Width != 640 || p.high.Height != 360 || p.low.Width != 160 || p.low.Height != 90 {
			t.Errorf("person %d: %dx%d and %dx%d", i, p.high.Width, p.high.Height, p.low.Width, p.low.Height)
		}
		if i > 0 && p.high == s.people[i-1].high {
			t.Errorf("person %d is person %d", i, i-1)
		}
	}
}
