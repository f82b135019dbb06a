package main

import (
	"fmt"
	"regexp"
	"time"
)

// Row is what is measured together: what happens, to whom, and how often.
type Row struct {
	// Name is what -rows chooses by.
	Name       string
	Case       Case
	Sides      []Side
	Microphone string
	Content    string
	Repeats    int
	// Watch is how long a run goes on after the release; all that a calm row does
	// is to watch.
	Watch time.Duration
}

// calm tells whether nothing happens to the network.
func (r *Row) calm() bool { return len(r.Case.Steps) == 0 }

// calmName is the name of the row and of the case in which nothing happens to
// the network.
const calmName = "calm"

const (
	// headlineWatch is how long a run of the headline goes on after the release:
	// raw livekit-client is slow to come back.
	headlineWatch = 25 * time.Second
	// usualWatch is that of the others, longerWatch where coming back takes more
	// than the network, shortWatch where it is no question.
	usualWatch  = 10 * time.Second
	longerWatch = 15 * time.Second
	shortWatch  = 3 * time.Second
)

// headline are the rows that are repeated, in the order in which their sides
// take turns.
var headline = []string{"drop-170", "drop-70"}

var (
	ours       = side(dualstream, new(2), defaultServer)
	oursBWE    = side(dualstream, new(2), sendSideServer)
	raw        = side(livekitClient, nil, defaultServer)
	rawBWE     = side(livekitClient, nil, sendSideServer)
	quickSides = []Side{ours, raw}
)

func side(sdk string, option *int, server string) Side {
	return Side{SDK: sdk, Option: option, Server: server}
}

// rows are all of them, in the order of the table. The calm one takes calmFor.
func rows(root string, calmFor time.Duration) ([]Row, error) {
	tram, err := trace(root, "trace-tram", "norway-tram-51-120s.txt")
	if err != nil {
		return nil, err
	}
	bus, err := trace(root, "trace-bus", "norway-bus-23-120s.txt")
	if err != nil {
		return nil, err
	}
	drop170 := drop("drop-170", 170, byPackets)
	all := []Row{
		{Name: headline[0], Case: drop170, Sides: []Side{ours, raw, rawBWE, oursBWE}, Repeats: 5, Watch: headlineWatch},
		{Name: headline[1], Case: drop("drop-70", 70, byPackets), Sides: []Side{ours, raw, rawBWE, oursBWE}, Repeats: 5, Watch: headlineWatch},
		{Name: "drop-1000", Case: drop("drop-1000", 1000, byPackets)},
		{Name: "drop-500", Case: drop("drop-500", 500, byPackets)},
		{Name: "drop-300", Case: drop("drop-300", 300, byPackets)},
		{Name: "ramp", Case: ramp()},
		{Name: "loss-2", Case: loss("loss-2", 2, 0), Watch: shortWatch},
		{Name: "loss-5", Case: loss("loss-5", 5, 0), Watch: shortWatch},
		{Name: "loss-10", Case: loss("loss-10", 10, 0), Watch: shortWatch},
		{Name: "burst-loss", Case: loss("burst-loss", 5, 8), Watch: shortWatch},
		{Name: "uplink-200", Case: uplink("uplink-200", 200), Watch: longerWatch},
		{Name: "uplink-100", Case: uplink("uplink-100", 100), Watch: longerWatch},
		{Name: "trace-tram", Case: tram, Watch: shortWatch},
		{Name: "trace-bus", Case: bus, Watch: shortWatch},
		{Name: "signalling", Case: signalling("signalling", 170), Watch: longerWatch},
		{Name: "bytes-170", Case: drop("drop-170", 170, byBytes)},
		{Name: "bytes-70", Case: drop("drop-70", 70, byBytes)},
		{Name: "option-0", Case: drop170, Sides: []Side{side(dualstream, new(0), defaultServer)}},
		{Name: "option-1", Case: drop170, Sides: []Side{side(dualstream, new(1), defaultServer)}},
		{Name: "microphone", Case: drop170, Microphone: "default"},
		{Name: "pattern", Case: drop170, Content: contentPattern},
		{Name: "refused", Case: drop170, Sides: []Side{side(dualstream, new(2), refused)}, Watch: longerWatch},
		{Name: "off", Case: drop170, Sides: []Side{side(dualstream, new(2), offServer)}},
		{Name: calmName, Case: Case{Name: calmName, Queue: byPackets}, Sides: []Side{ours}, Watch: calmFor},
	}
	for i := range all {
		all[i].usual()
	}
	return all, nil
}

// usual fills what a row leaves out.
func (r *Row) usual() {
	if r.Sides == nil {
		r.Sides = quickSides
	}
	if r.Microphone == "" {
		r.Microphone = "32"
	}
	if r.Content == "" {
		r.Content = contentCamera
	}
	r.Repeats = max(r.Repeats, 1)
	if r.Watch == 0 {
		r.Watch = usualWatch
	}
}

// matching are the rows whose whole name the expression matches.
func matching(all []Row, expression string) ([]Row, error) {
	re, err := regexp.Compile("^(?:" + expression + ")$")
	if err != nil {
		return nil, err
	}
	var found []Row
	for _, r := range all {
		if re.MatchString(r.Name) {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no row is named %q", expression)
	}
	return found, nil
}

// job is one run that is to be made.
type job struct {
	row  *Row
	side Side
	// n counts the repeats from 1.
	n int
}

// schedule is the order of the runs: rows that are repeated take turns, so that
// what is compared is measured within minutes.
func schedule(chosen []Row) []job {
	var jobs []job
	for from := 0; from < len(chosen); {
		to := from + 1
		for to < len(chosen) && chosen[to].Repeats == chosen[from].Repeats {
			to++
		}
		for n := range chosen[from].Repeats {
			for i := from; i < to; i++ {
				for _, s := range chosen[i].Sides {
					jobs = append(jobs, job{row: &chosen[i], side: s, n: n + 1})
				}
			}
		}
		from = to
	}
	return jobs
}
