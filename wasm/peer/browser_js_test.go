//go:build js && wasm

package peer_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
	"dualstream/wasm/peer/peertest"
	"dualstream/wasm/stats"
)

// run runs a function's body in JavaScript with pc as its parameter.
func run(t *testing.T, pc safejs.Value, body string) string {
	t.Helper()
	constructor, err := safejs.Global().Get("Function")
	if err != nil {
		t.Fatal(err)
	}
	function, err := constructor.New("pc", body)
	if err != nil {
		t.Fatal(err)
	}
	value, err := function.Invoke(pc)
	if err != nil {
		t.Fatal(err)
	}
	s, err := value.String()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// connection makes a connection in a browser that is changed by a function's
// body first, and gives the browser's object too.
func connection(t *testing.T, config peer.Config, change string) (c peer.Connection, pc safejs.Value) {
	t.Helper()
	c, err := peer.NewFactory(peer.Host{Opened: func(opened safejs.Value) {
		pc = opened
		run(t, pc, change)
	}})(config, peer.Events{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, pc
}

const encodings = `return JSON.stringify(pc.getSenders()[0].getParameters().encodings.map(
	(e) => [e.rid, e.active, e.maxBitrate, e.maxFramerate, e.scaleResolutionDownBy]));`

func TestEncodingsAsTheBrowserHasThem(t *testing.T) {
	c, pc := connection(t, peer.Config{}, "")
	off := low
	off.Active = false
	s := add(t, c, peertest.NewVideo(t), off, high)
	if got, want := run(t, pc, encodings), `[["q",false,60000,15,4],["h",true,400000,15,1]]`; got != want {
		t.Errorf("added as %s, want %s", got, want)
	}
	// Named in another order; a bound that is 0 is taken away.
	if err := s.SetEncodings(t.Context(), []api.Encoding{
		{RID: "h", Active: true, ScaleDown: 2},
		{RID: "q", Active: true, MaxBitrate: 80_000, MaxFramerate: 10, ScaleDown: 8},
	}); err != nil {
		t.Fatal(err)
	}
	if got, want := run(t, pc, encodings), `[["q",true,80000,10,8],["h",true,null,null,2]]`; got != want {
		t.Errorf("set as %s, want %s", got, want)
	}
}

func TestConfigurationOfThePage(t *testing.T) {
	configuration := func(rtc string) string {
		t.Helper()
		host := peer.Host{}
		if rtc != "" {
			json, err := safejs.Global().Get("JSON")
			if err == nil {
				host.RTC, err = json.Call("parse", rtc)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		told := ""
		host.Opened = func(pc safejs.Value) {
			told = run(t, pc, `const { iceTransportPolicy, iceServers } = pc.getConfiguration();
				return JSON.stringify([iceTransportPolicy, iceServers.map((s) => [s.urls, s.username, s.credential])]);`)
		}
		for range 2 { // what the page gave stays as it is
			c, err := peer.NewFactory(host)(peer.Config{ICEServers: []peer.ICEServer{{URLs: []string{"stun:127.0.0.1:9"}}}}, peer.Events{})
			if err != nil {
				t.Fatal(err)
			}
			c.Close()
		}
		return told
	}
	if got, want := configuration(""), `["all",[[["stun:127.0.0.1:9"],"",""]]]`; got != want {
		t.Errorf("a page that wants nothing: %s, want %s", got, want)
	}
	got := configuration(`{"iceTransportPolicy": "relay", "iceServers": [{"urls": ["turn:127.0.0.1:9"], "username": "u", "credential": "c"}]}`)
	if want := `["relay",[[["turn:127.0.0.1:9"],"u","c"],[["stun:127.0.0.1:9"],"",""]]]`; got != want {
		t.Errorf("a page with a TURN server: %s, want %s", got, want)
	}
}

func TestAudioTakesNoEncodings(t *testing.T) {
	c, pc := connection(t, peer.Config{}, `
		pc.addTransceiver = (track, init) => {
			if (init.sendEncodings) {
				pc.refused = true;
				throw new Error("encodings for " + track.kind);
			}
			return RTCPeerConnection.prototype.addTransceiver.call(pc, track, init);
		};`)
	s := add(t, c, peertest.NewAudio(t), single...)
	if got := run(t, pc, `return pc.refused ?? false;`); got != "<boolean: false>" {
		t.Error("they were given, and refused")
	}
	if err := s.SetEncodings(t.Context(), []api.Encoding{{Active: true, MaxBitrate: 40_000, ScaleDown: 1}}); err != nil {
		t.Fatal(err)
	}
	if got := run(t, pc, `return pc.getSenders()[0].getParameters().encodings[0].maxBitrate;`); got != "<number: 40000>" {
		t.Errorf("maxBitrate %s", got)
	}
}

func TestEncodingsRefusedOrIgnored(t *testing.T) {
	for name, change := range map[string]string{
		"refused": `pc.addTransceiver = (track, init) => {
			if (init.sendEncodings) throw new TypeError("no");
			return RTCPeerConnection.prototype.addTransceiver.call(pc, track, init);
		};`,
		"ignored": `pc.addTransceiver = (track, { direction }) =>
			RTCPeerConnection.prototype.addTransceiver.call(pc, track, { direction });`,
	} {
		t.Run(name, func(t *testing.T) {
			c, pc := connection(t, peer.Config{}, change)
			s := add(t, c, peertest.NewVideo(t), low, high)
			if len(s.RIDs()) != 0 {
				t.Errorf("rids %q", s.RIDs())
			}
			if err := s.SetEncodings(t.Context(), []api.Encoding{low, high}); err != nil {
				t.Fatal(err)
			}
			if got, want := run(t, pc, encodings), `[[null,true,400000,15,1]]`; got != want {
				t.Errorf("sent as %s, want %s", got, want)
			}
		})
	}
}

func TestEncodingsAreSetAgainAfterTheAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		change string
		asked  []api.Encoding
		want   string
	}{
		"all layers came out equal": {
			`pc.addTransceiver = (track, init) => RTCPeerConnection.prototype.addTransceiver.call(pc, track,
				{ ...init, sendEncodings: init.sendEncodings.map((e) => ({ ...e, scaleResolutionDownBy: 1 })) });`,
			[]api.Encoding{low, high},
			`[["q",true,60000,15,4],["h",true,400000,15,1]]`,
		},
		"a single stream was ignored": {
			`pc.addTransceiver = (track, { direction }) =>
				RTCPeerConnection.prototype.addTransceiver.call(pc, track, { direction });`,
			[]api.Encoding{{Active: true, MaxBitrate: 300_000, MaxFramerate: 12, ScaleDown: 1}},
			`[[null,true,300000,12,1]]`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			var opened []safejs.Value
			p := newPairOf(t, peer.NewFactory(peer.Host{Opened: func(pc safejs.Value) {
				if opened = append(opened, pc); len(opened) == 1 {
					run(t, pc, c.change)
				}
			}}), peer.Config{VideoCodec: "vp8"})
			add(t, p.from, peertest.NewVideo(t), c.asked...)
			for range 2 { // each answer
				p.negotiate()
				if got := run(t, opened[0], encodings); got != c.want {
					t.Errorf("after the answer %s, want %s", got, c.want)
				}
				run(t, opened[0], `const sender = pc.getSenders()[0], p = sender.getParameters();
					for (const e of p.encodings) e.scaleResolutionDownBy = 1;
					sender.setParameters(p); return "";`)
			}
		})
	}
}

func TestEmptyMembersAreNotHandedBack(t *testing.T) {
	c, pc := connection(t, peer.Config{}, "")
	s := add(t, c, peertest.NewVideo(t), single...)
	run(t, pc, `
		const sender = pc.getSenders()[0];
		sender.getParameters = () => {
			const p = RTCRtpSender.prototype.getParameters.call(sender);
			Object.assign(p.encodings[0], { scalabilityMode: null, codec: undefined });
			return p;
		};
		sender.setParameters = (p) => {
			for (const [name, value] of Object.entries(p.encodings[0]))
				if (value == null) throw new TypeError(name + " is empty");
			return RTCRtpSender.prototype.setParameters.call(sender, p);
		};`)
	if err := s.SetEncodings(t.Context(), single); err != nil {
		t.Error(err)
	}
}

func TestStateWithoutConnectionState(t *testing.T) {
	p := newPairOf(t, peer.NewFactory(peer.Host{Opened: func(pc safejs.Value) {
		run(t, pc, `Object.defineProperty(pc, "connectionState", { value: undefined });`)
	}}), peer.Config{})
	add(t, p.from, peertest.NewAudio(t))
	p.negotiate()
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		p.mu.Lock()
		states := slices.Clone(p.states)
		p.mu.Unlock()
		if slices.Equal(states, []peer.State{peer.StateConnecting, peer.StateConnected}) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("states %v", states)
		}
	}
}

