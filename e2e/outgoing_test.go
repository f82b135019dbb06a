package e2e

import (
	"testing"
	"time"
)

// sameSize has a page's browser give both streams the full size, as Safari to 14
// does with the track, until setParameters has been called so often with more than
// one encoding.
const sameSize = `(until) => {
	const full = (list) => list?.length > 1 && list.forEach((e) => { e.scaleResolutionDownBy = 1; });
	const { addTransceiver } = RTCPeerConnection.prototype;
	RTCPeerConnection.prototype.addTransceiver = function (what, init) {
		full(init?.sendEncodings);
		return addTransceiver.call(this, what, init);
	};
	const { setParameters } = RTCRtpSender.prototype;
	h.set = 0;
	RTCRtpSender.prototype.setParameters = function (parameters) {
		if (parameters.encodings.length > 1 && ++h.set <= until) full(parameters.encodings);
		return setParameters.call(this, parameters);
	};
	h.exceptions = [];
}`

// publishSameSize publishes 640x360 from such a browser, and has a viewer watch it.
func publishSameSize(t *testing.T, until int) (publisher, viewer *page) {
	t.Helper()
	name := channel(t)
	publisher, viewer = open(t, "/script.html"), open(t, "/script.html")
	publisher.join(name, 1)
	publisher.do(sameSize, until)
	publisher.do(`async () => {
		h.client.on("exception", (e) => h.exceptions.push(e.code));
		await h.client.enableDualStream();
		await h.camera(640, 360);
	}`)
	viewer.view(name, 2, 1)
	viewer.shows(640, 360, 5*time.Second)
	return publisher, viewer
}

// raised waits until an exception was told, and checks that it was told once.
func (p *page) raised(code int) {
	p.t.Helper()
	p.do(`(code) => h.until("exception "+ code, 30_000, () => h.exceptions.includes(code))`, code)
	if times := get[int](p, `(code) => h.exceptions.filter((c) => c === code).length`, code); times != 1 {
		p.t.Errorf("exception %d was told %d times", code, times)
	}
}

// A browser that takes no size when the answer is set takes it later: the streams
// are corrected, and nothing is told.
func TestStreamsOfOneSizeAreCorrected(t *testing.T) {
	beside(t, ofCamera)
	publisher, viewer := publishSameSize(t, 1)
	publisher.sends(sizes{"q": {640, 360}, "h": {640, 360}})
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	viewer.shows(160, 90, 5*time.Second)
	viewer.toldTypes(1)
	time.Sleep(12 * time.Second)
	if told := get[[]int](publisher, `() => h.exceptions`); len(told) != 0 {
		t.Errorf("exceptions %v", told)
	}
}

// A browser that takes no size at all sends one stream: the application is told
// once, and the viewers know that there is no low stream.
func TestStreamsOfOneSizeAreGivenUp(t *testing.T) {
	beside(t, ofCamera)
	publisher, viewer := publishSameSize(t, 1000)
	publisher.sends(sizes{"h": {640, 360}})
	publisher.raised(1006)
	publisher.warns("Dual stream has no effect", "same size")
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	time.Sleep(7 * time.Second)
	viewer.shows(640, 360, time.Second)
	viewer.unseen(0)
	publisher.raised(1006)

	// The next try is in a browser that has learnt it.
	publisher.do(`async () => {
		h.set = 1_000_000;
		await h.client.disableDualStream();
		await h.client.enableDualStream();
	}`)
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	viewer.shows(160, 90, 5*time.Second)
	publisher.raised(3006)
}

// A page that constrains its track by itself: both streams follow, and a viewer who
// has the high one is not told of a low one.
func TestCameraIsConstrainedByThePage(t *testing.T) {
	publisher, viewer := publishCamera(t)
	constrain := func(width, height int) {
		t.Helper()
		publisher.do(`(width, height) => h.video.getMediaStreamTrack().applyConstraints({ width, height })`, width, height)
	}
	constrain(1280, 720)
	publisher.sends(sizes{"q": {160, 90}, "h": {1280, 720}})
	viewer.shows(1280, 720, 10*time.Second)
	constrain(320, 180)
	publisher.sends(sizes{"h": {320, 180}})
	publisher.warns("Dual stream has no effect", "320x180")
	viewer.shows(320, 180, 10*time.Second)
	constrain(640, 480)
	publisher.sends(sizes{"q": {160, 120}, "h": {640, 480}})
	viewer.shows(640, 480, 10*time.Second)
	time.Sleep(3 * time.Second) // nothing comes after it
	viewer.unseen(0)
}
