package main

import "testing"

func TestSpread(t *testing.T) {
	for name, c := range map[string]struct {
		values                []*float64
		median, least, most90 string
	}{
		"one":          {[]*float64{new(2.0)}, "2.0", "2.0", "2.0"},
		"odd":          {[]*float64{new(5.0), new(1.0), new(3.0)}, "3.0", "1.0", "4.6"},
		"even":         {[]*float64{new(4.0), new(1.0)}, "2.5", "1.0", "3.7"},
		"never once":   {[]*float64{new(4.0), nil, new(1.0)}, "4.0", "1.0", "never"},
		"mostly never": {[]*float64{nil, nil, new(1.0)}, "never", "1.0", "never"},
		"always never": {[]*float64{nil, nil}, "never", "never", "never"},
	} {
		t.Run(name, func(t *testing.T) {
			s := spread(c.values)
			if text(s.Median) != c.median || text(s.Min) != c.least || text(s.P90) != c.most90 {
				t.Errorf("median %s, min %s, p90 %s", text(s.Median), text(s.Min), text(s.P90))
			}
		})
	}
}

func TestRounded(t *testing.T) {
	for v, want := range map[float64]float64{0: 0, 1.23456: 1.235, 1234567: 1235000, -0.00123456: -0.001235} {
		near(t, "rounded", rounded(v), want)
	}
}
