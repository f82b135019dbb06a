//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/bridge"
	"dualstream/wasm/client"
	"dualstream/wasm/peer"
)

// call carries out one of the engine's calls (EngineCalls in js/src/engine.ts).
// It reports false if there is none of that name. It is one switch and no table
// of functions, which would be larger.
func call(c *client.Client, method string, a *bridge.Args, done func(value any, err error)) bool {
	// finish ends a call that gives no value. A call whose arguments are of the
	// wrong form is not answered twice: the first answer is that.
	finish := func(err error) {
		if a.Err != nil {
			err = a.Err
		}
		done(nil, err)
	}
	fault(method, a)
	switch method {
	case "join":
		c.Join(a.String(0), a.String(1), func(j client.Joined, err error) {
			done(map[string]any{"identity": j.Identity, "room": j.Room}, err)
		})
	case "leave":
		c.Leave(finish)
	case "expire":
		c.Expire(finish)
	case "renewToken":
		c.RenewToken(a.String(0), finish)
	case "publish":
		var tracks []*client.Track
		for _, v := range a.List(0) {
			t, err := track(v)
			if err != nil {
				finish(err)
				return true
			}
			tracks = append(tracks, t)
		}
		c.Publish(tracks, finish)
	case "unpublish":
		c.Unpublish(a.Strings(0), finish)
	case "subscribe":
		c.Subscribe(a.String(0), api.MediaKind(a.String(1)), finish)
	case "unsubscribe":
		c.Unsubscribe(a.String(0), api.MediaKind(a.String(1)), finish)
	case "setDualStream":
		c.SetDualStream(a.Bool(0), finish)
	case "setDualStreamMode":
		c.SetDualStreamMode(api.DualStreamMode(a.Int(0)), finish)
	case "setLowStreamParameter":
		c.SetLowStreamParameter(api.LowStreamParameter{
			Width: a.Int(0), Height: a.Int(1), Framerate: a.Int(2), Bitrate: a.Int(3),
		}, finish)
	case "setRemoteVideoStreamType":
		c.SetRemoteVideoStreamType(a.String(0), api.StreamType(a.Int(1)), finish)
	case "setRemoteDefaultVideoStreamType":
		c.SetRemoteDefaultVideoStreamType(api.StreamType(a.Int(0)), finish)
	case "setStreamFallbackOption":
		c.SetStreamFallbackOption(a.String(0), api.FallbackOption(a.Int(1)), finish)
	case "setRemoteUserPriority":
		c.SetRemoteUserPriority(a.String(0), api.UserPriority(a.Int(1)), finish)
	case "exportDecisionLog":
		c.ExportDecisionLog(func(text string) { done(text, nil) })
	case "setClientRole":
		c.SetClientRole(api.Role(a.String(0)), finish)
	case "setTrackMuted":
		c.SetTrackMuted(a.String(0), a.Bool(1), finish)
	case "replaceTrack":
		t, err := track(a.Value(0))
		if err != nil {
			finish(err)
			return true
		}
		c.ReplaceTrack(t, finish)
	default:
		return false
	}
	return true
}

// track reads an EngineTrack.
func track(v safejs.Value) (*client.Track, error) {
	o := bridge.Object{Value: v}
	t := &client.Track{
		ID: o.String("id"), Source: api.Source(o.String("source")),
		Width: o.Int("width"), Height: o.Int("height"), Framerate: o.Float("frameRate"),
		BitrateMin: o.Int("bitrateMin"), BitrateMax: o.Int("bitrateMax"),
		Muted: o.Bool("muted"), Stereo: o.Bool("stereo"), DTX: o.Bool("dtx"), RED: o.Bool("red"),
	}
	media := o.Get("track")
	if o.Err != nil {
		return t, o.Err
	}
	t.Local = peer.NewLocalTrack(media, t.Width, t.Height)
	return t, nil
}
