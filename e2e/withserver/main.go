// Command withserver runs a command while a media server of its own is there:
//
//	go run ./e2e/withserver -- go test -race ./wasm/client
//
// The command finds the server's address in DUALSTREAM_TEST_SERVER, and its
// exit code is passed on. dist/ must have been built.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"dualstream/e2e/server"
)

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: withserver -- command [arguments]")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := run(ctx, args)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "withserver:", err)
		code = 1
	}
	os.Exit(code)
}

// run runs the command beside a server and returns the command's exit code.
func run(ctx context.Context, args []string) (int, error) {
	program, err := server.Build(ctx)
	if err != nil {
		return 0, err
	}
	s, err := server.Start(program, "127.0.0.1:0", os.Stderr)
	if err != nil {
		return 0, err
	}
	defer s.Stop()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Env = append(os.Environ(), "DUALSTREAM_TEST_SERVER="+s.URL)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Exited() {
		return exit.ExitCode(), nil
	}
	return 0, err
}
