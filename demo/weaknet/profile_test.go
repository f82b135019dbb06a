package weaknet

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestParseSettings(t *testing.T) {
	before := Settings{Down: unshaped, Up: withDefaults(Profile{RateKbps: 64}), Signalling: Signalling{DelayMs: 9}}
	for _, tt := range []struct {
		body string
		want func(*Settings)
	}{
		{`{}`, func(*Settings) {}},
		{`{"down": {"rateKbps": 170}}`, func(s *Settings) { s.Down.RateKbps = 170 }},
		{`{"up": {}}`, func(s *Settings) { s.Up = unshaped }},
		{`{"up": null, "signalling": null}`, func(s *Settings) { s.Up, s.Signalling = unshaped, Signalling{} }},
		{`{"up": {"delayMs": 5}}`, func(s *Settings) { s.Up = withDefaults(Profile{DelayMs: 5}) }},
		{`{"signalling": {"hold": true, "rateKbps": 0}}`, func(s *Settings) { s.Signalling = Signalling{Hold: true} }},
		{`{"down": {"rateKbps": 0, "queueMs": 100, "queueBytes": 3000, "queueBy": "bytes", "delayMs": 1, "jitterMs": 2,
			"lossPct": 100, "burstLossPct": 50, "burstLengthPackets": 1}}`,
			func(s *Settings) { s.Down = Profile{0, 100, 3000, ByBytes, 1, 2, 100, 50, 1} }},
	} {
		want := before
		tt.want(&want)
		got, err := parseSettings([]byte(tt.body), before)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", tt.body, got, err)
		}
	}
}

// TestSettingsCanBePutBack: what the control shows may be put as it is.
func TestSettingsCanBePutBack(t *testing.T) {
	for _, settings := range []Settings{
		noSettings,
		{Down: Profile{170, 300, 5000, ByBytes, 25, 10, 1, 2, 5}, Up: unshaped, Signalling: Signalling{100, 50, true}},
	} {
		text, err := json.Marshal(settings)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := parseSettings(text, noSettings); err != nil || got != settings {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestParseSettingsRefuses(t *testing.T) {
	for body, want := range map[string]string{
		``:                                   "the body must be a JSON object",
		`null`:                               "the body must be a JSON object",
		`[1]`:                                "the body must be a JSON object, such as {\"down\": {\"rateKbps\": 170}}, not [1]",
		`{} {}`:                              "the body must be a JSON object",
		`{"dwon": {}}`:                       `the body has no member "dwon"; it has down, up, signalling`,
		`{"down": 5}`:                        `down must be an object or null, not 5`,
		`{"up": "fast"}`:                     `up must be an object or null, not "fast"`,
		`{"down": {"rate": 5}}`:              `down has no member "rate"; it has rateKbps, queueMs,`,
		`{"down": {"rateKbps": "fast"}}`:     `down.rateKbps must be 0 (no limit) or a number from 1 to 1000000, not "fast"`,
		`{"down": {"rateKbps": -1}}`:         `not -1`,
		`{"down": {"rateKbps": 0.5}}`:        `not 0.5`,
		`{"down": {"rateKbps": 1e400}}`:      `not 1e400`,
		`{"down": {"rateKbps": null}}`:       `not null`,
		`{"down": {"rateKbps": 2e6}}`:        `not 2e6`,
		`{"down": {"queueMs": 0}}`:           `down.queueMs must be a number from 1 to 60000, not 0`,
		`{"down": {"queueBytes": 100}}`:      `down.queueBytes must be 0 (no limit in bytes) or a number from 1500 to 100000000, not 100`,
		`{"up": {"queueBy": "frames"}}`:      `up.queueBy must be "packets" or "bytes", not "frames"`,
		`{"up": {"queueBy": null}}`:          `up.queueBy must be`,
		`{"up": {"delayMs": 10001}}`:         `up.delayMs must be a number from 0 to 10000, not 10001`,
		`{"up": {"jitterMs": -5}}`:           `up.jitterMs must be`,
		`{"up": {"lossPct": 101}}`:           `up.lossPct must be a number from 0 to 100, not 101`,
		`{"up": {"burstLossPct": 5}}`:        `up.burstLossPct needs up.burstLengthPackets`,
		`{"up": {"burstLengthPackets": 5}}`:  `up.burstLengthPackets needs up.burstLossPct`,
		`{"signalling": {"hold": "yes"}}`:    `signalling.hold must be true or false, not "yes"`,
		`{"signalling": {"hold": null}}`:     `signalling.hold must be true or false, not null`,
		`{"signalling": {"lossPct": 1}}`:     `signalling has no member "lossPct"; it has delayMs, rateKbps, hold`,
		`{"signalling": {"delayMs": "\u0007`: "the body must be a JSON object",
		`{"down": {"burstLossPct": 60, "burstLengthPackets": 1}}`: `down.burstLossPct must be at most 50.0 with bursts of 1 packets`,
	} {
		got, err := parseSettings([]byte(body), noSettings)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %+v, %v; want %s", body, got, err, want)
		}
	}
}
