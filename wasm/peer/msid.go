package peer

import "dualstream/wasm/strings"

// nameTracks puts the given id, by mid, in the place of the track's id in the
// msid of each media section (RFC 8830). Browsers name a sender as they like
// where its track was sent before on the same connection, or always; the other
// side should see the id that it was told. Only what is sent to the other side
// is changed: a browser does not read its own msid.
func nameTracks(sdp string, ids map[string]string) string {
	const sectionStart = "\r\nm="
	named, rest, more := strings.Cut(sdp, sectionStart)
	for more {
		var section string
		section, rest, more = strings.Cut(rest, sectionStart)
		// Each line has an end now, the last one too.
		section += "\r\n"
		id := ids[line(section, "a=mid:")]
		_, present, found := strings.Cut(line(section, "a=msid:"), " ")
		if id != "" && found {
			// It stands in the msid line, and in those of the SSRCs where there are any.
			section = replace(section, " "+present+"\r\n", " "+id+"\r\n")
		}
		named += sectionStart + section[:len(section)-len("\r\n")]
	}
	return named
}

// line gives the rest of the first line that begins so.
func line(section, prefix string) string {
	_, rest, _ := strings.Cut(section, "\r\n"+prefix)
	value, _, _ := strings.Cut(rest, "\r\n")
	return value
}

// replace is strings.ReplaceAll, which would bring more into the browser's
// build than is needed for this.
func replace(text, old, by string) string {
	done := ""
	for {
		before, rest, found := strings.Cut(text, old)
		done += before
		if !found {
			return done
		}
		done += by
		text = rest
	}
}
