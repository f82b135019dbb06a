package e2e

import (
	"runtime"
	"testing"
	"time"
)

// asCamera has the browser give a canvas of a size where a camera is asked for;
// h.turn gives it another one, as a telephone's camera gets when it is turned.
const asCamera = `(width, height) => {
	const canvas = Object.assign(document.createElement("canvas"), { width, height });
	const context = canvas.getContext("2d");
	let turn = 0;
	setInterval(() => {
		const { width, height } = canvas;
		context.fillStyle = "hsl(" + (turn++ % 360) + " 40% 50%)";
		context.fillRect(0, 0, width, height);
		context.fillStyle = "#fff";
		context.fillRect((turn * 3) % width, height / 3, width / 5, height / 3);
	}, 33);
	navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
	h.turn = (width, height) => Object.assign(canvas, { width, height });
}`

// publishCanvas joins and publishes such a camera with dual stream on.
func (p *page) publishCanvas(name string, size [2]int) {
	p.t.Helper()
	p.do(asCamera, size[0], size[1])
	p.join(name, 1)
	p.do(`async () => {
		await h.client.enableDualStream();
		h.video = await AgoraRTC.createCameraVideoTrack({ encoderConfig: "720p_2" });
		await h.client.publish(h.video);
	}`)
}

// Cameras of other shapes: the low stream has the shape of the high one, its
// width is the documented one, and the viewer is told which of the two it sees.
func TestShapesOfACamera(t *testing.T) {
	beside(t, ofCamera)
	for name, c := range map[string]struct{ high, low [2]int }{
		"upright":     {[2]int{360, 640}, [2]int{160, 284}},
		"square":      {[2]int{480, 480}, [2]int{160, 160}},
		"wide":        {[2]int{960, 240}, [2]int{160, 40}},
		"odd numbers": {[2]int{853, 481}, [2]int{160, 90}},
	} {
		t.Run(name, func(t *testing.T) {
			channel := channel(t)
			publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
			publisher.publishCanvas(channel, c.high)
			publisher.sends(sizes{"q": c.low, "h": c.high})
			viewer.view(channel, 2, 1)
			viewer.shows(c.high[0], c.high[1], 10*time.Second)
			for i, size := range [][2]int{c.low, c.high} {
				viewer.do(`(type) => h.client.setRemoteVideoStreamType(1, type)`, 1-i)
				viewer.shows(size[0], size[1], 2*switchTime)
				viewer.toldTypes(i + 1)
			}
		})
	}
}

// A camera that is turned while it is published, of which the SDK is told nothing:
// both streams follow.
func TestTurnedCamera(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	publisher.publishCanvas(name, [2]int{640, 360})
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	viewer.view(name, 2, 1)
	told := 0
	for _, shape := range []sizes{
		{"q": {160, 284}, "h": {360, 640}},
		{"q": {160, 90}, "h": {640, 360}},
	} {
		publisher.do(`(width, height) => h.turn(width, height)`, shape["h"][0], shape["h"][1])
		// A low stream that is left as it was passes for one that is scaled down.
		publisher.do(`(ratio) => h.until("the low stream to be smaller by " + ratio, 5000, () => [...h.connections].some((pc) =>
			pc.getSenders().some((sender) => sender.getParameters().encodings.some((e) =>
				e.rid === "q" && Math.abs(e.scaleResolutionDownBy - ratio) < 0.1))))`, float64(shape["h"][0])/float64(shape["q"][0]))
		publisher.sends(shape)
		viewer.shows(shape["h"][0], shape["h"][1], 10*time.Second)
		for i, rid := range []string{"q", "h"} {
			viewer.do(`(type) => h.client.setRemoteVideoStreamType(1, type)`, 1-i)
			viewer.shows(shape[rid][0], shape[rid][1], 2*switchTime)
			told++
			viewer.toldTypes(told)
		}
	}
	viewer.unseen(told)
}

// A machine that has no time left: both streams go on, if slowly, and are whole
// again when it has.
func TestLayersUnderProcessorPressure(t *testing.T) {
	theWorld(t)
	machine.take(t, 4*runtime.NumCPU())
	p := open(t, "/script.html")
	p.publish(channel(t), 1, true, 640, 360)
	both := sizes{"q": {160, 90}, "h": {640, 360}}
	p.sends(both)
	p.do(`(count) => {
		const busy = URL.createObjectURL(new Blob(["for (;;);"], { type: "text/javascript" }));
		h.workers = Array.from({ length: count }, () => new Worker(busy));
	}`, 3*runtime.NumCPU())
	for range 2 {
		sent := p.sent(8 * time.Second)
		t.Logf("sent under pressure: %+v", sent)
		for rid := range both {
			if sent[rid].FPS < 1 {
				t.Errorf("the layer %s has %.1f frames a second", rid, sent[rid].FPS)
			}
		}
	}
	p.do(`() => { for (const worker of h.workers) worker.terminate(); }`)
	time.Sleep(3 * time.Second)
	p.sends(both)
}
