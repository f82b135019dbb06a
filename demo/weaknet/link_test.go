package weaknet

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const second = time.Second

func random() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// shaped is a link with a profile, whose unset queue is the default one.
func shaped(p Profile) *link {
	l := newLink(random())
	l.set(0, withDefaults(p))
	return l
}

func withDefaults(p Profile) Profile {
	if p.QueueMs == 0 {
		p.QueueMs = defaultQueueMs
	}
	if p.QueueBy == "" {
		p.QueueBy = ByPackets
	}
	return p
}

// sized is a packet of that size on the wire.
func sized(wire int) packet { return packet{data: make([]byte, wire-overhead)} }

// arrival is a packet that left a link, and when.
type arrival struct {
	at time.Duration
	packet
}

// drain takes all that leaves by a time, at the moments that next names; those
// of packets that wait for an earlier one's jitter have passed then.
func drain(l *link, until time.Duration) (out []arrival) {
	var now time.Duration
	for {
		at, any := l.next()
		if !any || at > until {
			return out
		}
		at = max(at, now)
		now = at
		if p, due := l.leave(at); due {
			out = append(out, arrival{at, p})
		}
	}
}

func TestBottleneckPacesPackets(t *testing.T) {
	l := shaped(Profile{RateKbps: 80, QueueBy: ByBytes, DelayMs: 7}) // 10 bytes in a ms
	for range 3 {
		l.arrive(0, sized(1000))
	}
	if got := l.count(50 * time.Millisecond); got.QueuedBytes != 3000 || math.Abs(got.QueuedMs-250) > 0.01 {
		t.Errorf("queue after half a packet: %+v", got)
	}
	out := drain(l, second)
	if len(out) != 3 {
		t.Fatalf("%d packets", len(out))
	}
	for i, a := range out {
		if want := time.Duration(107+i*100) * time.Millisecond; a.at != want {
			t.Errorf("packet %d left at %v, want %v", i, a.at, want)
		}
	}
	if got := l.count(second); got.QueuedBytes != 0 || got.QueuedMs != 0 || got.PacketsOut != 3 || got.BytesOut != 3000 {
		t.Errorf("%+v", got)
	}
}

func TestANewRatePacesWhatIsQueued(t *testing.T) {
	l := shaped(Profile{RateKbps: 80, QueueMs: 1000})
	l.arrive(0, sized(1000))
	l.arrive(0, sized(1000))
	l.set(50*time.Millisecond, withDefaults(Profile{RateKbps: 8, QueueMs: 10_000}))
	out := drain(l, 10*second)
	if len(out) != 2 || out[0].at != 550*time.Millisecond || out[1].at != 1550*time.Millisecond {
		t.Errorf("%+v", out)
	}

	l = shaped(Profile{RateKbps: 8, QueueMs: 10_000, DelayMs: 500})
	for range 3 {
		l.arrive(0, sized(1000))
	}
	l.set(100*time.Millisecond, unshaped)
	if out = drain(l, 100*time.Millisecond); len(out) != 3 || !l.idle() {
		t.Errorf("a limit that is lifted keeps %d of 3 packets", 3-len(out))
	}
}

func TestASmallerQueueDropsTheNewest(t *testing.T) {
	for _, by := range []Discipline{ByBytes, ByPackets} {
		l := shaped(Profile{RateKbps: 800, QueueBy: by})
		for i := range 20 {
			l.arrive(0, packet{data: append(make([]byte, 999-overhead), byte(i))})
		}
		l.set(0, withDefaults(Profile{RateKbps: 80, QueueBy: by})) // 3000 bytes
		out := drain(l, 10*second)
		if len(out) != 3 || l.counters.DroppedQueue != 17 {
			t.Fatalf("%s: %d packets, %+v", by, len(out), l.counters)
		}
		for i, a := range out {
			if a.data[len(a.data)-1] != byte(i) {
				t.Errorf("%s: packet %d is %d", by, i, a.data[len(a.data)-1])
			}
		}
	}
}

