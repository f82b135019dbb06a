package simulcast

import (
	"strconv"

	"dualstream/wasm/api"
	"dualstream/wasm/quirks"
)

// AudioOnlyWarning is for a client with dual stream on that publishes audio
// and no video, which no plan is made of.
const AudioOnlyWarning = noEffect + "no video track is published"

// RefusedWarning is for a video of which two streams were planned, and one was
// negotiated.
const RefusedWarning = noEffect + "one stream of the video was negotiated"

const noEffect = "Dual stream has no effect: "

// oneStream says why one stream of a source is negotiated; "" if two are.
func oneStream(source Source, profile quirks.Profile) string {
	switch {
	case source.Origin == api.SourceScreen:
		return noEffect + "screen sharing is sent as one stream"
	case source.Origin != api.SourceCamera:
		return noEffect + "a custom video track is sent as one stream"
	case profile.NoLowStream != "":
		return noEffect + profile.NoLowStream
	case source.Width <= 0 || source.Height <= 0:
		return noEffect + "the size of the camera's picture is not known"
	}
	return ""
}

// tooSmall says that the low stream of a source has to be off: the browser
// would leave the high one out. It is "" where it sends both.
func tooSmall(source Source, profile quirks.Profile) string {
	if profile.SimulcastSize(source.Width, source.Height) {
		return ""
	}
	return noEffect + "this browser sends one stream of a source smaller than " +
		size(profile.MinSimulcastWidth, profile.MinSimulcastHeight) +
		", and the camera's is " + size(source.Width, source.Height)
}

// warnEqual is for a low stream that comes out as large as the high one.
func warnEqual(width, height int) string {
	return noEffect + "the low stream would be as large as the high one (" + size(width, height) + ")"
}

// size writes a size as people do.
func size(width, height int) string {
	return strconv.Itoa(width) + "x" + strconv.Itoa(height)
}
