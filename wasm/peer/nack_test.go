package peer

import (
	"strings"
	"testing"
)

const nackOffer = "v=0\r\ns=-\r\n" +
	"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 nack\r\n" +
	"m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\n" +
	"m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:2\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"

func TestNackIsTakenOutOfTheNamedSections(t *testing.T) {
	got := mediaSections(setNack(nackOffer, nackOffer, []string{"1"}))
	want := mediaSections(nackOffer)
	want[2] = strings.Replace(want[2], "a=rtcp-fb:96 nack\r\n", "", 1)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("section %d is\n%s, want\n%s", i, got[i], want[i])
		}
	}
}

func TestNackIsPutBack(t *testing.T) {
	without := setNack(nackOffer, nackOffer, []string{"1", "2"})
	if strings.Count(without, " nack\r\n") != 1 {
		t.Fatalf("the audio's alone should be left:\n%s", without)
	}
	back := setNack(without, nackOffer, []string{"2"})
	sections := mediaSections(back)
	if !strings.Contains(sections[2], "a=rtcp-fb:96 nack\r\n") || strings.Contains(sections[2], "a=rtcp-fb:97 nack\r\n") {
		t.Errorf("section 1 is\n%s", sections[2])
	}
	if strings.Contains(sections[3], "a=rtcp-fb:96 nack\r\n") {
		t.Errorf("section 2 is\n%s", sections[3])
	}
	if again := setNack(back, nackOffer, []string{"2"}); again != back {
		t.Errorf("the second time it changes\n%s", again)
	}
}

func TestNackOfAnswersThatAreAsOfferedStays(t *testing.T) {
	for name, sdp := range map[string]string{"as offered": nackOffer, "empty": "", "no section": "v=0\r\n", "no end": "v=0\r\nm=video 9 X 96"} {
		if got := setNack(sdp, nackOffer, nil); got != sdp {
			t.Errorf("%s: it becomes\n%s", name, got)
		}
	}
	// More sections than were offered.
	if got := setNack(nackOffer, "v=0\r\n", []string{"1"}); got != nackOffer {
		t.Errorf("it becomes\n%s", got)
	}
}

func FuzzSetNack(f *testing.F) {
	f.Add(nackOffer, nackOffer, "1")
	f.Fuzz(func(t *testing.T, answer, offer, mid string) {
		once := setNack(answer, offer, []string{mid})
		if twice := setNack(once, offer, []string{mid}); twice != once {
			t.Errorf("%q becomes %q, and then %q", answer, once, twice)
		}
	})
}
