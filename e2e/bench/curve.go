package main

import "sort"

// curve is a counter over time: its values at the times of the samples.
type curve struct {
	samples []Sample
	value   func(s *Sample) float64
}

// at is the counter's value at a time, between two samples on the line from
// one to the other.
func (c curve) at(ms float64) float64 {
	i := sort.Search(len(c.samples), func(i int) bool { return c.samples[i].AtMs >= ms })
	switch {
	case len(c.samples) == 0:
		return 0
	case i == 0:
		return c.value(&c.samples[0])
	case i == len(c.samples):
		return c.value(&c.samples[i-1])
	}
	a, b := &c.samples[i-1], &c.samples[i]
	from, to := c.value(a), c.value(b)
	return from + (to-from)*(ms-a.AtMs)/(b.AtMs-a.AtMs)
}

// over is by how much it grows between two times.
func (c curve) over(from, to float64) float64 { return c.at(to) - c.at(from) }

func concealedOf(s *Sample) float64  { return s.Audio.Concealed }
func playedOf(s *Sample) float64     { return s.Audio.Played }
func audioBytesOf(s *Sample) float64 { return s.Audio.Bytes }
func decodedOf(s *Sample) float64    { return s.Video.Decoded }
func videoBytesOf(s *Sample) float64 { return s.Video.Bytes }
