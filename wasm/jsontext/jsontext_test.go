package jsontext

import (
	"encoding/json"
	"math"
	"testing"
)

func TestAppendString(t *testing.T) {
	for in, want := range map[string]string{
		"":                  `""`,
		"anna":              `"anna"`,
		`say "hi" \ bye`:    `"say \"hi\" \\ bye"`,
		"a\nb\rc\td":        `"a\nb\rc\td"`,
		"\x00\x1f\x7f":      "\"\\u0000\\u001f\x7f\"",
		"Žofie 東京 🎉":        `"Žofie 東京 🎉"`,
		"a\xffb\xc3":        `"a\ufffdb\ufffd"`,
		"\u2028\u2029":      `"\u2028\u2029"`,
		"</script><!-- & >": `"</script><!-- & >"`,
		"a real \ufffd":     "\"a real \ufffd\"",
	} {
		if got := string(AppendString(nil, in)); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
	if got := string(AppendString([]byte("x:"), "y")); got != `x:"y"` {
		t.Errorf("appended to a text: %s", got)
	}
}

func TestAppendNumber(t *testing.T) {
	for _, c := range []struct {
		in   float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "-0"}, {1, "1"}, {-2.5, "-2.5"}, {0.1, "0.1"},
		{1234567, "1234567"}, {1712345678901.25, "1712345678901.25"},
		{1e21, "1e+21"}, {1e-7, "1e-07"}, {math.MaxFloat64, "1.7976931348623157e+308"},
		{math.NaN(), "null"}, {math.Inf(1), "null"}, {math.Inf(-1), "null"},
	} {
		if got := string(AppendNumber(nil, c.in)); got != c.want {
			t.Errorf("%g: %s, want %s", c.in, got, c.want)
		}
	}
}

// What encoding/json reads is what it would read of its own text.
func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "a", "\"\\/\b\f\n\r\t", "\x00\xff\xed\xa0\x80", "\u2028é😀\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ours := AppendString(nil, s)
		theirs, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var got, want string
		if err := json.Unmarshal(ours, &got); err != nil {
			t.Fatalf("%q: %s: %v", s, ours, err)
		}
		if err := json.Unmarshal(theirs, &want); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%q reads as %q, want %q", s, got, want)
		}
	})
}

// Every number reads back as the same bits.
func FuzzAppendNumber(f *testing.F) {
	for _, x := range []float64{0, 1, -1, 0.1, 1e-7, 1e21, math.MaxFloat64, math.SmallestNonzeroFloat64, math.Pi} {
		f.Add(math.Float64bits(x))
	}
	f.Fuzz(func(t *testing.T, bits uint64) {
		x := math.Float64frombits(bits)
		text := AppendNumber(nil, x)
		var got *float64
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%x: %s: %v", bits, text, err)
		}
		switch {
		case math.IsNaN(x) || math.IsInf(x, 0):
			if got != nil {
				t.Errorf("%g: %s", x, text)
			}
		case got == nil || math.Float64bits(*got) != bits:
			t.Errorf("%x: %s reads back as another number", bits, text)
		}
	})
}
