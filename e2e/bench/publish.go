package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
)

// publish writes fallback.json, and from what is in it fallback.md and its
// plots.
func publish(dir string, r *Result) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	files, err := files(r)
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// files are the contents of what is published, by name.
func files(r *Result) (map[string][]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(r); err != nil {
		return nil, err
	}
	all := map[string][]byte{"fallback.json": text.Bytes()}
	plots := map[string]string{}
	for _, name := range headline {
		if lines := headlineLines(r, name); len(lines) > 0 {
			plots[name] = "fallback-" + name + ".svg"
			all[plots[name]] = []byte(plot("Concealed sound in each second, "+name, lines))
		}
	}
	all["fallback.md"] = []byte(render(r, plots))
	return all, nil
}

// headlineLines are what a headline's plot shows of the time of the drop.
func headlineLines(r *Result, name string) []line {
	var lines []line
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Case != name || !row.headline() || row.SDK == dualstream && row.Server != defaultServer {
			continue
		}
		during := row.ConcealedBySecond[:min(len(row.ConcealedBySecond), int(row.HoldS))]
		lines = append(lines, line{row.name() + ", " + row.Server, during})
	}
	return lines[:min(len(lines), len(styles))]
}
