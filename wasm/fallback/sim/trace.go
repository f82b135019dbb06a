package sim

import (
	"bufio"
	"io"
	"math"
	"strconv"
	"strings"
)

// Rate is a link's rate from a time on.
type Rate struct {
	FromMs int
	Kbps   float64
}

// Trace is what a link carries over time.
type Trace struct {
	// Rates are what it carries, in the order of their times. The last one holds
	// on.
	Rates []Rate
	// ChancesMs, where there are any, are when the link may send chanceBytes each,
	// in their order; Rates are then the means that the queue's limit goes by.
	ChancesMs []int
	// LoopMs is after how long all begins again; 0 is never.
	LoopMs int
}

// chanceBytes is what a link may send at one of a trace's ChancesMs.
const chanceBytes = 1500

// traceLines goes over the lines of a trace, but for empty ones and those that
// begin with #.
type traceLines struct {
	scanner *bufio.Scanner
	n       int
	line    string
}

func (l *traceLines) next() bool {
	for l.scanner.Scan() {
		l.n++
		if l.line = strings.TrimSpace(l.scanner.Text()); l.line != "" && l.line[0] != '#' {
			return true
		}
	}
	return false
}

// ReadTrace reads lines of `t_ms kbps`. Empty lines and lines that begin with #
// are skipped. The times must grow and the rates be above 0.
func ReadTrace(r io.Reader) (Trace, error) {
	var trace Trace
	lines := traceLines{scanner: bufio.NewScanner(r)}
	for lines.next() {
		n, line := lines.n, lines.line
		at, kbps, _ := strings.Cut(line, " ")
		ms, err := strconv.Atoi(at)
		if err != nil || ms < 0 || len(trace.Rates) > 0 && ms <= trace.Rates[len(trace.Rates)-1].FromMs {
			return Trace{}, traceError{n, "a time in ms that grows"}
		}
		rate, err := strconv.ParseFloat(strings.TrimSpace(kbps), 64)
		if err != nil || !(rate > 0) || math.IsInf(rate, 0) {
			return Trace{}, traceError{n, "a rate in kbps above 0"}
		}
		trace.Rates = append(trace.Rates, Rate{ms, rate})
	}
	return trace, lines.scanner.Err()
}

// ReadMahimahi reads the format of mahimahi's mm-link: on each line a time in ms
// at which a packet of 1500 bytes may leave; the times do not go back, and after
// the last one all begins again. Lines that begin with # are skipped.
func ReadMahimahi(r io.Reader) (Trace, error) {
	var trace Trace
	lines := traceLines{scanner: bufio.NewScanner(r)}
	for lines.next() {
		n, line := lines.n, lines.line
		ms, err := strconv.Atoi(line)
		if err != nil || ms < trace.LoopMs {
			return Trace{}, traceError{n, "a time in ms that does not go back"}
		}
		trace.ChancesMs = append(trace.ChancesMs, ms)
		trace.LoopMs = ms
	}
	if trace.LoopMs == 0 {
		return Trace{}, traceError{1, "a time in ms above 0"}
	}
	// A chance at the end of the loop is one at the begin of the next.
	for i, ms := range trace.ChancesMs {
		trace.ChancesMs[i] = min(ms, trace.LoopMs-1)
	}
	trace.Rates = means(trace.ChancesMs, trace.LoopMs)
	return trace, lines.scanner.Err()
}

// means are the rates of each second of a loop.
func means(chancesMs []int, loopMs int) []Rate {
	const spanMs = 1000
	var rates []Rate
	for from, i := 0, 0; from < loopMs; from += spanMs {
		n := 0
		for ; i < len(chancesMs) && chancesMs[i] < from+spanMs; i++ {
			n++
		}
		rates = append(rates, Rate{from, float64(n*chanceBytes*8) / float64(min(spanMs, loopMs-from))})
	}
	return rates
}

type traceError struct {
	line   int
	wanted string
}

func (e traceError) Error() string {
	return "trace: line " + strconv.Itoa(e.line) + ": want " + e.wanted
}

// player plays a trace, one millisecond after the other.
type player struct {
	trace        *Trace
	rate, chance int
	ms           int
}

// next is what the link carries in the next millisecond: its rate, and the bytes
// that it may send.
func (p *player) next() (kbps, bytes float64) {
	t := p.trace
	if t.LoopMs > 0 && p.ms == t.LoopMs {
		*p = player{trace: t}
	}
	for p.rate < len(t.Rates) && t.Rates[p.rate].FromMs <= p.ms {
		p.rate++
	}
	if p.rate > 0 {
		kbps = t.Rates[p.rate-1].Kbps
	}
	bytes = kbps / 8
	if len(t.ChancesMs) > 0 {
		bytes = 0
		for ; p.chance < len(t.ChancesMs) && t.ChancesMs[p.chance] <= p.ms; p.chance++ {
			bytes += chanceBytes
		}
	}
	p.ms++
	return kbps, bytes
}
