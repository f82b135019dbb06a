package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// render writes the result as a page of Markdown. plots are the files of the
// plots by the case that they show.
func render(r *Result, plots map[string]string) string {
	var b strings.Builder
	b.WriteString("# The fallback, measured\n\n")
	b.WriteString("Calls between two pages in Chromium, through a bottleneck, on a media server: pages that use Dualstream, and pages that use livekit-client as it is. This page and the plots are made from `fallback.json`, by the command below.\n\n")
	fmt.Fprintf(&b, "    %s\n\n", r.Command)
	v := &r.Versions
	fmt.Fprintf(&b, "Dualstream %s (commit %s, build %s), livekit-client %s, livekit-server %s, Chromium %s, %s; %d CPUs, %s/%s.\n",
		v.Dualstream, v.Commit, v.Dist, v.LivekitClient, v.LivekitServer, v.Chromium, v.Go, r.Machine.CPUs, r.Machine.OS, r.Machine.Arch)

	head, rest := split(r.Rows)
	if len(head) > 0 {
		b.WriteString("\n## Drops of 30 s to 170 and to 70 kbps\n\n")
		table(&b, head, v.Dist)
		for _, name := range headline {
			if file := plots[name]; file != "" {
				fmt.Fprintf(&b, "\n![Concealed sound in each second, %s, median of the repeats](%s)\n", name, file)
			}
		}
	}
	musts(&b, r.Rows)
	if len(rest) > 0 {
		b.WriteString("\n## Everything else\n\n")
		table(&b, rest, v.Dist)
	}
	b.WriteString(howToRead)
	return b.String()
}

// split parts what is repeated, which is the headline, from the rest. A calm
// row has no place in a table of drops.
func split(all []ResultRow) (head, rest []ResultRow) {
	for _, r := range all {
		switch {
		case r.Calm != nil:
		case r.headline():
			head = append(head, r)
		default:
			rest = append(rest, r)
		}
	}
	return head, rest
}

// headline tells whether it is of the runs that the comparison stands on.
func (r *ResultRow) headline() bool {
	return slices.Contains(headline, r.Case) && r.Queue == byPackets && r.Microphone == "32" && r.Content == contentCamera &&
		r.Server != refused && r.Server != offServer && (r.Option == nil || *r.Option == 2)
}

// name is who is measured.
func (r *ResultRow) name() string {
	if r.Option == nil {
		return r.SDK
	}
	return fmt.Sprintf("%s, option %d", r.SDK, *r.Option)
}

// runs is how many runs it is of, and of which commit if not of the present build.
func (r *ResultRow) runs(present string) string {
	if r.Dist == present {
		return strconv.Itoa(r.Repeats)
	}
	return fmt.Sprintf("%d of %s", r.Repeats, r.Commit)
}

// happening is what happens, with what is unlike the headline.
func (r *ResultRow) happening() string {
	text := r.Case
	if r.Queue != byPackets {
		text += ", queue of " + r.Queue
	}
	if r.Microphone != "32" {
		text += ", microphone: " + r.Microphone
	}
	if r.Content != contentCamera {
		text += ", picture: " + r.Content
	}
	return text
}

// columns are those of the tables with numbers.
var columns = []struct {
	title  string
	value  func(r *ResultRow) *Spread
	digits int
	scale  float64
	// ofLog is what only a log of decisions tells, and livekit-client keeps none.
	ofLog bool
}{
	{"concealed %", func(r *ResultRow) *Spread { return r.ConcealedPct }, 1, 1, false},
	{"worst second %", func(r *ResultRow) *Spread { return r.WorstSecondPct }, 0, 1, false},
	{"audio clean s", func(r *ResultRow) *Spread { return r.AudioCleanS }, 1, 1, false},
	{"decision s", func(r *ResultRow) *Spread { return r.DecisionS }, 2, 1, true},
	{"freeze s", func(r *ResultRow) *Spread { return r.FreezeS }, 1, 1, false},
	{"video Mpx/s", func(r *ResultRow) *Spread { return r.VideoQuality }, 2, 1e-6, false},
	{"low seen s", func(r *ResultRow) *Spread { return r.LowSeenS }, 1, 1, false},
	{"HIGH back s", func(r *ResultRow) *Spread { return r.HighBackS }, 1, 1, false},
	{"changes", func(r *ResultRow) *Spread { return r.Changes }, 0, 1, false},
	{"failed trials", func(r *ResultRow) *Spread { return r.FailedTrials }, 0, 1, true},
}

// table writes rows as a table. present is the build that the page is of.
func table(b *strings.Builder, all []ResultRow, present string) {
	b.WriteString("| case | who | server | runs |")
	for _, c := range columns {
		b.WriteString(" " + c.title + " |")
	}
	b.WriteString(" of raw | musts |\n|---|---|---|---|" + strings.Repeat("---|", len(columns)+2) + "\n")
	for i := range all {
		r := &all[i]
		fmt.Fprintf(b, "| %s | %s | %s | %s |", r.happening(), r.name(), r.Server, r.runs(present))
		for _, c := range columns {
			text := "–"
			if r.SDK == dualstream || !c.ofLog {
				text = cell(c.value(r), c.digits, c.scale)
			}
			b.WriteString(" " + text + " |")
		}
		fmt.Fprintf(b, " %s | %s |\n", r.ofRaw(), r.verdict())
	}
}

// cell is a median, and from where to where the values go.
func cell(s *Spread, digits int, scale float64) string {
	text := value(s.Median, digits, scale)
	if from, to := value(s.Min, digits, scale), value(s.Max, digits, scale); from != text || to != text {
		text += " (" + from + "…" + to + ")"
	}
	return text
}

