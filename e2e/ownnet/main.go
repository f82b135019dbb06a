// Command ownnet runs a command in a network of its own, in which this machine
// has an address that is not one of loopback:
//
//	go test -exec "$PWD/.cache/ownnet" ./e2e
//
// Firefox sends no media to a loopback address, and the address of a real
// network would let others in. The command finds the address in
// DUALSTREAM_OWN_NETWORK. Where no network can be made it runs in that of the
// machine and finds the reason in DUALSTREAM_NO_NETWORK. Its exit code is passed
// on.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

const (
	// address is this machine's in the network. Nobody else is in it.
	address = "10.77.0.1"

	addressVariable = "DUALSTREAM_OWN_NETWORK"
	reasonVariable  = "DUALSTREAM_NO_NETWORK"
)

func main() {
	args := os.Args[1:]
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: ownnet command [arguments]")
		os.Exit(2)
	}
	code, err := run(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ownnet:", err)
		code = 1
	}
	os.Exit(code)
}

// run runs the command and returns its exit code.
func run(args []string) (int, error) {
	cmd, err := inside(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ownnet: no network of its own:", err)
		cmd = exec.Command(args[0], args[1:]...)
		cmd.Env = append(os.Environ(), reasonVariable+"="+err.Error())
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Exited() {
		return exit.ExitCode(), nil
	}
	return 0, err
}
