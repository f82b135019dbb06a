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

// ReadTrace reads lines of `t_ms kbps`. Empty lines and lines that begin with #
// are skipped. The times must grow and the rates be above 0.
func ReadTrace(r io.Reader) ([]Rate, error) {
	var rates []Rate
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		at, kbps, _ := strings.Cut(line, " ")
		ms, err := strconv.Atoi(at)
		if err != nil || ms < 0 || len(rates) > 0 && ms <= rates[len(rates)-1].FromMs {
			return nil, traceError{n, "a time in ms that grows"}
		}
		rate, err := strconv.ParseFloat(strings.TrimSpace(kbps), 64)
		if err != nil || !(rate > 0) || math.IsInf(rate, 0) {
			return nil, traceError{n, "a rate in kbps above 0"}
		}
		rates = append(rates, Rate{ms, rate})
	}
	return rates, lines.Err()
}

type traceError struct {
	line   int
	wanted string
}

func (e traceError) Error() string {
	return "trace: line " + strconv.Itoa(e.line) + ": want " + e.wanted
}

// at is the rate that holds at nowMs: the last one that has begun.
func at(rates []Rate, nowMs int) float64 {
	kbps := 0.0
	for _, r := range rates {
		if r.FromMs > nowMs {
			break
		}
		kbps = r.Kbps
	}
	return kbps
}
