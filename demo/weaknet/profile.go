package weaknet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dualstream/demo/web/reply"
)

const (
	// overhead is what IPv4 and UDP put before each payload, in bytes.
	overhead = 20 + 8
	// defaultQueueMs is how long a queue is that nobody gave a length.
	defaultQueueMs = 250
	// minQueueBytes is the least that a queue holds by its time, or a slow link
	// could not take the packets of one picture.
	minQueueBytes = 3000
	// slotBytes is what one slot of a queue stands for that is counted in
	// packets: near the mean size of a video stream's packets.
	slotBytes = 1000
	// minSlots is the least number of such slots.
	minSlots = 3
)

// Discipline says what a bottleneck's queue counts.
type Discipline string

const (
	// ByPackets counts slots, one for each packet of any size, and as many as
	// the limit has thousands of bytes, at least 3. Who is dropped does not
	// depend on size: a small audio packet is as likely to go as a large one of
	// video that comes at the same moment.
	ByPackets Discipline = "packets"
	// ByBytes counts bytes. A packet is dropped if it does not fit, so that small
	// ones slip into gaps that are too small for large ones.
	ByBytes Discipline = "bytes"
)

// Profile is how one direction of a participant's network behaves.
type Profile struct {
	// RateKbps is the bottleneck's rate in 1000 bits per second. Each packet
	// counts with its 28 bytes of IP and UDP. 0 is no bottleneck, and no queue.
	RateKbps float64 `json:"rateKbps"`
	// QueueMs limits the bottleneck's queue to what it sends in that time, but
	// never to less than 3000 bytes.
	QueueMs float64 `json:"queueMs"`
	// QueueBytes limits it further, to so many bytes. 0 is no such limit.
	QueueBytes float64 `json:"queueBytes"`
	// QueueBy is what is counted against the limit.
	QueueBy Discipline `json:"queueBy"`
	// DelayMs is added to each packet after the bottleneck, and up to JitterMs
	// more by chance. The order of packets is kept.
	DelayMs  float64 `json:"delayMs"`
	JitterMs float64 `json:"jitterMs"`
	// LossPct is the percentage of packets that are lost, each by itself.
	LossPct float64 `json:"lossPct"`
	// BurstLossPct is the percentage that is lost, beside LossPct, in bursts of
	// BurstLengthPackets on average (Gilbert's model: all is lost in the bad
	// state, nothing in the good one).
	BurstLossPct       float64 `json:"burstLossPct"`
	BurstLengthPackets float64 `json:"burstLengthPackets"`
}

// Signalling is how the WebSocket of a participant behaves, both ways alike.
// No message is ever lost or overtaken.
type Signalling struct {
	// DelayMs is added to each message.
	DelayMs float64 `json:"delayMs"`
	// RateKbps is the rate in 1000 bits per second; 0 is no limit.
	RateKbps float64 `json:"rateKbps"`
	// Hold keeps all messages, and the end of the connection, until it is
	// taken back.
	Hold bool `json:"hold"`
}

// Settings is everything that is set for one participant.
type Settings struct {
	// Down is the direction from the server to the participant.
	Down Profile `json:"down"`
	// Up is the direction from the participant to the server.
	Up         Profile    `json:"up"`
	Signalling Signalling `json:"signalling"`
}

// unshaped is a direction that nothing is done to.
var unshaped = Profile{QueueMs: defaultQueueMs, QueueBy: ByPackets}

// noSettings is a participant whose network is left alone.
var noSettings = Settings{Down: unshaped, Up: unshaped}

// shaped tells whether anything is done to packets.
func (p *Profile) shaped() bool {
	return p.RateKbps > 0 || p.DelayMs > 0 || p.JitterMs > 0 || p.LossPct > 0 || p.BurstLossPct > 0
}

// limit is how much the queue takes, in bytes.
func (p *Profile) limit() float64 {
	limit := max(p.QueueMs*p.RateKbps/8, minQueueBytes)
	if p.QueueBytes > 0 {
		limit = min(limit, p.QueueBytes)
	}
	return limit
}

// slots is how many packets the queue takes if they are what is counted.
func (p *Profile) slots() int { return max(minSlots, int(p.limit()/slotBytes)) }

// number is a member of a JSON object that has to be a number.
type number struct {
	name     string
	min, max float64
	// zero is what 0 means where it is allowed beside the range.
	zero string
	into *float64
}

func (n number) set(where string, value json.RawMessage) error {
	var got float64
	err := json.Unmarshal(value, &got)
	if isNull(value) || err != nil || (got < n.min || got > n.max) && (got != 0 || n.zero == "") {
		zero := ""
		if n.zero != "" {
			zero = "0 (" + n.zero + ") or "
		}
		return fmt.Errorf("%s.%s must be %sa number from %s to %s, not %s", where, n.name, zero, digits(n.min), digits(n.max), shown(value))
	}
	*n.into = got
	return nil
}

