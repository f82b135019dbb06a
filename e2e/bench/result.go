package main

import (
	"runtime"
	"slices"
)

// Result is what docs/benchmarks/fallback.json holds.
type Result struct {
	Machine  Machine     `json:"machine"`
	Versions Versions    `json:"versions"`
	Command  string      `json:"command"`
	Rows     []ResultRow `json:"rows"`
}

// Machine is where it was measured.
type Machine struct {
	CPUs int    `json:"cpus"`
	OS   string `json:"os"`
	Arch string `json:"arch"`
}

// ResultRow is what all repeats of a run have given. The fields are those of
// Metrics.
type ResultRow struct {
	SDK        string `json:"sdk"`
	Option     *int   `json:"option"`
	Server     string `json:"server"`
	Queue      string `json:"queue"`
	Case       string `json:"case"`
	Microphone string `json:"microphone"`
	Content    string `json:"content"`
	Repeats    int    `json:"repeats"`
	// Commit and Dist are those of Versions that the runs were made with.
	Commit string `json:"commit"`
	Dist   string `json:"dist"`
	// HoldS is how long the network was weak, WatchS how long a run went on after
	// that at least, in s.
	HoldS  float64 `json:"holdS"`
	WatchS float64 `json:"watchS"`

	ConcealedPct   *Spread `json:"concealedPct,omitempty"`
	WorstSecondPct *Spread `json:"worstSecondPct,omitempty"`
	AudioCleanS    *Spread `json:"audioCleanS,omitempty"`
	DecisionS      *Spread `json:"decisionS,omitempty"`
	FreezeS        *Spread `json:"freezeS,omitempty"`
	VideoQuality   *Spread `json:"videoQuality,omitempty"`
	LowSeenS       *Spread `json:"lowSeenS,omitempty"`
	HighUntilS     *Spread `json:"highUntilS,omitempty"`
	HighBackS      *Spread `json:"highBackS,omitempty"`
	Changes        *Spread `json:"changes,omitempty"`
	FailedTrials   *Spread `json:"failedTrials,omitempty"`
	DecidedLow     *Spread `json:"decidedLow,omitempty"`
	DecidedAudio   *Spread `json:"decidedAudio,omitempty"`
	AudioKbps      *Spread `json:"audioKbps,omitempty"`
	VideoKbps      *Spread `json:"videoKbps,omitempty"`

	// ConcealedBySecond is the median of each second from the drop on.
	ConcealedBySecond []float64 `json:"concealedBySecond,omitempty"`
	// RatioToRaw is ConcealedPct over that of livekit-client in the same repeat,
	// by the server that livekit-client was on.
	RatioToRaw map[string]*Spread `json:"ratioToRaw,omitempty"`
	Calm       *Calm              `json:"calm,omitempty"`
	// Must is what the row has to reach, and whether it does.
	Must []Must `json:"must,omitempty"`
}

// summarize makes the rows of outcomes, in the order of the plan.
func summarize(all []Row, outcomes []*Outcome, v Versions, command string) *Result {
	r := &Result{
		Machine:  Machine{CPUs: runtime.NumCPU(), OS: runtime.GOOS, Arch: runtime.GOARCH},
		Versions: v, Command: command, Rows: []ResultRow{},
	}
	groups := grouped(all, outcomes)
	for _, group := range groups {
		row := resultRow(group)
		if row.SDK == dualstream && row.Calm == nil {
			row.RatioToRaw = ratios(group, groups)
		}
		row.judge()
		r.Rows = append(r.Rows, row)
	}
	return r
}

// grouped puts repeats together: those of the plan in its order, others (of a
// side or a microphone that was asked for) after them.
func grouped(all []Row, outcomes []*Outcome) [][]*Outcome {
	groups := map[identity][]*Outcome{}
	var order []identity
	see := func(id identity) {
		if !slices.Contains(order, id) {
			order = append(order, id)
		}
	}
	for i := range all {
		for _, s := range all[i].Sides {
			see(planned(job{row: &all[i], side: s, n: 1}, Versions{}).identity())
		}
	}
	for _, o := range outcomes {
		see(o.identity())
		groups[o.identity()] = append(groups[o.identity()], o)
	}
	var list [][]*Outcome
	for _, id := range order {
		if group := groups[id]; group != nil {
			slices.SortFunc(group, func(a, b *Outcome) int { return a.Repeat - b.Repeat })
			list = append(list, group)
		}
	}
	return list
}

