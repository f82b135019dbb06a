package client

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/peer"
	"dualstream/wasm/quality"
)

// recorder is a listener that keeps what it is told, one line each.
type recorder struct {
	t    testing.TB
	name string

	mu     sync.Mutex
	lines  []string
	tracks map[string]peer.RemoteTrack
	// statistics is the newest text of them.
	statistics string
	told       chan struct{}
}

func newRecorder(t testing.TB, name string) *recorder {
	return &recorder{t: t, name: name, tracks: map[string]peer.RemoteTrack{}, told: make(chan struct{})}
}

func (r *recorder) note(parts ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, strings.TrimSuffix(fmt.Sprintln(parts...), "\n"))
	close(r.told)
	r.told = make(chan struct{})
}

// all returns the lines that begin with prefix.
func (r *recorder) all(prefix string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(r.lines), func(l string) bool { return !strings.HasPrefix(l, prefix) })
}

// wait waits until n lines begin with prefix.
func (r *recorder) wait(prefix string, n int) []string {
	r.t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		r.mu.Lock()
		told := r.told
		r.mu.Unlock()
		if got := r.all(prefix); len(got) >= n {
			return got
		}
		select {
		case <-told:
		case <-deadline:
			r.t.Fatalf("%s: waited for %d x %q; was told:\n%s", r.name, n, prefix, strings.Join(r.all(""), "\n"))
		}
	}
}

func (r *recorder) track(identity string, kind api.MediaKind) peer.RemoteTrack {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tracks[identity+" "+string(kind)]
}

func (r *recorder) StateChanged(current, previous api.ConnectionState, reason api.DisconnectReason) {
	r.note("state", previous, current, reason)
}
func (r *recorder) MediaReconnect(over bool)     { r.note("media", over) }
func (r *recorder) ReconnectFailed(token string) { r.note("refused", token) }
func (r *recorder) UserMuted(identity string, kind api.MediaKind, muted bool) {
	r.note("muted", identity, kind, muted)
}
func (r *recorder) UserJoined(identity string) { r.note("joined", identity) }
func (r *recorder) UserLeft(identity string, reason api.LeaveReason) {
	r.note("left", identity, reason)
}
func (r *recorder) UserPublished(identity string, kind api.MediaKind) {
	r.note("published", identity, kind)
}
func (r *recorder) UserUnpublished(identity string, kind api.MediaKind) {
	r.note("unpublished", identity, kind)
}
func (r *recorder) Track(identity string, kind api.MediaKind, track peer.RemoteTrack) {
	r.mu.Lock()
	r.tracks[identity+" "+string(kind)] = track
	r.mu.Unlock()
	r.note("track", identity, kind, track != nil)
}
func (r *recorder) StreamTypeChanged(identity string, stream api.StreamType, reason *StreamTypeReason) {
	r.note("stream", identity, stream, reason.Cause, reason.Width, reason.Height)
}
func (r *recorder) StreamFallback(identity string, fallen bool, reason *fallback.Reason) {
	r.note("fallback", identity, fallen, reason.Cause)
}
func (r *recorder) StreamFallbackWarning(identity string, warning bool, reason *fallback.Reason) {
	r.note("fallback-warning", identity, warning, reason.Cause)
}
func (r *recorder) FallbackState(identity string, state *fallback.State) {
	r.note("fallback-state", identity, state.Option, state.Ceiling, state.Level, state.Phase)
}

// Statistics keeps the newest: they are told each second.
func (r *recorder) Statistics(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.statistics = text
}
func (r *recorder) Exception(identity string, code quality.Code) {
	r.note("exception", identity, code)
}
func (r *recorder) Log(level LogLevel, text string) { r.note("log", level, text) }
