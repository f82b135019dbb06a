// Command wasmrun runs a Go program that was built for js/wasm in a headless
// Chromium, as "go test -exec" wants it:
//
//	GOOS=js GOARCH=wasm go test -exec "$PWD/.cache/wasmrun" ./wasm/peer
//
// It prints what the program prints, exits with the program's code, and hands
// on the environment variables whose names begin in DUALSTREAM_. The program
// has a camera and a microphone that are not real, and no file system.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"dualstream/e2e/browser"
)

// failed is the exit code of a program that could not be run or did not end.
const failed = 1

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: wasmrun program.wasm [arguments]")
		os.Exit(failed)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := run(ctx, os.Args[1], os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "wasmrun:", err)
		code = failed
	}
	os.Exit(code)
}

// run runs the program to its end and returns its exit code.
func run(ctx context.Context, program string, argv []string) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout(argv))
	defer cancel()
	site, err := serve(program, argv, environment())
	if err != nil {
		return 0, err
	}
	defer site.Close()
	chromium, err := browser.Start(ctx, browser.Options{})
	if err != nil {
		return 0, err
	}
	defer chromium.Close()
	return follow(ctx, chromium, site.URL)
}

// timeout is what the program may take: a test's own limit, after which it
// prints where it hangs and ends by itself, and some more.
func timeout(argv []string) time.Duration {
	for _, arg := range argv {
		if text, found := strings.CutPrefix(arg, "-test.timeout="); found {
			if limit, err := time.ParseDuration(text); err == nil && limit > 0 {
				return limit + 30*time.Second
			}
		}
	}
	return 10 * time.Minute
}

// environment returns the variables that the program is given.
func environment() map[string]string {
	env := map[string]string{}
	for _, entry := range os.Environ() {
		if name, value, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "DUALSTREAM_") {
			env[name] = value
		}
	}
	return env
}