func digits(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// parseProfile reads a direction; null and {} are an unshaped one. Errors name
// the value and say what is right.
func parseProfile(where string, text json.RawMessage) (Profile, error) {
	p := unshaped
	numbers := []number{
		{"rateKbps", 1, 1e6, "no limit", &p.RateKbps},
		{"queueMs", 1, 60_000, "", &p.QueueMs},
		{"queueBytes", 1500, 1e8, "no limit in bytes", &p.QueueBytes},
		{"delayMs", 0, 10_000, "", &p.DelayMs},
		{"jitterMs", 0, 10_000, "", &p.JitterMs},
		{"lossPct", 0, 100, "", &p.LossPct},
		{"burstLossPct", 0, 100, "", &p.BurstLossPct},
		{"burstLengthPackets", 1, 1000, "no bursts", &p.BurstLengthPackets},
	}
	err := parseObject(where, text, numbers, []string{"queueBy"}, func(_ string, value json.RawMessage) error {
		var by Discipline
		if err := json.Unmarshal(value, &by); err != nil || by != ByPackets && by != ByBytes {
			return fmt.Errorf(`%s.queueBy must be "packets" or "bytes", not %s`, where, shown(value))
		}
		p.QueueBy = by
		return nil
	})
	if err != nil {
		return Profile{}, err
	}
	switch length := p.BurstLengthPackets; {
	case p.BurstLossPct > 0 && length == 0:
		return Profile{}, fmt.Errorf("%s.burstLossPct needs %s.burstLengthPackets, the mean length of a burst, from 1 to 1000", where, where)
	case p.BurstLossPct == 0 && length > 0:
		return Profile{}, fmt.Errorf("%s.burstLengthPackets needs %s.burstLossPct, the percentage that is lost in bursts", where, where)
	case p.BurstLossPct > mostBurstLoss(length):
		return Profile{}, fmt.Errorf("%s.burstLossPct must be at most %s with bursts of %s packets, since one packet at least comes between two bursts, not %s",
			where, strconv.FormatFloat(mostBurstLoss(length), 'f', 1, 64), digits(length), digits(p.BurstLossPct))
	}
	return p, nil
}

// mostBurstLoss is the percentage that is lost when each burst of that mean
// length is followed by a single packet that is not.
func mostBurstLoss(length float64) float64 { return 100 * length / (length + 1) }

// parseSignalling does the same for the signalling.
func parseSignalling(where string, text json.RawMessage) (Signalling, error) {
	var s Signalling
	numbers := []number{
		{"delayMs", 0, 10_000, "", &s.DelayMs},
		{"rateKbps", 1, 1e6, "no limit", &s.RateKbps},
	}
	err := parseObject(where, text, numbers, []string{"hold"}, func(_ string, value json.RawMessage) error {
		if err := json.Unmarshal(value, &s.Hold); err != nil || isNull(value) {
			return fmt.Errorf("%s.hold must be true or false, not %s", where, shown(value))
		}
		return nil
	})
	if err != nil {
		return Signalling{}, err
	}
	return s, nil
}

// parseSettings changes what the body of a request names and leaves the rest.
func parseSettings(body []byte, settings Settings) (Settings, error) {
	err := parseObject("", body, nil, []string{"down", "up", "signalling"}, func(name string, value json.RawMessage) (err error) {
		switch name {
		case "down":
			settings.Down, err = parseProfile(name, value)
		case "up":
			settings.Up, err = parseProfile(name, value)
		case "signalling":
			settings.Signalling, err = parseSignalling(name, value)
		}
		return err
	})
	return settings, err
}

// parseObject reads a JSON object (null is an empty one, but not as the whole
// body, where is "") of numbers and of other members, which it hands to set.
func parseObject(where string, text json.RawMessage, numbers []number, others []string, set func(name string, value json.RawMessage) error) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil || where == "" && members == nil {
		if where == "" {
			return fmt.Errorf(`the body must be a JSON object, such as {"down": {"rateKbps": 170}}, not %s`, shown(text))
		}
		return fmt.Errorf("%s must be an object or null, not %s", where, shown(text))
	}
	for _, name := range sortedKeys(members) {
		var err error
		if i := slices.IndexFunc(numbers, func(n number) bool { return n.name == name }); i >= 0 {
			err = numbers[i].set(where, members[name])
		} else if slices.Contains(others, name) {
			err = set(name, members[name])
		} else {
			err = unknownMember(where, name, numbers, others)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func unknownMember(where, name string, numbers []number, others []string) error {
	known := make([]string, 0, len(numbers)+len(others))
	for _, n := range numbers {
		known = append(known, n.name)
	}
	known = append(known, others...)
	if where == "" {
		where = "the body"
	}
	return fmt.Errorf("%s has no member %s; it has %s", where, reply.Quote(name), strings.Join(known, ", "))
}

// sortedKeys makes the first error that is found the same each time.
func sortedKeys(members map[string]json.RawMessage) []string {
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func isNull(value json.RawMessage) bool { return string(bytes.TrimSpace(value)) == "null" }

// shown is a JSON value in an error: as it came, but short and printable.
func shown(value json.RawMessage) string {
	quoted := reply.Quote(string(bytes.TrimSpace(value)))
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}
