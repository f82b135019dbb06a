package client

import (
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/peer/peertest"
	"dualstream/wasm/quirks"
	"dualstream/wasm/simulcast"
)

func TestHighAnnouncement(t *testing.T) {
	for name, c := range map[string]struct {
		source        api.Source
		width, height int
		want          string
	}{
		"a camera":         {api.SourceCamera, 640, 360, "640x360 600"},
		"a tiny camera":    {api.SourceCamera, 160, 120, "160x120 600"},
		"a screen":         {api.SourceScreen, 1920, 1080, ""},
		"no size is known": {api.SourceCamera, 0, 0, ""},
	} {
		client := Client{env: Env{Profile: quirks.Native()}}
		track := &Track{ID: "1", Source: c.source, Local: peertest.NewVideo(t), Width: c.width, Height: c.height, BitrateMax: 600}
		p := publication{track: track, plan: client.planFor(track)}
		got := p.highAnnouncement()
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		high, ok := parseHigh(map[string]string{highAttribute: got})
		want := simulcast.Layer{Width: c.width, Height: c.height, Bitrate: 600_000}
		if ok != (c.want != "") || ok && high != want {
			t.Errorf("%s is read as %+v", got, high)
		}
	}
}
