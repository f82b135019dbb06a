package e2e

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
)

const (
	soundRate    = 48000
	soundSeconds = 10
)

// soundFile writes what the microphone hears into dir, unless it is there
// already, and returns its path: a voice-like sound that never pauses, so that
// each lost packet of it is one that had to be concealed. The browser's own
// microphone beeps once a second.
func soundFile(dir string) (string, error) {
	path := filepath.Join(dir, "hum.wav")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	const bytes = soundRate * soundSeconds * 2
	le := binary.LittleEndian
	wav := append([]byte("RIFF"), le.AppendUint32(nil, 36+bytes)...)
	wav = append(wav, "WAVEfmt "...)
	wav = le.AppendUint32(wav, 16)
	for _, field := range []uint16{1, 1} { // PCM, mono
		wav = le.AppendUint16(wav, field)
	}
	wav = le.AppendUint32(wav, soundRate)
	wav = le.AppendUint32(wav, soundRate*2)
	for _, field := range []uint16{2, 16} { // bytes a frame, bits a sample
		wav = le.AppendUint16(wav, field)
	}
	wav = append(wav, "data"...)
	wav = le.AppendUint32(wav, bytes)
	for i := range soundRate * soundSeconds {
		wav = le.AppendUint16(wav, uint16(int16(hum(float64(i)/soundRate)*math.MaxInt16)))
	}
	// Written aside and renamed: a run that is broken off leaves no half file.
	aside := path + ".new"
	if err := os.WriteFile(aside, wav, 0o644); err != nil {
		return "", err
	}
	return path, os.Rename(aside, path)
}

// hum is the sound at a time in s, between -1 and 1: a tone with overtones whose
// pitch and colour change all the time, as those of a voice do, or noise
// suppression would take it away. It repeats after soundSeconds.
func hum(t float64) float64 {
	turn := 2 * math.Pi * t
	// 150 Hz, up and down by 40 % twice in a second and a bit more slowly.
	phase := 150*turn + 30/2.0*math.Sin(2*turn) + 30/0.5*math.Sin(0.5*turn)
	sum := 0.0
	for n := 1; n <= 8; n++ {
		colour := 1 + 0.8*math.Sin(float64(n)+turn*float64(n%4+1))
		sum += colour * math.Sin(float64(n)*phase) / float64(n)
	}
	return sum * (0.7 + 0.3*math.Sin(4*turn)) / 6
}