func TestQueueLimits(t *testing.T) {
	for _, tt := range []struct {
		name    string
		profile Profile
		size    int
		want    int // packets that a burst leaves
	}{
		{"250 ms in bytes", Profile{RateKbps: 320, QueueBy: ByBytes}, 1000, 10},
		{"250 ms in packets", Profile{RateKbps: 320}, 1000, 10},
		{"packets of any size take a slot", Profile{RateKbps: 320}, 100, 10},
		{"bytes take what they are", Profile{RateKbps: 320, QueueBy: ByBytes}, 100, 100},
		{"at least 3000 bytes", Profile{RateKbps: 8, QueueBy: ByBytes}, 1000, 3},
		{"at least 3 slots", Profile{RateKbps: 8}, 100, 3},
		{"queueMs", Profile{RateKbps: 320, QueueMs: 500, QueueBy: ByBytes}, 1000, 20},
		{"queueBytes below queueMs", Profile{RateKbps: 320, QueueBytes: 2000, QueueBy: ByBytes}, 1000, 2},
		{"queueBytes above queueMs", Profile{RateKbps: 320, QueueBytes: 1e6, QueueBy: ByBytes}, 1000, 10},
		{"a packet above the limit passes alone", Profile{RateKbps: 320, QueueBytes: 1500, QueueBy: ByBytes}, 1600, 1},
	} {
		l := shaped(tt.profile)
		for range 200 {
			l.arrive(0, sized(tt.size))
		}
		if got := len(drain(l, 1000*second)); got != tt.want {
			t.Errorf("%s: %d packets, want %d", tt.name, got, tt.want)
		}
	}
}

// TestDisciplines sends audio and video at times that do not depend on each
// other into a link of a quarter of their rate.
func TestDisciplines(t *testing.T) {
	dropped := func(by Discipline) (audio, video float64) {
		l := shaped(Profile{RateKbps: 170, QueueBy: by})
		r := random()
		var in, out [2]float64
		kinds := []struct {
			size int
			mean time.Duration
			next time.Duration
		}{{135, 20 * time.Millisecond, 0}, {1100, 14 * time.Millisecond, 0}}
		for now := time.Duration(0); now < 600*second; {
			kind := 0
			if kinds[1].next < kinds[0].next {
				kind = 1
			}
			now = kinds[kind].next
			kinds[kind].next += time.Duration(r.ExpFloat64() * float64(kinds[kind].mean))
			in[kind]++
			l.arrive(now, sized(kinds[kind].size))
			for p, due := l.leave(now); due; p, due = l.leave(now) {
				if p.wire() == kinds[0].size {
					out[0]++
				} else {
					out[1]++
				}
			}
		}
		return 100 * (1 - out[0]/in[0]), 100 * (1 - out[1]/in[1])
	}
	audio, video := dropped(ByPackets)
	if math.Abs(audio-video) > 2 || audio < 50 {
		t.Errorf("counted in packets: %.1f %% of the audio and %.1f %% of the video are dropped, which should be the same", audio, video)
	}
	audio, video = dropped(ByBytes)
	if audio > video/2 || video < 60 {
		t.Errorf("counted in bytes: %.1f %% of the audio and %.1f %% of the video are dropped", audio, video)
	}
}

func TestDelayAndJitter(t *testing.T) {
	l := shaped(Profile{DelayMs: 50, JitterMs: 30})
	var sent, got []time.Duration
	// In steps of 1 ms; a packet comes every 10.
	for now := time.Duration(0); now < 21*second; now += time.Millisecond {
		if now%(10*time.Millisecond) == 0 && now < 20*second {
			sent = append(sent, now)
			l.arrive(now, packet{data: binary.BigEndian.AppendUint64(nil, uint64(len(sent)))})
		}
		for p, due := l.leave(now); due; p, due = l.leave(now) {
			got = append(got, now)
			if n := binary.BigEndian.Uint64(p.data); n != uint64(len(got)) {
				t.Fatalf("packet %d came as number %d", n, len(got))
			}
		}
	}
	if len(got) != len(sent) {
		t.Fatalf("%d of %d packets", len(got), len(sent))
	}
	least, most := time.Hour, time.Duration(0)
	for i := range got {
		delay := got[i] - sent[i]
		least, most = min(least, delay), max(most, delay)
	}
	if least < 50*time.Millisecond || least > 55*time.Millisecond || most < 75*time.Millisecond || most > 81*time.Millisecond {
		t.Errorf("delays from %v to %v, want 50 to 80 ms", least, most)
	}
}

func TestADelayThatChangesCountsForWhatTravels(t *testing.T) {
	l := shaped(Profile{DelayMs: 1000})
	l.arrive(0, sized(100))
	l.set(0, withDefaults(Profile{DelayMs: 20}))
	if at, any := l.next(); !any || at != 20*time.Millisecond {
		t.Errorf("due at %v", at)
	}
}

