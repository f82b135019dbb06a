package main

import (
	"math"
	"slices"
)

// Spread is a metric over the repeats of a run. A value that was not seen is
// nil; it counts as larger than any other.
type Spread struct {
	Median *float64 `json:"median"`
	Min    *float64 `json:"min"`
	Max    *float64 `json:"max"`
	// P90 is below what nine of ten are, on the line between the two nearest.
	P90 *float64 `json:"p90"`
	// Values are all of them, in the order of the repeats.
	Values []*float64 `json:"values"`
}

// spread sums values up, of which there is one at least.
func spread(values []*float64) *Spread {
	sorted := make([]float64, len(values))
	for i, v := range values {
		sorted[i] = math.Inf(1)
		if v != nil {
			sorted[i] = *v
		}
	}
	slices.Sort(sorted)
	return &Spread{
		Median: quantile(sorted, 0.5), Min: quantile(sorted, 0), Max: quantile(sorted, 1), P90: quantile(sorted, 0.9),
		Values: values,
	}
}

// quantile is nil where it is beyond all that was seen.
func quantile(sorted []float64, q float64) *float64 {
	at := q * float64(len(sorted)-1)
	below := int(at)
	v := sorted[below]
	if part := at - float64(below); part > 0 {
		v += part * (sorted[below+1] - v)
	}
	if math.IsInf(v, 1) || math.IsNaN(v) {
		return nil
	}
	return new(rounded(v))
}

// rounded leaves four significant digits, which is more than can be measured.
func rounded(v float64) float64 {
	if v == 0 {
		return 0
	}
	scale := math.Pow(10, 3-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*scale) / scale
}
