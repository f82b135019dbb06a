package peer

import (
	"testing"

	"dualstream/wasm/api"
)

func TestWanted(t *testing.T) {
	low := api.Encoding{RID: "q", ScaleDown: 4}
	high := api.Encoding{RID: "h", ScaleDown: 1}
	for _, c := range []struct {
		name   string
		asked  []api.Encoding
		rid    string
		single bool
		want   string
		found  bool
	}{
		{"by rid", []api.Encoding{low, high}, "q", false, "q", true},
		{"rid not asked", []api.Encoding{low}, "h", false, "", false},
		{"single takes the highest", []api.Encoding{low, high}, "", true, "h", true},
		{"single takes the highest in any order", []api.Encoding{high, low}, "", true, "h", true},
		{"single asked as single", []api.Encoding{{ScaleDown: 1}}, "", true, "", true},
		{"nothing asked", nil, "", true, "", false},
	} {
		got, found := wanted(c.asked, c.rid, c.single)
		if got.RID != c.want || found != c.found {
			t.Errorf("%s: got %q %v, want %q %v", c.name, got.RID, found, c.want, c.found)
		}
	}
}
