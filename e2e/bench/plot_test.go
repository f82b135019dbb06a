package main

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func TestPlot(t *testing.T) {
	svg := plot("A drop", []line{{"one", []float64{0, 43, 5}}, {"two", []float64{1, 2}}})
	d := xml.NewDecoder(strings.NewReader(svg))
	polylines := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "polyline" {
			polylines++
		}
	}
	if polylines != 2 {
		t.Errorf("%d lines", polylines)
	}
	for _, want := range []string{">one<", ">two<", ">50 %<", "prefers-color-scheme: dark"} {
		if !strings.Contains(svg, want) {
			t.Errorf("%q is not in it", want)
		}
	}
}
