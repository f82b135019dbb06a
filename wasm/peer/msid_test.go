package peer

import "testing"

func TestNameTracks(t *testing.T) {
	const offer = "v=0\r\na=msid-semantic: WMS\r\n" +
		"m=audio 9 x 111\r\na=mid:0\r\na=msid:- old-a\r\na=ssrc:1 cname:old-a2\r\na=ssrc:1 msid:- old-a\r\n" +
		"m=video 9 x 96\r\na=mid:1\r\na=inactive\r\n" +
		"m=video 9 x 96\r\na=mid:2\r\na=sendonly\r\na=msid:s old-v\r\na=rid:q send\r\n" +
		"m=video 9 x 96\r\na=mid:3\r\na=msid:s old-w\r\n"
	const want = "v=0\r\na=msid-semantic: WMS\r\n" +
		"m=audio 9 x 111\r\na=mid:0\r\na=msid:- A\r\na=ssrc:1 cname:old-a2\r\na=ssrc:1 msid:- A\r\n" +
		"m=video 9 x 96\r\na=mid:1\r\na=inactive\r\n" +
		"m=video 9 x 96\r\na=mid:2\r\na=sendonly\r\na=msid:s V\r\na=rid:q send\r\n" +
		"m=video 9 x 96\r\na=mid:3\r\na=msid:s W\r\n"
	got := nameTracks(offer, map[string]string{"0": "A", "1": "gone", "2": "V", "3": "W"})
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, same := range []string{"", "v=0\r\n", offer} {
		if got := nameTracks(same, nil); got != same {
			t.Errorf("%q became %q", same, got)
		}
	}
}
