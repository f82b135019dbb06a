package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"dualstream/e2e/server"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := bench(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are what the benchmark was told.
type options struct {
	rows, sides, microphone, content string
	repeats                          int
	watch                            time.Duration
	minutes                          float64
	quick, again, verbose            bool
	out                              string
	// builds are those whose runs count where the present one has none.
	builds []string
}

const (
	// quickRepeats is how often the headline is run where time is short,
	// quickWatch how long after the release.
	quickRepeats = 2
	quickWatch   = 12 * time.Second
)

func parseOptions(args []string) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&o.rows, "rows", "", "regular expression that the whole name of a row matches, all if empty")
	flags.StringVar(&o.sides, "sides", "", "who is measured, as sdk:option:server with commas between, in place of each row's own")
	flags.IntVar(&o.repeats, "repeats", 0, "runs of each side in each row, in place of each row's own")
	flags.DurationVar(&o.watch, "watch", 0, "how long a run goes on after the release, in place of each row's own")
	flags.StringVar(&o.microphone, "mic", "", "how sound is sent, in place of each row's own: 32, 24red, 32red, 40, default")
	flags.StringVar(&o.content, "content", "", "what the camera sees, in place of each row's own: "+contentCamera+" or "+contentPattern)
	flags.Float64Var(&o.minutes, "minutes", 30, "how long the calm row takes")
	flags.BoolVar(&o.quick, "quick", false, "against livekit-client on its default server, twice; the headline's rows if -rows names no others")
	flags.BoolVar(&o.again, "again", false, "run also what was run before with this build")
	flags.BoolVar(&o.verbose, "v", false, "print what happened in each run")
	flags.StringVar(&o.out, "out", filepath.Join(".cache", "bench"), "folder of the table, from the repository's root")
	flags.Func("builds", "builds (see the table's first lines) whose runs count where the present one has none, with commas between", func(list string) error {
		o.builds = strings.Split(list, ",")
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if _, known := microphones[o.microphone]; !known && o.microphone != "" {
		return nil, fmt.Errorf("-mic: %q is none of 32, 24red, 32red, 40, default", o.microphone)
	}
	if o.content != "" && o.content != contentCamera && o.content != contentPattern {
		return nil, fmt.Errorf("-content: %q is neither %s nor %s", o.content, contentCamera, contentPattern)
	}
	return o, nil
}

// choose takes the rows that were asked for, as they were asked for.
func (o *options) choose(all []Row) ([]Row, error) {
	expression := cmp.Or(o.rows, ".*")
	if o.quick {
		expression = cmp.Or(o.rows, strings.Join(headline, "|"))
	}
	chosen, err := matching(all, expression)
	if err != nil {
		return nil, fmt.Errorf("-rows: %w", err)
	}
	for i := range chosen {
		r := &chosen[i]
		if r.calm() {
			continue
		}
		if o.quick {
			r.Sides, r.Repeats, r.Watch = quickSides, quickRepeats, quickWatch
		}
		if o.sides != "" {
			if r.Sides, err = parseSides(o.sides); err != nil {
				return nil, err
			}
		}
		r.Repeats = cmp.Or(o.repeats, r.Repeats)
		r.Watch = cmp.Or(o.watch, r.Watch)
		r.Microphone = cmp.Or(o.microphone, r.Microphone)
		r.Content = cmp.Or(o.content, r.Content)
	}
	return chosen, nil
}

// microphones are the values of -mic.
var microphones = map[string]Microphone{
	"32":      {Kbps: 32},
	"24red":   {Kbps: 24, RED: true},
	"32red":   {Kbps: 32, RED: true},
	"40":      {Kbps: 40},
	"default": {},
}

// bench runs what was asked for and was not run before, and writes the table of
// all that is known of this build.
func bench(ctx context.Context, args []string, out io.Writer) (err error) {
	o, err := parseOptions(args)
	if err != nil {
		return err
	}
	root, err := server.Root()
	if err != nil {
		return err
	}
	all, err := rows(root, time.Duration(o.minutes*float64(time.Minute)))
	if err != nil {
		return err
	}
	chosen, err := o.choose(all)
	if err != nil {
		return err
	}
	w, err := newWorld(ctx, root)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	runs, err := openJournal(filepath.Join(root, ".cache", "bench", "fallback-runs.jsonl"), append([]string{w.versions.Dist}, o.builds...)...)
	if err != nil {
		return err
	}
	b := &benchmark{w: w, o: o, runs: runs, out: out}
	failed := b.runAll(ctx, schedule(chosen))
	if len(runs.outcomes) == 0 {
		return failed
	}
	result := summarize(all, runs.outcomes, w.versions, commandLine(args))
	return errors.Join(failed, publish(filepath.Join(root, o.out), result))
}

// commandLine is what to type for the same again.
func commandLine(args []string) string {
	text := "go run ./e2e/bench"
	for _, arg := range args {
		if strings.ContainsAny(arg, " |*?()[]$") {
			arg = "'" + arg + "'"
		}
		text += " " + arg
	}
	return text
}