func TestHostIsTold(t *testing.T) {
	var opened, closed, panicked int
	c, err := peer.NewFactory(peer.Host{
		Opened:   func(safejs.Value) { opened++ },
		Closed:   func(safejs.Value) { closed++ },
		Panicked: func(any) { panicked++ },
	})(peer.Config{}, peer.Events{Candidate: func(string) { panic("on purpose") }})
	if err != nil {
		t.Fatal(err)
	}
	add(t, c, peertest.NewAudio(t))
	if _, err := c.Offer(t.Context()); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(patience); panicked == 0 && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	c.Close()
	c.Close()
	if opened != 1 || closed != 1 || panicked == 0 {
		t.Errorf("opened %d, closed %d, panicked %d", opened, closed, panicked)
	}
}

func TestStatsOfABadReader(t *testing.T) {
	for _, body := range []string{
		`return 5;`, `throw new Error("broken");`, `return Promise.reject(new Error("broken"));`,
		`return Promise.resolve(null);`, `return Promise.resolve(new Float64Array(3));`,
		`return Promise.resolve(new Uint8Array(3));`,
	} {
		constructor, _ := safejs.Global().Get("Function")
		read, err := constructor.New("pc", body)
		if err != nil {
			t.Fatal(err)
		}
		c, err := peer.NewFactory(peer.Host{ReadStats: read})(peer.Config{}, peer.Events{})
		if err != nil {
			t.Fatal(err)
		}
		report, err := c.Stats(t.Context())
		if code(t, err, api.UnexpectedError); len(report.Inbound) != 0 {
			t.Errorf("%s: %+v", body, report)
		}
		c.Close()
	}
}

// The array may be a view of a larger buffer.
func TestStatsFromAView(t *testing.T) {
	constructor, _ := safejs.Global().Get("Function")
	read, err := constructor.New("pc", `
		const a = new Float64Array(3 + 8).fill(7);
		a.set([`+strconv.Itoa(stats.LayoutVersion)+`, 12.5, 0.04, NaN, NaN, NaN, NaN, 0], 3);
		return Promise.resolve(a.subarray(3));`)
	if err != nil {
		t.Fatal(err)
	}
	c, err := peer.NewFactory(peer.Host{ReadStats: read})(peer.Config{}, peer.Events{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var report stats.Report
	if report, err = c.Stats(t.Context()); err != nil || report.TimestampMs != 12.5 || report.Transport.RTTMs != 40 {
		t.Errorf("%+v %v", report, err)
	}
}
