package stats

// Flow is what was seen of a stream, or of several together, in the last two
// seconds.
type Flow struct {
	_ uncomparable
	// Ms is how much of that time was seen: 0 where nothing was.
	Ms float64
	// Packets arrived, Lost did not.
	Packets, Lost float64
	// Samples of audio were played, of which Concealed were made up. What is made
	// up while its publisher is silent does not count.
	Samples, Concealed float64
	// JitterMs is that of audio, of now; the larger one of several streams.
	JitterMs float64
}

// uncomparable, as a field, keeps the compiler from writing a comparison of the
// struct, which nobody needs and every page would download.
type uncomparable [0]func()

// Add adds what was seen of another stream in the same time.
func (f *Flow) Add(g *Flow) {
	f.Ms = max(f.Ms, g.Ms)
	f.Packets += g.Packets
	f.Lost += g.Lost
	f.Samples += g.Samples
	f.Concealed += g.Concealed
	f.JitterMs = max(f.JitterMs, g.JitterMs)
}

// LossShare is the lost packets' share of all, 0 to 1; NaN where there were
// none.
func (f *Flow) LossShare() float64 { return f.Lost / (f.Packets + f.Lost) }

// Seen is what the newest readings say about one stream of media. A number that
// they do not say is NaN, which no bound is above or below.
type Seen struct {
	_ uncomparable
	// Known: there were two readings to compare, of the last second.
	Known bool
	// Bps is the bitrate in bit/s.
	Bps float64
	// FPS are the frames encoded or decoded a second. Of what is sent, SourceFPS
	// are those that the source gave.
	FPS, SourceFPS float64
	// Level is the loudness, 0 to 1.
	Level float64
	// Decoded are the samples of received audio that were not made up in the last
	// second.
	Decoded float64
	Flow    Flow
	// second is the flow of the last second alone.
	second Flow
}

// flows takes the flow of a second in.
func (s *Seen) flows(second *Flow) {
	ms := s.second.Ms + second.Ms
	s.Flow = *second
	s.Flow.Add(&s.second)
	s.Flow.Ms = ms
	s.second = *second
}