func value(v *float64, digits int, scale float64) string {
	if v == nil {
		return "never"
	}
	text := fmt.Sprintf("%.*f", digits, *v*scale)
	// Halves of what is counted.
	if digits == 0 && *v < 10 && *v != float64(int(*v)) {
		text = fmt.Sprintf("%.1f", *v*scale)
	}
	return text
}

// ofRaw is how much is concealed beside livekit-client.
func (r *ResultRow) ofRaw() string {
	var parts []string
	for _, name := range []string{defaultServer, sendSideServer, offServer} {
		if s := r.RatioToRaw[name]; s != nil {
			parts = append(parts, fmt.Sprintf("%sx %s", value(s.Median, 2, 1), name))
		}
	}
	return strings.Join(parts, ", ")
}

// verdict is which musts are missed.
func (r *ResultRow) verdict() string {
	if len(r.Must) == 0 {
		return ""
	}
	var missed []string
	for i := range r.Must {
		if m := &r.Must[i]; !m.Met {
			missed = append(missed, fmt.Sprintf("%s %s (%s)", m.What, m.got(), m.limit()))
		}
	}
	if missed == nil {
		return "all met"
	}
	return "**missed:** " + strings.Join(missed, "; ")
}

// got is what was reached, in words.
func (m *Must) got() string {
	if m.Got == nil {
		return "never"
	}
	return number(*m.Got) + unit(m.Unit)
}

// musts writes what has to be reached beside what is.
func musts(b *strings.Builder, all []ResultRow) {
	if !slices.ContainsFunc(all, func(r ResultRow) bool { return len(r.Must) > 0 }) {
		return
	}
	b.WriteString("\n## Musts\n\n| case | server | what | must | reached | |\n|---|---|---|---|---|---|\n")
	for i := range all {
		r := &all[i]
		for n := range r.Must {
			m := &r.Must[n]
			met := "met"
			if !m.Met {
				met = "**missed**"
			}
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", r.Case, r.Server, m.What, m.limit(), m.got(), met)
		}
	}
	b.WriteString("\nMedians where not said, of runs with option 2. What one step of the policy costs is measured by the benchmarks in `wasm/fallback`.\n")
}

// howToRead explains the tables.
const howToRead = `
## How to read this

A call of one publisher and one viewer runs until the high stream has come for 4 s, at last with two thirds of its bitrate. Then the network becomes what the case says (at 0 s, *the drop*), for 30 s or for the 120 s of a trace, and good again (*the release*). Each run has browsers and a room of its own. Those that are compared took turns, and a ratio is taken within one turn.

- **Network.** Good is 3000 kbps, 25 ms each way and a queue of 250 ms. The queue is drop-tail and holds slots of 1000 bytes, at least three, each for one packet of whatever size: audio is dropped as readily as video. A *queue of bytes* lets small packets into gaps that are too small for large ones, so audio fares better. ` + "`drop-N`" + ` is the viewer's downlink at N kbps; ` + "`ramp`" + ` goes to 100 kbps and back in steps of a second; ` + "`loss-N`" + ` is N % of packets lost by chance, ` + "`burst-loss`" + ` 5 % in bursts of 8; ` + "`uplink-N`" + ` is the publisher's uplink; ` + "`trace-…`" + ` are downlinks of somebody on the way (Riiser et al., Commute Path Bandwidth Traces from 3G Networks, MMSys 2013); ` + "`signalling`" + ` is a drop to 170 kbps in which signalling has 64 kbps and 150 ms each way.
- **Streams.** Both SDKs send VP8 of 640x360 at 15 pictures a second with 600 kbps, and of 160x90 with 60 kbps; the picture is like that of somebody before a camera, or a busy test pattern. The microphone is Opus with 32 kbps on both sides, without RED and DTX; *default* is each SDK's own.
- **Server.** *default* is LiveKit's own congestion control, *sendside* its estimate from its own measurement (` + "`use_send_side_bwe`" + `), *off* none; *refused* is the default one that the viewer's wish to choose by itself does not reach.
- **concealed** is how much of the sound that was played from the drop to the release was made up by the browser, because nothing had come; **worst second** is the worst one of that. **audio clean** is the time after the drop from which on less than 2 % of every second is concealed for 2 s; 0 where it always was.
- **decision** is the SDK's first decision for less video, by its own log. **freeze** is all time of more than 0.5 s without a new picture until the release, and video that is switched off counts. **video** is how many pixels were decoded a second.
- **low seen** is the first low picture after the drop. **HIGH back** is the beginning of the first second after the release with high pictures only and 12 or more of them. **changes** are those of what is seen, among high, low and nothing for 2 s, from the drop to the end; a drop costs two. **failed trials** are attempts at more video that the SDK took back.
- A number is the median of the runs with the least and the largest in brackets. *never* (` + "`null`" + ` in the file) was not seen while it was watched, 25 s after the release in the headline (12 s in a quick run) and 3 to 15 s in the rest; it counts as larger than any number. – is what does not exist: livekit-client leaves decisions to the server. p90 lies on the line between the two nearest values.
- ` + "`calm`" + ` is a call on a network that nothing is done to: the publisher speaks with pauses in which nothing is sent (DTX), sound and video are disabled and enabled again, and two others join and leave, one of these every 15 s. A decision for congestion, or a trial that failed, is a false one.
- **runs** that were made with an earlier build name its commit.
- The sound of a browser depends on its machine: compare within a table, not across machines.
`
