//go:build unix

package bots

import (
	"os"
	"syscall"
	"testing"
	"time"

	"dualstream/e2e/server"
)

// BenchmarkTenBots tells how many cores ten bots take, without the media server,
// which must be a process of its own:
//
//	go run ./e2e/withserver -- go test -run '^$' -bench TenBots -benchtime 1x ./demo/bots
func BenchmarkTenBots(b *testing.B) {
	address := os.Getenv("DUALSTREAM_TEST_SERVER")
	if address == "" {
		b.Skip("needs a media server: see the comment")
	}
	const count = 10
	start := time.Now()
	bots, err := Start(b.Context(), Config{URL: address, Count: count, Token: func(identity string) (string, error) {
		return server.Token(address, "cost", identity)
	}})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := bots.Stop(); err != nil {
			b.Error(err)
		}
	}()
	started := time.Since(start)
	for b.Loop() {
		before := cpuTime(b)
		time.Sleep(10 * time.Second)
		b.ReportMetric((cpuTime(b)-before).Seconds()/10, "cores")
	}
	b.ReportMetric(started.Seconds(), "s/start")
}

// cpuTime is what this process has used, in user and system time.
func cpuTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
