package browser

import (
	"bufio"
	"encoding/binary"
	"math"
	"path/filepath"
)

const (
	soundRate    = 48000
	soundSeconds = 10
)

// Voice writes what a microphone can hear into dir, unless it is there already,
// and returns its path: a voice-like sound that never pauses, so that each lost
// packet of it is one that had to be concealed. The browser's own microphone
// beeps once a second.
func Voice(dir string) (string, error) { return sound(dir, "hum.wav", hum) }

// Speech writes the same voice with the pauses of somebody who speaks and
// listens.
func Speech(dir string) (string, error) {
	return sound(dir, "speech.wav", func(t float64) float64 { return hum(t) * speaking(t) })
}

// sound writes a WAV file of what is heard at each time in s, between -1 and 1.
func sound(dir, name string, heard func(t float64) float64) (string, error) {
	path := filepath.Join(dir, name)
	return path, writeOnce(path, func(w *bufio.Writer) error {
		const bytes = soundRate * soundSeconds * 2
		for _, field := range []any{
			[]byte("RIFF"), uint32(36 + bytes), []byte("WAVEfmt "), uint32(16),
			uint16(1), uint16(1), // PCM, one channel
			uint32(soundRate), uint32(soundRate * 2),
			uint16(2), uint16(16), // bytes a sample, bits a sample
			[]byte("data"), uint32(bytes),
		} {
			if err := binary.Write(w, binary.LittleEndian, field); err != nil {
				return err
			}
		}
		samples := make([]int16, soundRate*soundSeconds)
		for i := range samples {
			samples[i] = int16(heard(float64(i)/soundRate) * math.MaxInt16)
		}
		return binary.Write(w, binary.LittleEndian, samples)
	})
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

// speaking is how loud somebody speaks at a time in s, from 0 to 1: three
// sentences, and the other's turn.
func speaking(t float64) float64 {
	for _, sentence := range [...][2]float64{{0, 1.4}, {1.9, 3.6}, {4.4, 6.3}} {
		if t >= sentence[0] && t < sentence[1] {
			// A tenth of a second of rise and of fall: no click.
			return min(1, 10*(t-sentence[0]), 10*(sentence[1]-t))
		}
	}
	return 0
}
