package main

import "testing"

func TestParseSides(t *testing.T) {
	sides, err := parseSides("dualstream,dualstream:0:off,livekit-client:sendside")
	if err != nil {
		t.Fatal(err)
	}
	var got string
	for _, s := range sides {
		got += s.String() + " "
	}
	if want := "dualstream:2:default dualstream:0:off livekit-client:sendside "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, bad := range []string{"", "other", "dualstream:3", "livekit-client:1", "livekit-client:refused", "dualstream:2:on"} {
		if _, err := parseSides(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
