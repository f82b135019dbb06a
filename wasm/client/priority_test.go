package client

import (
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

func TestSetRemoteUserPriority(t *testing.T) {
	m := &member{recorder: newRecorder(t, "anna")}
	m.Client = New(Env{}, Config{Mode: ModeRTC}, m.recorder)
	set := func(identity string, priority api.UserPriority) error {
		return m.do(func(done func(error)) { m.SetRemoteUserPriority(identity, priority, done) })
	}
	priority := func(identity string) (p api.UserPriority, any bool) {
		m.loop.call(func() { p, any = m.downlink.priorities[identity] })
		return p, any
	}

	if err := set("ben", api.PriorityHigh); code(err) != api.WSAbort {
		t.Errorf("out of a channel: %v", err)
	}
	if _, any := priority("ben"); any {
		t.Error("it was kept out of a channel")
	}

	m.loop.call(func() {
		m.state, m.session = api.Connected, &session{client: m.Client}
		m.downlink.log = fallback.NewLog(1 << 10)
	})
	for _, want := range []api.UserPriority{api.PriorityHigh, api.PriorityNormal, api.PriorityHigh} {
		m.must("setRemoteUserPriority", set("ben", want))
		m.must("setRemoteUserPriority", set("carl", want))
		if got, _ := priority("ben"); got != want {
			t.Errorf("priority %d, want %d", got, want)
		}
	}
	m.loop.call(func() { m.downlink.forget("ben") })
	if _, any := priority("ben"); any {
		t.Error("it is kept of a user who has left")
	}
	if got, _ := priority("carl"); got != api.PriorityHigh {
		t.Error("it is forgotten when another user leaves")
	}
	m.loop.call(m.downlink.clear)
	if _, any := priority("carl"); any {
		t.Error("it outlives the call")
	}
}