func resultRow(group []*Outcome) ResultRow {
	first := group[0]
	row := ResultRow{
		SDK: first.Side.SDK, Option: first.Side.Option, Server: first.Side.Server,
		Queue: first.Queue, Case: first.Case, Microphone: first.Microphone, Content: first.Content,
		Repeats: len(group), Commit: first.Commit, Dist: first.Dist, HoldS: first.HoldS, WatchS: first.WatchS, Calm: first.Calm,
	}
	if first.Metrics == nil {
		return row
	}
	over := func(value func(m *Metrics) *float64) *Spread {
		var values []*float64
		for _, o := range group {
			v := value(o.Metrics)
			if v != nil {
				v = new(rounded(*v))
			}
			values = append(values, v)
		}
		return spread(values)
	}
	for _, o := range group {
		row.WatchS = min(row.WatchS, o.WatchS)
	}
	row.ConcealedPct = over(func(m *Metrics) *float64 { return &m.ConcealedPct })
	row.WorstSecondPct = over(func(m *Metrics) *float64 { return &m.WorstSecondPct })
	row.AudioCleanS = over(func(m *Metrics) *float64 { return m.AudioCleanS })
	row.DecisionS = over(func(m *Metrics) *float64 { return m.DecisionS })
	row.FreezeS = over(func(m *Metrics) *float64 { return &m.FreezeS })
	row.VideoQuality = over(func(m *Metrics) *float64 { return &m.VideoQuality })
	row.LowSeenS = over(func(m *Metrics) *float64 { return m.LowSeenS })
	row.HighUntilS = over(func(m *Metrics) *float64 { return m.HighUntilS })
	row.HighBackS = over(func(m *Metrics) *float64 { return m.HighBackS })
	row.Changes = over(func(m *Metrics) *float64 { return &m.Changes })
	row.FailedTrials = over(func(m *Metrics) *float64 { return m.FailedTrials })
	row.DecidedLow = over(func(m *Metrics) *float64 { return m.DecidedLow })
	row.DecidedAudio = over(func(m *Metrics) *float64 { return m.DecidedAudio })
	row.AudioKbps = over(func(m *Metrics) *float64 { return &m.AudioKbps })
	row.VideoKbps = over(func(m *Metrics) *float64 { return &m.VideoKbps })
	row.ConcealedBySecond = medianBySecond(group)
	return row
}

// medianBySecond is as long as the shortest of the runs.
func medianBySecond(group []*Outcome) []float64 {
	var medians []float64
	for s := 0; ; s++ {
		var values []*float64
		for _, o := range group {
			if s >= len(o.ConcealedBySecond) {
				return medians
			}
			values = append(values, &o.ConcealedBySecond[s])
		}
		medians = append(medians, *spread(values).Median)
	}
}

// ratios compares with livekit-client in the same repeats of the same case.
func ratios(group []*Outcome, groups [][]*Outcome) map[string]*Spread {
	compared := map[string]*Spread{}
	for _, other := range groups {
		id, want := other[0].identity(), group[0].identity()
		if id.side = want.side; other[0].Side.SDK != livekitClient || id != want {
			continue
		}
		var values []*float64
		for _, o := range group {
			for _, r := range other {
				if r.Repeat == o.Repeat && r.Dist == o.Dist && r.Metrics.ConcealedPct > 0 {
					values = append(values, new(rounded(o.Metrics.ConcealedPct/r.Metrics.ConcealedPct)))
				}
			}
		}
		if values != nil {
			compared[other[0].Side.Server] = spread(values)
		}
	}
	return compared
}
