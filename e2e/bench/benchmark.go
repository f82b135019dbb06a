package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// benchmark makes runs one after the other and keeps what they give.
type benchmark struct {
	w    *world
	o    *options
	runs *journal
	out  io.Writer
}

// attempts is how often a run that fails is tried.
const attempts = 2

// runAll makes the runs that are to be made. It goes on when one fails, and
// says so at the end.
func (b *benchmark) runAll(ctx context.Context, jobs []job) error {
	skipped, failed := 0, 0
	for i, j := range jobs {
		o := planned(j, b.w.versions)
		if !b.o.again && b.runs.has(o) {
			skipped++
			continue
		}
		began := time.Now()
		err := b.try(ctx, j, o)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		took := time.Since(began).Round(time.Second)
		if err != nil {
			failed++
			fmt.Fprintf(b.out, "%d/%d %s %s #%d: skipped after %s: %v\n", i+1, len(jobs), j.row.Name, j.side, j.n, took, err)
			continue
		}
		if err := b.runs.add(o); err != nil {
			return err
		}
		fmt.Fprintf(b.out, "%d/%d %s %s #%d, %s: %s\n", i+1, len(jobs), j.row.Name, j.side, j.n, took, o.line())
	}
	if skipped > 0 {
		fmt.Fprintf(b.out, "%d runs were made before with this build\n", skipped)
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d runs failed", failed, len(jobs))
	}
	return nil
}

// try makes a run, and once more if it fails.
func (b *benchmark) try(ctx context.Context, j job, o *Outcome) (err error) {
	for range attempts {
		r := &run{w: b.w, row: j.row, side: j.side}
		if j.row.calm() {
			err = b.rest(ctx, r, o)
		} else {
			err = b.drop(ctx, r, j, o)
		}
		if err == nil || ctx.Err() != nil {
			return err
		}
		fmt.Fprintf(b.out, "%s %s #%d failed: %v\n", j.row.Name, j.side, j.n, err)
	}
	return err
}

// drop makes a run in which something happens to the network, and keeps its
// recording.
func (b *benchmark) drop(ctx context.Context, r *run, j job, o *Outcome) error {
	seen, err := r.record(ctx)
	if err != nil {
		return err
	}
	if err := b.keep(seen, j); err != nil {
		return err
	}
	if b.o.verbose {
		if err := writeTimeline(b.out, seen); err != nil {
			return err
		}
	}
	o.Metrics, err = measure(seen)
	o.ConcealedBySecond = seen.concealedBySecond()
	return err
}

// keep writes a recording.
func (b *benchmark) keep(seen *Recording, j job) error {
	text, err := json.Marshal(seen)
	if err != nil {
		return err
	}
	name := j.row.Name + "-" + fileName(j.side) + "-" + strconv.Itoa(j.n) + ".json"
	return os.WriteFile(filepath.Join(b.w.root, ".cache", "bench", name), text, 0o644)
}

// rest makes a run in which nothing happens to the network.
func (b *benchmark) rest(ctx context.Context, r *run, o *Outcome) error {
	calm, decisions, err := r.rest(ctx)
	if err != nil {
		return err
	}
	o.Calm = calm
	if b.o.verbose && len(decisions) > 0 {
		return writeDecisions(b.out, decisions)
	}
	return nil
}

// line is an outcome as text.
func (o *Outcome) line() string {
	var value any = o.Metrics
	if o.Calm != nil {
		value = o.Calm
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // numbers only
	}
	return string(text)
}
