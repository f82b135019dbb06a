package peer

import "dualstream/wasm/strings"

// An answer is accepted locally with or without the lines "a=rtcp-fb:N nack"
// (RFC 4585, section 4.2): they decide whether this side asks for lost packets
// again. Those of "nack pli", which ask for key frames, are others and stay.

// setNack returns the answer to an offer with these lines in each media section
// of video, but for those of the media sections named in without. A browser makes
// an answer from the one before, so lines that were taken out once are put back
// as the offer has them.
func setNack(answer, offer string, without []string) string {
	offered := mediaSections(offer)
	sections := mediaSections(answer)
	for i, section := range sections {
		if i == 0 || i >= len(offered) || !strings.HasPrefix(section, "m=video") {
			continue
		}
		if contains(without, line(section, "a=mid:")) {
			sections[i] = withoutNack(section)
		} else {
			sections[i] = withNack(section, offered[i])
		}
	}
	return join(sections)
}

// mediaSections splits a description before each of its media sections; what
// stands before the first is the first part.
func mediaSections(sdp string) []string {
	var parts []string
	for {
		i := strings.Index(sdp, "\nm=")
		if i < 0 {
			return append(parts, sdp)
		}
		parts = append(parts, sdp[:i+1])
		sdp = sdp[i+1:]
	}
}

func withoutNack(section string) string {
	kept := ""
	for section != "" {
		var line string
		line, section = cutLine(section)
		if nackOf(line) == "" {
			kept += line
		}
	}
	return kept
}

// withNack puts the lines that the offer has of the answer's payload types, and
// the answer lacks, behind the payload type's mapping.
func withNack(section, offered string) string {
	result := ""
	for rest := section; rest != ""; {
		var line string
		line, rest = cutLine(rest)
		result += line
		if mapping, found := strings.CutPrefix(line, "a=rtpmap:"); found {
			payloadType, _, _ := strings.Cut(mapping, " ")
			nack := "a=rtcp-fb:" + payloadType + " nack\r\n"
			if strings.Contains(offered, nack) && !strings.Contains(section, nack) {
				result += nack
			}
		}
	}
	return result
}

// nackOf is the payload type of a line "a=rtcp-fb:N nack"; empty of any other.
func nackOf(line string) string {
	value, _ := strings.CutPrefix(line, "a=rtcp-fb:")
	payloadType, found := strings.CutSuffix(value, " nack\r\n")
	if !found || len(value) == len(line) {
		return ""
	}
	return payloadType
}

// cutLine cuts the first line off, with its end.
func cutLine(text string) (line, rest string) {
	i := strings.Index(text, "\n") + 1
	if i == 0 {
		i = len(text)
	}
	return text[:i], text[i:]
}

func join(parts []string) string {
	all := ""
	for _, p := range parts {
		all += p
	}
	return all
}

func contains(list []string, text string) bool {
	for _, s := range list {
		if s == text {
			return true
		}
	}
	return false
}
