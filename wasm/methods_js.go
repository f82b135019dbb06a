//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/bridge"
	"dualstream/wasm/client"
	"dualstream/wasm/peer"
)

// methods are the engine's calls (EngineCalls in js/src/engine.ts).
func methods(c *client.Client) map[string]bridge.Method {
	m := map[string]bridge.Method{
		"join": func(a *bridge.Args, done func(any, error)) {
			c.Join(a.String(0), a.String(1), func(j client.Joined, err error) {
				done(map[string]any{"identity": j.Identity, "room": j.Room}, err)
			})
		},
		"leave": plain(func(_ *bridge.Args, done func(error)) { c.Leave(done) }),
		"publish": plain(func(a *bridge.Args, done func(error)) {
			var tracks []client.Track
			for _, v := range a.List(0) {
				t, err := track(v)
				if err != nil {
					done(err)
					return
				}
				tracks = append(tracks, t)
			}
			c.Publish(tracks, done)
		}),
		"unpublish": plain(func(a *bridge.Args, done func(error)) { c.Unpublish(a.Strings(0), done) }),
		"subscribe": plain(func(a *bridge.Args, done func(error)) {
			c.Subscribe(a.String(0), api.MediaKind(a.String(1)), done)
		}),
		"unsubscribe": plain(func(a *bridge.Args, done func(error)) {
			c.Unsubscribe(a.String(0), api.MediaKind(a.String(1)), done)
		}),
		"setDualStream": plain(func(a *bridge.Args, done func(error)) { c.SetDualStream(a.Bool(0), done) }),
		"setLowStreamParameter": plain(func(a *bridge.Args, done func(error)) {
			c.SetLowStreamParameter(api.LowStreamParameter{
				Width: a.Int(0), Height: a.Int(1), Framerate: a.Int(2), Bitrate: a.Int(3),
			}, done)
		}),
		"setRemoteVideoStreamType": plain(func(a *bridge.Args, done func(error)) {
			c.SetRemoteVideoStreamType(a.String(0), api.StreamType(a.Int(1)), done)
		}),
		"setClientRole": plain(func(a *bridge.Args, done func(error)) {
			c.SetClientRole(api.Role(a.String(0)), done)
		}),
		"setTrackMuted": plain(func(a *bridge.Args, done func(error)) {
			c.SetTrackMuted(a.String(0), a.Bool(1), done)
		}),
		"replaceTrack": plain(func(a *bridge.Args, done func(error)) {
			t, err := track(a.Value(0))
			if err != nil {
				done(err)
				return
			}
			c.ReplaceTrack(t, done)
		}),
	}
	addFaults(m)
	return m
}

// plain makes a method of a call that gives no value. A call whose arguments
// are of the wrong form is not answered twice: the first answer is that.
func plain(f func(a *bridge.Args, done func(error))) bridge.Method {
	return func(a *bridge.Args, done func(any, error)) {
		f(a, func(err error) {
			if a.Err != nil {
				err = a.Err
			}
			done(nil, err)
		})
	}
}

// track reads an EngineTrack.
func track(v safejs.Value) (client.Track, error) {
	o := bridge.Object{Value: v}
	t := client.Track{
		ID: o.String("id"), Source: api.Source(o.String("source")),
		Width: o.Int("width"), Height: o.Int("height"), Framerate: o.Float("frameRate"),
		BitrateMin: o.Int("bitrateMin"), BitrateMax: o.Int("bitrateMax"),
		Stereo: o.Bool("stereo"), DTX: o.Bool("dtx"),
	}
	media := o.Get("track")
	if o.Err != nil {
		return t, o.Err
	}
	t.Local = peer.NewLocalTrack(media, t.Width, t.Height)
	return t, nil
}
