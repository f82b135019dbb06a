package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
)

// settle marks the second start of this program, in the new network: it settles
// there and becomes the command. With nothing behind it, it only tries.
const settle = "DUALSTREAM_OWNNET_SETTLE"

// init is before main for the second start, in which os.Args are the command's.
func init() {
	if os.Getenv(settle) == "" {
		return
	}
	if err := settled(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if len(os.Args) < 2 {
		os.Exit(0)
	}
	path, err := exec.LookPath(os.Args[1])
	if err == nil {
		os.Unsetenv(settle)
		os.Setenv(addressVariable, address)
		err = syscall.Exec(path, os.Args[1:], os.Environ())
	}
	fmt.Fprintln(os.Stderr, "ownnet:", err)
	os.Exit(1)
}

// inside is the command in a network that can be made here: as root, or as the
// root of a user namespace, which most systems give to everybody.
func inside(args []string) (*exec.Cmd, error) {
	// Linux ends the process with the thread that started it.
	runtime.LockOSThread()
	var why []string
	for _, way := range []struct {
		name string
		user bool
	}{{"as root", false}, {"in a user namespace", true}} {
		if !way.user && os.Geteuid() != 0 {
			continue
		}
		out, err := started(nil, way.user).CombinedOutput()
		if err == nil {
			return started(args, way.user), nil
		}
		if text := strings.TrimSpace(string(out)); text != "" {
			err = errors.New(text)
		}
		why = append(why, fmt.Sprintf("%s: %v", way.name, err))
	}
	return nil, errors.New(strings.Join(why, "; "))
}

// started is this program in a new network, and as the root of a new user
// namespace if it has to be.
func started(args []string, user bool) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe", args...)
	cmd.Env = append(os.Environ(), settle+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET, Pdeathsig: syscall.SIGKILL}
	if user {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	return cmd
}

// settled gives this machine its address in the network, on one end of a pair of
// interfaces, or else on an interface that leads nowhere: kernels differ in what
// they have. Firefox looks for the address from which the default route leaves.
func settled() error {
	ip, err := exec.LookPath("ip")
	if err != nil {
		// It is not on everybody's path.
		if ip, err = exec.LookPath("/usr/sbin/ip"); err != nil {
			return errors.New("the program ip is missing (Debian: apt-get install -y --no-install-recommends iproute2)")
		}
	}
	do := func(line string) error {
		if out, err := exec.Command(ip, strings.Fields(line)...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %s: %s", line, strings.TrimSpace(string(out)))
		}
		return nil
	}
	if pair := do("link add own0 type veth peer name own1"); pair == nil {
		if err := do("link set own1 up"); err != nil {
			return err
		}
	} else if single := do("link add own0 type dummy"); single != nil {
		return errors.Join(pair, single)
	}
	for _, line := range []string{
		"link set lo up",
		"addr add " + address + "/24 dev own0",
		"link set own0 up",
		"route add default dev own0",
	} {
		if err := do(line); err != nil {
			return err
		}
	}
	return nil
}
