//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/bridge"
	"dualstream/wasm/client"
	"dualstream/wasm/peer"
	"dualstream/wasm/quirks"
	"dualstream/wasm/signal"
)

// newClient makes an engine client of an EngineClientConfig, and the function
// by which the shim calls it.
func newClient(h *host, config safejs.Value, sink bridge.Sink) (bridge.Func, error) {
	o := bridge.Object{Value: config}
	settings := client.Config{
		Mode:         client.Mode(o.String("mode")),
		Role:         api.Role(o.String("role")),
		Codec:        o.String("codec"),
		PacketTrains: o.Bool("packetTrains"),
	}
	retry := bridge.Object{Value: o.Get("retry"), Err: o.Err}
	settings.Retry = client.Retry{
		FirstMs: retry.Int("firstMs"), GrowPercent: retry.Int("growPercent"), LongestMs: retry.Int("longestMs"),
		Attempts: retry.Int("attempts"),
	}
	environment := bridge.Object{Value: o.Get("environment"), Err: retry.Err}
	profile := quirks.Detect(quirks.Environment{
		UserAgent:      environment.String("userAgent"),
		Platform:       environment.String("platform"),
		MaxTouchPoints: environment.Int("maxTouchPoints"),
		Layers:         environment.Bool("layers"),
	})
	if environment.Err != nil {
		sink.Emit("log", 3, "the engine could not make a client: "+environment.Err.Error())
		return bridge.Func{}, environment.Err
	}
	var c *client.Client
	panicked := func(recovered any) { c.Crash(recovered) }
	c = client.New(client.Env{
		Dial: signal.NewDialer(h.opened, h.closed),
		NewPeer: peer.NewFactory(peer.Host{
			Opened: h.opened, Closed: h.closed, ReadStats: h.readStats, RTC: o.Get("rtc"), Panicked: panicked,
		}),
		Profile: profile,
	}, settings, events{sink})
	return bridge.NewDispatch(func(method string, args *bridge.Args, done func(any, error)) bool {
		return call(c, method, args, done)
	}, sink, panicked)
}
