package weaknet

import (
	"encoding/binary"
	"math"
	"net"
	"net/netip"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// echo stands in for the media server: it sends back what comes, and counts it.
func echo(t *testing.T) (addr netip.AddrPort, peers *atomic.Int64) {
	t.Helper()
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	enlarge(conn)
	t.Cleanup(func() { conn.Close() })
	peers = new(atomic.Int64)
	go func() {
		seen := map[netip.AddrPort]bool{}
		buffer := make([]byte, largestPacket)
		for {
			n, from, err := conn.ReadFromUDPAddrPort(buffer)
			if err != nil {
				return
			}
			if !seen[from] {
				seen[from] = true
				peers.Add(1)
			}
			_, _ = conn.WriteToUDPAddrPort(buffer[:n], from)
		}
	}()
	return conn.LocalAddr().(*net.UDPAddr).AddrPort(), peers
}

// throughRelay opens a relay before an echo.
func throughRelay(t *testing.T) (r *relay, peers *atomic.Int64) {
	t.Helper()
	media, peers := echo(t)
	r, err := openRelay(media, newPipe(deliverDown), newPipe(deliverUp))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.close)
	return r, peers
}

// socket is one of a participant's sockets.
func socket(t *testing.T, r *relay) *net.UDPConn {
	t.Helper()
	conn, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(r.addr()))
	if err != nil {
		t.Fatal(err)
	}
	enlarge(conn)
	t.Cleanup(func() { conn.Close() })
	return conn
}

// collect reads packets until none comes for a while: their numbers (the first
// eight bytes) and when each came.
func collect(conn *net.UDPConn, silence time.Duration) (numbers []uint64, times []time.Time) {
	buffer := make([]byte, largestPacket)
	for {
		_ = conn.SetReadDeadline(time.Now().Add(silence))
		n, err := conn.Read(buffer)
		if err != nil {
			return numbers, times
		}
		if n >= 8 {
			numbers = append(numbers, binary.BigEndian.Uint64(buffer))
			times = append(times, time.Now())
		}
	}
}

// sendEvery sends numbered packets of a payload's size; it catches up when the
// machine was busy.
func sendEvery(conn *net.UDPConn, count, size int, interval time.Duration) (times []time.Time) {
	start := time.Now()
	data := make([]byte, size)
	for i := range count {
		time.Sleep(time.Until(start.Add(time.Duration(i) * interval)))
		binary.BigEndian.PutUint64(data, uint64(i))
		times = append(times, time.Now())
		_, _ = conn.Write(data)
	}
	return times
}

func TestRelayLeavesPacketsAlone(t *testing.T) {
	r, peers := throughRelay(t)
	one, two := socket(t, r), socket(t, r)
	go sendEvery(one, 100, 1200, time.Millisecond)
	go sendEvery(two, 50, 100, 2*time.Millisecond)
	fromOne := make(chan []uint64, 1)
	go func() {
		numbers, _ := collect(one, 500*time.Millisecond)
		fromOne <- numbers
	}()
	fromTwo, _ := collect(two, 500*time.Millisecond)
	if first := <-fromOne; len(first) != 100 || !slices.IsSorted(first) || len(fromTwo) != 50 || !slices.IsSorted(fromTwo) {
		t.Errorf("%d and %d packets came back", len(first), len(fromTwo))
	}
	if peers.Load() != 2 {
		t.Errorf("the server saw %d peers, want one for each socket", peers.Load())
	}
	want := Counters{PacketsIn: 150, BytesIn: 100*1228 + 50*128, PacketsOut: 150, BytesOut: 100*1228 + 50*128}
	if up, down := r.up.count(), r.down.count(); up != want || down != want {
		t.Errorf("up %+v, down %+v", up, down)
	}
}

// TestRelayRate sends 1.5 times the rate for 3 s, on two sockets that share it.
func TestRelayRate(t *testing.T) {
	for _, direction := range []string{"down", "up"} {
		t.Run(direction, func(t *testing.T) {
			t.Parallel()
			const kbps = 1000
			r, _ := throughRelay(t)
			shapedPipe := map[string]*pipe{"down": r.down, "up": r.up}[direction]
			shapedPipe.set(withDefaults(Profile{RateKbps: kbps}))
			one, two := socket(t, r), socket(t, r)
			go sendEvery(one, 300, 1222, 10*time.Millisecond)
			go sendEvery(two, 600, 285, 5*time.Millisecond)
			go collect(one, time.Second)
			go collect(two, time.Second)
			time.Sleep(time.Second)
			from, before := time.Now(), shapedPipe.count()
			time.Sleep(1500 * time.Millisecond)
			took, after := time.Since(from), shapedPipe.count()
			got := float64(after.BytesOut-before.BytesOut) * 8 / float64(took.Milliseconds())
			if math.Abs(got-kbps) > kbps*0.05 {
				t.Errorf("%.0f kbps, want %d", got, kbps)
			}
			if after.DroppedQueue == 0 || after.QueuedMs < 100 || after.QueuedMs > 260 {
				t.Errorf("the queue at 150 %%: %+v", after)
			}
		})
	}
}

// TestRelayRateAtItsReceiver measures the same from outside.
func TestRelayRateAtItsReceiver(t *testing.T) {
	t.Parallel()
	r, _ := throughRelay(t)
	r.down.set(withDefaults(Profile{RateKbps: 300}))
	conn := socket(t, r)
	go sendEvery(conn, 300, 972, 10*time.Millisecond) // 800 kbps
	_, times := collect(conn, time.Second)
	if len(times) < 50 {
		t.Fatalf("%d packets", len(times))
	}
	took := times[len(times)-1].Sub(times[0])
	got := float64(len(times)-1) * 8 * 1000 / float64(took.Milliseconds())
	if math.Abs(got-300) > 15 {
		t.Errorf("%.0f kbps, want 300", got)
	}
}

