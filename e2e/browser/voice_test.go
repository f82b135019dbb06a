package browser

import (
	"encoding/binary"
	"os"
	"testing"
)

// loudest is the largest sample of a file between two times in s.
func loudest(t *testing.T, path string, from, to int) (most int16) {
	t.Helper()
	wav, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const header = 44
	if len(wav) != header+soundSeconds*soundRate*2 || string(wav[:4]) != "RIFF" || string(wav[36:40]) != "data" {
		t.Fatalf("%s is no sound: %d bytes", path, len(wav))
	}
	for i := from * soundRate; i < to*soundRate; i++ {
		most = max(most, int16(binary.LittleEndian.Uint16(wav[header+2*i:])))
	}
	return most
}

func TestVoice(t *testing.T) {
	path, err := Voice(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for s := range soundSeconds {
		if loudest(t, path, s, s+1) < 3000 {
			t.Errorf("nothing is heard in second %d", s)
		}
	}
}

func TestSpeechPauses(t *testing.T) {
	path, err := Speech(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if loudest(t, path, 0, 1) < 3000 {
		t.Error("nothing is heard")
	}
	if got := loudest(t, path, 7, soundSeconds); got != 0 {
		t.Errorf("%d is heard in the pause", got)
	}
}
