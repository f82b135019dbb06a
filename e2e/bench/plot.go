package main

import (
	"cmp"
	"fmt"
	"math"
	"strings"
)

// line is one line of a plot: a value for each second from 0 on.
type line struct {
	name   string
	values []float64
}

// The plot's size, and the margins of what is drawn, in pixels.
const (
	plotWidth, plotHeight = 720, 300
	plotLeft, plotRight   = 48, 16
	plotTop, plotBottom   = 56, 44
)

// styles are of the lines in their order: a colour for a light page, one for a
// dark page, and dashes, so that nobody needs colours to tell them apart.
var styles = [...]struct{ light, dark, dashes string }{
	{"#0b62c4", "#6cb2ff", ""},
	{"#b3400a", "#ffa066", "7 4"},
	{"#5c3fae", "#c3aaff", "2 3"},
}

// plot draws lines over seconds as an SVG that reads on light and dark pages.
func plot(title string, lines []line) string {
	seconds, most := 1, 10.0
	for _, l := range lines {
		seconds = max(seconds, len(l.values))
		for _, v := range l.values {
			most = max(most, v)
		}
	}
	most = math.Ceil(most/10) * 10
	x := func(second float64) float64 {
		return plotLeft + second/float64(seconds)*(plotWidth-plotLeft-plotRight)
	}
	y := func(pct float64) float64 {
		return plotHeight - plotBottom - pct/most*(plotHeight-plotTop-plotBottom)
	}

	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">`+"\n", plotWidth, plotHeight, title)
	b.WriteString(stylesheet())
	fmt.Fprintf(&b, `<text x="%d" y="18" class="title">%s</text>`+"\n", plotLeft, title)
	step := tick(most)
	for v := 0.0; v <= most; v += step {
		fmt.Fprintf(&b, `<path class="grid" d="M%d %.1fH%d"/><text x="%d" y="%.1f" text-anchor="end">%g %%</text>`+"\n",
			plotLeft, y(v), plotWidth-plotRight, plotLeft-6, y(v)+4, v)
	}
	for s := 0; s <= seconds; s += 5 {
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle">%d</text>`+"\n", x(float64(s)), plotHeight-plotBottom+18, s)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">seconds since the drop</text>`+"\n", plotWidth-plotRight, plotHeight-8)
	at := plotLeft
	for i, l := range lines {
		var points []string
		for s, v := range l.values {
			points = append(points, fmt.Sprintf("%.1f,%.1f", x(float64(s)+0.5), y(v)))
		}
		fmt.Fprintf(&b, `<polyline class="line s%d" points="%s"/>`+"\n", i, strings.Join(points, " "))
		fmt.Fprintf(&b, `<path class="line s%d" d="M%d 36h26"/><text x="%d" y="40">%s</text>`+"\n", i, at, at+32, l.name)
		at += 60 + 7*len(l.name)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// tick is the distance of the grid's lines.
func tick(most float64) float64 {
	if most <= 50 {
		return 10
	}
	return 20
}

// stylesheet is that of a plot.
func stylesheet() string {
	var light, dark strings.Builder
	for i, s := range styles {
		fmt.Fprintf(&light, "  .s%d { stroke: %s; stroke-dasharray: %s; }\n", i, s.light, cmp.Or(s.dashes, "none"))
		fmt.Fprintf(&dark, "    .s%d { stroke: %s; }\n", i, s.dark)
	}
	return `<style>
  text { font: 12px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; }
  .grid { stroke: #8888; stroke-width: 0.5; fill: none; }
  .line { stroke-width: 2; fill: none; }
` + light.String() + `  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
` + dark.String() + `  }
</style>
`
}
