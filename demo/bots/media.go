package bots

import (
	_ "embed"
	"fmt"
	"sync"

	"dualstream/wasm/api"
	"dualstream/wasm/client"
	"dualstream/wasm/peer/playback"
	"dualstream/wasm/simulcast"
)

// What media/make.sh makes.
var (
	//go:embed media/blue-h.ivf
	blueHigh []byte
	//go:embed media/blue-q.ivf
	blueLow []byte
	//go:embed media/amber-h.ivf
	amberHigh []byte
	//go:embed media/amber-q.ivf
	amberLow []byte
	//go:embed media/rose-h.ivf
	roseHigh []byte
	//go:embed media/rose-q.ivf
	roseLow []byte
	//go:embed media/voice.ogg
	voiceFile []byte
)

const (
	framerate = 15
	// The high stream's bound in kbps is a little above what the files have.
	videoKbps = 600
	audioKbps = 32
	// Bots of the same colours begin apart, by a number of frames that shares no
	// divisor with a clip's: video of 45 frames, audio of 150.
	videoStep = 14
	audioStep = 37
)

// scenes are the clips that all bots share.
type scenes struct {
	people []person
	voice  *playback.Clip
}

type person struct{ low, high *playback.Clip }

// loadScenes reads the files, once for all bots of the process.
var loadScenes = sync.OnceValues(func() (*scenes, error) {
	s := &scenes{}
	for _, files := range []struct{ low, high []byte }{
		{blueLow, blueHigh}, {amberLow, amberHigh}, {roseLow, roseHigh},
	} {
		var p person
		var err error
		if p.low, err = playback.ReadIVF(files.low); err == nil {
			p.high, err = playback.ReadIVF(files.high)
		}
		if err != nil {
			return nil, fmt.Errorf("the bots' video: %w", err)
		}
		s.people = append(s.people, p)
	}
	var err error
	if s.voice, err = playback.ReadOgg(voiceFile); err != nil {
		return nil, fmt.Errorf("the bots' audio: %w", err)
	}
	return s, nil
})

// sources are what one bot sends.
type sources struct {
	video, audio *playback.Source
	camera       *client.Track
	microphone   *client.Track
}

// sources makes the media of bot number i: neighbours differ in their colours,
// the others in where they are in the same clip.
func (s *scenes) sources(i int) sources {
	p := s.people[i%len(s.people)]
	video := playback.NewVideoSource("video", i/len(s.people)*videoStep,
		playback.Layer{RID: simulcast.LowRID, Clip: p.low},
		playback.Layer{RID: simulcast.HighRID, Clip: p.high},
	)
	audio := playback.NewAudioSource("audio", i*audioStep, s.voice)
	return sources{
		video: video, audio: audio,
		camera: &client.Track{
			ID: "camera", Source: api.SourceCamera, Local: video.Track(),
			Width: p.high.Width, Height: p.high.Height,
			Framerate: framerate, BitrateMax: videoKbps,
		},
		microphone: &client.Track{
			ID: "microphone", Source: api.SourceMicrophone, Local: audio.Track(), BitrateMax: audioKbps,
		},
	}
}

// tracks are what is published.
func (s sources) tracks() []*client.Track { return []*client.Track{s.camera, s.microphone} }