func TestLoss(t *testing.T) {
	for _, tt := range []struct {
		name    string
		profile Profile
		share   float64 // lost, in percent
		burst   float64 // mean length
	}{
		{"random", Profile{LossPct: 10}, 10, 1 / 0.9},
		{"all", Profile{LossPct: 100}, 100, math.Inf(1)},
		{"bursts", Profile{BurstLossPct: 20, BurstLengthPackets: 8}, 20, 8},
		{"the most that bursts can lose", Profile{BurstLossPct: 50, BurstLengthPackets: 1}, 50, 1},
		{"both", Profile{LossPct: 10, BurstLossPct: 20, BurstLengthPackets: 8}, 28, 0},
	} {
		l := shaped(tt.profile)
		const n = 200_000
		lost, bursts, before := 0.0, 0.0, false
		for range n {
			l.arrive(0, sized(100))
			_, arrived := l.leave(0)
			if !arrived {
				lost++
				if !before {
					bursts++
				}
			}
			before = !arrived
		}
		if share := 100 * lost / n; math.Abs(share-tt.share) > 1 {
			t.Errorf("%s: %.1f %% lost", tt.name, share)
		}
		if mean := lost / bursts; tt.burst > 0 && !math.IsInf(tt.burst, 1) && math.Abs(mean-tt.burst) > tt.burst/20 {
			t.Errorf("%s: bursts of %.2f packets, want %.2f", tt.name, mean, tt.burst)
		}
		if got := l.counters; float64(got.DroppedLoss) != lost || got.PacketsOut+got.DroppedLoss != got.PacketsIn {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}

func anyProfile() *rapid.Generator[Profile] {
	return rapid.Custom(func(t *rapid.T) Profile {
		p := unshaped
		if rapid.Bool().Draw(t, "bottleneck") {
			p.RateKbps = rapid.Float64Range(1, 5000).Draw(t, "rateKbps")
			p.QueueMs = rapid.Float64Range(1, 2000).Draw(t, "queueMs")
			p.QueueBy = rapid.SampledFrom([]Discipline{ByPackets, ByBytes}).Draw(t, "queueBy")
		}
		if rapid.Bool().Draw(t, "delay") {
			p.DelayMs = rapid.Float64Range(0, 500).Draw(t, "delayMs")
			p.JitterMs = rapid.Float64Range(0, 500).Draw(t, "jitterMs")
		}
		if rapid.Bool().Draw(t, "loss") {
			p.LossPct = rapid.Float64Range(0, 100).Draw(t, "lossPct")
		}
		if rapid.Bool().Draw(t, "burst") {
			p.BurstLossPct = rapid.Float64Range(0, 50).Draw(t, "burstLossPct")
			p.BurstLengthPackets = rapid.Float64Range(1, 20).Draw(t, "burstLengthPackets")
		}
		return p
	})
}

// TestLinkKeepsItsBooks: whatever is sent and changed when, every packet is
// somewhere, none overtakes another, and the queue empties.
func TestLinkKeepsItsBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLink(random())
		now, number, last := time.Duration(0), 0, -1
		take := func() {
			for {
				p, due := l.leave(now)
				if !due {
					return
				}
				got := int(p.data[0])<<8 | int(p.data[1])
				if got <= last {
					t.Fatalf("packet %d after %d", got, last)
				}
				last = got
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"send": func(t *rapid.T) {
				data := make([]byte, rapid.IntRange(2, 1400).Draw(t, "size"))
				data[0], data[1] = byte(number>>8), byte(number)
				number++
				l.arrive(now, packet{data: data})
			},
			"wait": func(t *rapid.T) {
				now += time.Duration(rapid.Int64Range(0, int64(second)).Draw(t, "time"))
				take()
			},
			"change": func(t *rapid.T) { l.set(now, anyProfile().Draw(t, "profile")) },
			"": func(t *rapid.T) {
				c := l.count(now)
				onTheWay := uint64(l.queue.len() + l.travelling.len())
				if c.PacketsIn != c.PacketsOut+c.DroppedQueue+c.DroppedLoss+onTheWay {
					t.Fatalf("%d on the way, %+v", onTheWay, c)
				}
				bytes := 0
				for _, p := range l.queue.items[l.queue.head:] {
					bytes += p.wire()
				}
				if c.QueuedBytes != bytes || c.QueuedMs < 0 || math.IsNaN(c.QueuedMs) {
					t.Fatalf("%d bytes are queued, %+v", bytes, c)
				}
				if l.profile.RateKbps == 0 && l.queue.len() > 0 {
					t.Fatal("a queue without a bottleneck")
				}
				if l.queue.len() > 1 && !l.fits(0, 0) {
					t.Fatal("the queue is above its limit")
				}
			},
		})
		now += 3000 * second
		take()
		if l.queue.len()+l.travelling.len() != 0 {
			t.Fatal("packets never leave")
		}
	})
}

func TestClearedLinkIsEmpty(t *testing.T) {
	l := shaped(Profile{RateKbps: 8, DelayMs: 1000, QueueMs: 10_000})
	l.arrive(0, sized(100))
	l.arrive(0, sized(100))
	l.count(100 * time.Millisecond) // one travels
	l.clear()
	if c := l.count(second); c.DroppedQueue != 2 || c.QueuedBytes != 0 || len(drain(l, 100*second)) != 0 {
		t.Errorf("%+v", c)
	}
}
