package main

import (
	"bufio"
	"encoding/json"
	"strings"
)

// Decision is a decision of the fallback policy's, from its log.
type Decision struct {
	// WallMs is when it was made, in ms since 1970.
	WallMs float64 `json:"t"`
	// From and To are "high", "low" or "audio".
	From  string `json:"from"`
	To    string `json:"to"`
	Trial bool   `json:"trial"`
	Cause string `json:"cause"`
	// Metrics are name, value and threshold.
	Metrics []json.RawMessage `json:"metrics"`
}

// parseDecisions reads the decisions in a log and leaves out its other lines.
func parseDecisions(log string) ([]Decision, error) {
	var decisions []Decision
	lines := bufio.NewScanner(strings.NewReader(log))
	lines.Buffer(nil, len(log)+1)
	for lines.Scan() {
		var d Decision
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, err
		}
		if d.Cause != "" {
			decisions = append(decisions, d)
		}
	}
	return decisions, lines.Err()
}

// downward tells whether it goes to less video.
func (d *Decision) downward() bool { return rank[d.To] < rank[d.From] }

var rank = map[string]int{"audio": 0, "low": 1, "high": 2}
