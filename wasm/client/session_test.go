package client

import (
	"strings"
	"testing"
	"time"

	"dualstream/wasm/api"
)

// The table of modes, roles and reconnections on a real media server.
var sessionsOnServer = map[string]func(t *testing.T, room string){
	"a low stream while it is asked for":           lowWhileAskedFor,
	"a low stream where nobody can ask":            lowWithoutQuestions,
	"the low stream of everybody":                  lowOfEverybody,
	"hosts and audiences":                          hostsAndAudiences,
	"what is published comes back":                 mediaComesBack,
	"the connection after renewToken":              renewedConnection,
	"a reconnection that is refused for its token": refusedReconnection,
}

func TestSessionsOnServer(t *testing.T) {
	server(t)
	for name, test := range sessionsOnServer {
		t.Run(name, func(t *testing.T) { test(t, strings.ReplaceAll(t.Name(), "/", " ")) })
	}
}

func (m *member) mode(mode api.DualStreamMode) {
	m.t.Helper()
	m.must("setDualStreamMode", m.do(func(done func(error)) { m.SetDualStreamMode(mode, done) }))
}

// sendsLow waits until the low stream is sent, or is not, and tells how long that
// took.
func (m *member) sendsLow(want bool, within time.Duration) time.Duration {
	m.t.Helper()
	began := time.Now()
	for {
		var sent bool
		m.loop.call(func() { sent = m.publications[0].plan.Encodings[0].Active })
		if took := time.Since(began); sent == want {
			return took
		} else if took > within {
			m.t.Fatalf("%s: the low stream is sent: %v, after %v", m.identity, sent, took)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func lowWhileAskedFor(t *testing.T, room string) {
	anna, ben, carla := joined(t, room, "anna"), joined(t, room, "ben"), joined(t, room, "carla")
	anna.mode(api.DualStreamAuto)
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	carla.subscribe(anna, api.Video)
	ben.arriving(anna, api.HighStream)
	anna.sendsLow(false, 0)

	ben.choose(anna, api.LowStream)
	t.Logf("asked for: sent after %v", anna.sendsLow(true, 3*time.Second))
	ben.arriving(anna, api.LowStream)
	carla.arriving(anna, api.HighStream)
	time.Sleep(demandHolds + time.Second)
	anna.sendsLow(true, 0)

	ben.choose(anna, api.HighStream)
	t.Logf("no more: ended after %v", anna.sendsLow(false, demandHolds+2*time.Second))
	ben.arriving(anna, api.HighStream)
	if all := append(ben.all("stream"), carla.all("stream")...); len(all) != 2 {
		t.Errorf("events: %v", all)
	}
}

func lowWithoutQuestions(t *testing.T, room string) {
	anna := newMember(t, "anna")
	anna.config.PacketTrains = false
	anna.join(room)
	ben := joined(t, room, "ben")
	anna.mode(api.DualStreamAuto)
	anna.publish(camera(t))
	anna.sendsLow(false, 0)
	ben.subscribe(anna, api.Video)
	anna.sendsLow(true, 3*time.Second)
	ben.choose(anna, api.LowStream)
	ben.arriving(anna, api.LowStream)
	ben.must("unsubscribe", ben.do(func(done func(error)) { ben.Unsubscribe("anna", api.Video, done) }))
	anna.sendsLow(false, 12*time.Second)
}

func lowOfEverybody(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), newMember(t, "ben")
	ben.must("setRemoteDefaultVideoStreamType", ben.do(func(done func(error)) {
		ben.SetRemoteDefaultVideoStreamType(api.LowStream, done)
	}))
	ben.join(room)
	anna.dualStream(true)
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.LowStream)
	ben.choose(anna, api.HighStream)
	ben.arriving(anna, api.HighStream)
}

func hostsAndAudiences(t *testing.T, room string) {
	live := func(identity string, role api.Role) *member {
		m := newMember(t, identity)
		m.config.Mode, m.role = ModeLive, role
		m.join(room)
		return m
	}
	anna, ben, carla := live("anna", api.Host), live("ben", api.Audience), live("carla", api.Host)
	become := func(m *member, role api.Role) {
		m.must("setClientRole", m.do(func(done func(error)) { m.SetClientRole(role, done) }))
	}
	for _, m := range []*member{ben, carla} {
		m.wait("joined anna", 1)
	}
	anna.wait("joined carla", 1)
	if err := ben.do(func(done func(error)) { ben.Publish([]*Track{microphone(t)}, done) }); code(err) != api.InvalidOperation {
		t.Errorf("an audience publishes: %v", err)
	}
	anna.publish(microphone(t))
	ben.subscribe(anna, api.Audio)
	become(carla, api.Audience)
	anna.wait("left carla BecomeAudience", 1)
	become(ben, api.Host)
	anna.wait("joined ben", 1)
	become(ben, api.Audience)
	anna.wait("left ben BecomeAudience", 1)
	ben.must("leave", ben.do(ben.Leave))
	time.Sleep(500 * time.Millisecond)
	if all := append(anna.all("joined"), anna.all("left")...); len(all) != 4 {
		t.Errorf("users: %v", all)
	}
}

// breaks ends the socket of a member whose dialer is breakable.
func (m *member) breaks(dialer *breakable) {
	dialer.conns[len(dialer.conns)-1].Close(3000, "broken by the test")
}

func breakableMember(t *testing.T, identity string) (*member, *breakable) {
	m := newMember(t, identity)
	dialer := &breakable{dial: m.env.Dial}
	m.env.Dial = dialer.Dial
	return m, dialer
}

func mediaComesBack(t *testing.T, room string) {
	anna, dialer := breakableMember(t, "anna")
	anna.join(room)
	anna.publish(microphone(t))
	anna.breaks(dialer)
	anna.wait("media true", 1)
	if all := anna.all("media"); len(all) != 2 || all[0] != "media false" {
		t.Errorf("told %v", all)
	}
	anna.breaks(dialer)
	anna.wait("media true", 2)
}

func renewedConnection(t *testing.T, room string) {
	anna, dialer := breakableMember(t, "anna")
	anna.join(room)
	_, token := access(t, room, "anna")
	anna.must("renewToken", anna.do(func(done func(error)) { anna.RenewToken(token, done) }))
	anna.breaks(dialer)
	anna.wait("state RECONNECTING CONNECTED", 1)
	if all := anna.all("refused"); len(all) != 0 {
		t.Errorf("attempts that failed: %v", all)
	}
}

func refusedReconnection(t *testing.T, room string) {
	anna, dialer := breakableMember(t, "anna")
	anna.join(room)
	_, token := access(t, room, "anna")
	renew := func(token string) {
		anna.must("renewToken", anna.do(func(done func(error)) { anna.RenewToken(token, done) }))
	}
	forged := token[:len(token)-3] + "xxx"
	renew(forged)
	anna.breaks(dialer)
	anna.wait("refused "+forged, 1)
	renew(token)
	anna.wait("state RECONNECTING CONNECTED", 1)
}