func TestRelayDelay(t *testing.T) {
	t.Parallel()
	r, _ := throughRelay(t)
	r.down.set(withDefaults(Profile{DelayMs: 40}))
	r.up.set(withDefaults(Profile{DelayMs: 25}))
	conn := socket(t, r)
	const count = 200
	sent := make(chan []time.Time, 1)
	go func() { sent <- sendEvery(conn, count, 100, 5*time.Millisecond) }()
	numbers, came := collect(conn, time.Second)
	times := <-sent
	if len(numbers) != count || !slices.IsSorted(numbers) {
		t.Fatalf("%d packets, in order: %v", len(numbers), slices.IsSorted(numbers))
	}
	var delays []time.Duration
	for i, n := range numbers {
		delays = append(delays, came[i].Sub(times[n]))
	}
	slices.Sort(delays)
	// Never early; late by more than 5 ms only where the machine was busy.
	if delays[0] < 65*time.Millisecond || delays[count/2] > 70*time.Millisecond {
		t.Errorf("delays from %v, median %v, want 65 to 70 ms", delays[0], delays[count/2])
	}
}

func TestRelayLoss(t *testing.T) {
	t.Parallel()
	for name, profile := range map[string]Profile{
		"random": {LossPct: 15},
		"bursts": {BurstLossPct: 15, BurstLengthPackets: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, _ := throughRelay(t)
			r.up.set(withDefaults(profile))
			conn := socket(t, r)
			const count = 6000
			go sendEvery(conn, count, 60, 200*time.Microsecond)
			numbers, _ := collect(conn, time.Second)
			if lost := 100 - 100*float64(len(numbers))/count; math.Abs(lost-15) > 2 {
				t.Errorf("%.1f %% lost, want 15", lost)
			}
			if c := r.up.count(); c.PacketsIn != count || int(c.PacketsOut) != len(numbers) {
				t.Errorf("%+v, %d came back", c, len(numbers))
			}
		})
	}
}

// TestRelayChangesAtOnce: what stands in a queue of seconds comes when the
// limit is lifted.
func TestRelayChangesAtOnce(t *testing.T) {
	t.Parallel()
	r, _ := throughRelay(t)
	r.down.set(withDefaults(Profile{RateKbps: 8, QueueMs: 60_000}))
	conn := socket(t, r)
	sendEvery(conn, 20, 972, 0)
	for deadline := time.Now().Add(5 * time.Second); r.down.count().PacketsIn < 20 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if c := r.down.count(); c.QueuedBytes < 15_000 || c.QueuedMs < 15_000 {
		t.Fatalf("%+v", c)
	}
	start := time.Now()
	r.down.set(unshaped)
	_ = conn.SetReadDeadline(start.Add(5 * time.Second))
	buffer := make([]byte, largestPacket)
	for i := range 20 {
		n, err := conn.Read(buffer)
		if err != nil || n != 972 || binary.BigEndian.Uint64(buffer) != uint64(i) {
			t.Fatalf("packet %d: %d bytes, %v", i, n, err)
		}
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestRelaySurvivesADeadServer(t *testing.T) {
	for range 5 {
		if survivesADeadServer(t) {
			return
		}
	}
	t.Fatal("somebody else took the server's port each time")
}

// survivesADeadServer returns false if the server could not come back, because
// its port was taken meanwhile.
func survivesADeadServer(t *testing.T) bool {
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	media := conn.LocalAddr().(*net.UDPAddr)
	conn.Close()
	r, err := openRelay(media.AddrPort(), newPipe(deliverDown), newPipe(deliverUp))
	if err != nil {
		t.Fatal(err)
	}
	defer r.close()
	client := socket(t, r)
	sendEvery(client, 5, 100, time.Millisecond)
	server, err := net.ListenUDP("udp", media)
	if err != nil {
		return false
	}
	defer server.Close()
	sendEvery(client, 5, 100, time.Millisecond)
	_ = server.SetReadDeadline(time.Now().Add(2 * time.Second))
	if _, _, err := server.ReadFromUDPAddrPort(make([]byte, 200)); err != nil {
		t.Errorf("nothing comes when the server is back: %v", err)
	}
	return true
}

func TestRelayLeavesNothingBehind(t *testing.T) {
	media, _ := echo(t)
	before := runtime.NumGoroutine()
	for range 5 {
		r, err := openRelay(media, newPipe(deliverDown), newPipe(deliverUp))
		if err != nil {
			t.Fatal(err)
		}
		r.down.set(withDefaults(Profile{DelayMs: 5000}))
		for range 3 {
			sendEvery(socket(t, r), 3, 100, 0)
		}
		for deadline := time.Now().Add(2 * time.Second); r.down.count().PacketsIn < 9 && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
		r.expire(-time.Second)
		r.mu.Lock()
		left := len(r.flows)
		r.mu.Unlock()
		if left != 0 {
			t.Errorf("%d flows outlive their time", left)
		}
		sendEvery(socket(t, r), 3, 100, 0)
		r.close()
		if c := r.down.count(); c.PacketsIn != c.PacketsOut+c.DroppedQueue {
			t.Errorf("after the end: %+v", c)
		}
	}
	goroutinesEnd(t, before)
}

// goroutinesEnd waits until there are no more goroutines than before.
func goroutinesEnd(t *testing.T, before int) {
	t.Helper()
	deadline := time.Now().Add(3 * time.Second)
	for runtime.NumGoroutine() > before {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines before, %d now:\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
		time.Sleep(10 * time.Millisecond)
	}
}
