package main

import "strconv"

// Must is something that a row has to reach.
type Must struct {
	What string `json:"what"`
	// Got is nil where it was not seen within the run.
	Got *float64 `json:"got"`
	// Least and Most are the limits, of which there is one.
	Least *float64 `json:"least,omitempty"`
	Most  *float64 `json:"most,omitempty"`
	Unit  string   `json:"unit"`
	Met   bool     `json:"met"`
}

// atMost is a must with an upper limit. What was never seen misses it.
func atMost(what string, got *float64, limit float64, unit string) Must {
	return Must{What: what, Got: got, Most: &limit, Unit: unit, Met: got != nil && *got <= limit}
}

// judge fills in what the row has to reach. Only calls with option 2, the
// headline's microphone and a queue that does not look at sizes are judged.
func (r *ResultRow) judge() {
	if r.SDK != dualstream || r.Option == nil || *r.Option != 2 || r.Queue != byPackets ||
		r.Microphone != "32" || r.Content != contentCamera || r.Server == refused || r.Server == offServer {
		return
	}
	switch {
	case r.Calm != nil:
		r.Must = []Must{
			atMost("false decisions", new(float64(r.Calm.FalseDecisions)), 0, ""),
			{What: "measured for", Got: &r.Calm.Minutes, Least: new(30.0), Unit: "min", Met: r.Calm.Minutes >= 30},
		}
	case r.Case == headline[0]:
		r.Must = r.dropMusts(3.5, 0.4, 0.6)
		r.Must = append(r.Must, atMost("low picture seen", r.LowSeenS.Median, 3, "s"))
	case r.Case == headline[1]:
		r.Must = r.dropMusts(5, 0.12, 0.12)
	case r.Case == "loss-2":
		r.Must = []Must{
			atMost("visible changes (stays high)", r.Changes.Max, 0, ""),
			atMost("decisions for low", r.DecidedLow.Max, 0, ""),
			atMost("decisions for audio only", r.DecidedAudio.Max, 0, ""),
		}
	case r.Case == "uplink-200":
		r.Must = []Must{atMost("decisions for audio only", r.DecidedAudio.Max, 0, "")}
	}
}

// dropMusts are those of both headline cases.
func (r *ResultRow) dropMusts(pct, ofDefault, ofSendSide float64) []Must {
	musts := []Must{atMost("concealed", r.ConcealedPct.Median, pct, "%")}
	for _, c := range []struct {
		server string
		limit  float64
	}{{defaultServer, ofDefault}, {sendSideServer, ofSendSide}} {
		if ratio := r.RatioToRaw[c.server]; ratio != nil {
			musts = append(musts, atMost("concealed, of livekit-client's on the server `"+c.server+"`", ratio.Median, c.limit, "x"))
		}
	}
	return append(musts,
		atMost("first decision", r.DecisionS.Median, 0.5, "s"),
		atMost("first decision, p90", r.DecisionS.P90, 0.75, "s"),
		atMost("audio clean", r.AudioCleanS.Median, 3, "s"),
		atMost("HIGH back", r.HighBackS.Median, 5, "s"),
		atMost("visible changes", r.Changes.Median, 2, ""),
		atMost("failed trials", r.FailedTrials.Median, 1, ""),
	)
}

// limit is what is asked, in words.
func (m *Must) limit() string {
	if m.Least != nil {
		return "≥ " + number(*m.Least) + unit(m.Unit)
	}
	return "≤ " + number(*m.Most) + unit(m.Unit)
}

func unit(name string) string {
	switch name {
	case "", "x":
		return name
	}
	return " " + name
}

// number is a value as text, with no more digits than it has.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
