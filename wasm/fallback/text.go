package fallback

import (
	"strconv"

	"dualstream/wasm/jsontext"
)

// AppendText appends the reason as a JSON object (FallbackReason in
// js/src/types.ts): metrics and thresholds are two objects of the same names.
func (r *Reason) AppendText(dst []byte) []byte {
	dst = append(dst, `{"cause":"`...)
	dst = append(dst, r.Cause...)
	dst = append(dst, `","from":"`...)
	dst = append(dst, r.From.String()...)
	dst = append(dst, `","to":"`...)
	dst = append(dst, r.To.String()...)
	dst = append(dst, `","metrics":{`...)
	for i := range r.Metrics {
		dst = appendNamed(dst, i, r.Metrics[i].Name, r.Metrics[i].Value)
	}
	dst = append(dst, `},"thresholds":{`...)
	for i := range r.Metrics {
		dst = appendNamed(dst, i, r.Metrics[i].Name, r.Metrics[i].Threshold)
	}
	dst = append(dst, `},"since":`...)
	dst = jsontext.AppendNumber(dst, r.SinceMs)
	return append(dst, '}')
}

func appendNamed(dst []byte, i int, name string, value float64) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	dst = append(dst, '"')
	dst = append(dst, name...)
	dst = append(dst, `":`...)
	return jsontext.AppendNumber(dst, value)
}

// AppendText appends the state as a JSON object (FallbackState in
// js/src/types.ts).
func (s *State) AppendText(dst []byte) []byte {
	dst = append(dst, `{"option":`...)
	dst = strconv.AppendInt(dst, int64(s.Option), 10)
	dst = append(dst, `,"streamType":`...)
	dst = strconv.AppendInt(dst, int64(s.Ceiling), 10)
	dst = append(dst, `,"level":"`...)
	dst = append(dst, s.Level.String()...)
	dst = append(dst, `","phase":"`...)
	dst = append(dst, s.Phase...)
	dst = append(dst, `","since":`...)
	dst = jsontext.AppendNumber(dst, s.SinceMs)
	if s.Reason.Cause != "" {
		dst = append(dst, `,"reason":`...)
		dst = s.Reason.AppendText(dst)
	}
	return append(dst, '}')
}
