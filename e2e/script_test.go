package e2e

import (
	"slices"
	"testing"
)

// The script leaves the page's globals as they are, but for its own names.
func TestScriptTagGlobals(t *testing.T) {
	p := open(t, "/script.html")
	if same := get[bool](p, `() => window.AgoraRTC === window.DualStream && typeof AgoraRTC.createClient === "function"`); !same {
		t.Error("AgoraRTC and DualStream are not the SDK")
	}

	p = open(t, "/taken.html")
	p.do(`async (server, channel) => {
		await DualStream.createClient({ mode: "rtc", codec: "vp8" }).join(server, channel, null, 1);
	}`, p.w.server, channel(t))
	for _, name := range []string{"AgoraRTC", "Go", "fs", "process"} {
		if got := get[any](p, `(name) => window[name]`, name); got != "mine" {
			t.Errorf("%s is now %v", name, got)
		}
	}
	// h is the tests' own.
	added := get[[]string](p, `() => Object.getOwnPropertyNames(window).filter((name) => !window.before.includes(name) && name !== "before" && name !== "h")`)
	if !slices.Equal(added, []string{"DualStream"}) {
		t.Errorf("the script has added %v", added)
	}
}

func TestSystemRequirementsAndDevices(t *testing.T) {
	p := open(t, "/script.html")
	got := get[map[string]any](p, `async () => {
		AgoraRTC.enableLogUpload();
		AgoraRTC.disableLogUpload();
		AgoraRTC.setLogLevel(2);
		return {
			requirements: AgoraRTC.checkSystemRequirements(),
			version: typeof AgoraRTC.VERSION,
			devices: (await AgoraRTC.getDevices()).length > 1,
			cameras: (await AgoraRTC.getCameras()).every((d) => d.kind === "videoinput" && d.label !== ""),
			microphones: (await AgoraRTC.getMicrophones()).every((d) => d.kind === "audioinput" && d.label !== ""),
		};
	}`)
	for name, want := range map[string]any{
		"requirements": true, "version": "string", "devices": true, "cameras": true, "microphones": true,
	} {
		if got[name] != want {
			t.Errorf("%s: %v, want %v", name, got[name], want)
		}
	}
}

// Pages rely on where the video element is put.
func TestPlayer(t *testing.T) {
	p := open(t, "/script.html")
	p.do(`async () => {
		const track = await AgoraRTC.createCameraVideoTrack();
		const fail = (what) => { throw new Error(what); };
		track.play("player");
		const video = document.querySelector("#player video");
		video.parentElement.parentElement === document.getElementById("player") || fail("the video is not in the player's wrapper");
		video.id === "video_" + track.getTrackId() || fail("the video's id is " + video.id);
		video.parentElement.id === "agora-video-player-" + track.getTrackId() || fail("the wrapper's id is " + video.parentElement.id);
		video.className === "agora_video_player" || fail("the video's class is " + video.className);
		video.muted && video.playsInline || fail("the video is not muted and inline");
		track.isPlaying || fail("it is not playing");
		await h.until("a picture", 5000, () => video.videoWidth === 640 && video.currentTime > 0);
		track.stop();
		document.querySelector("video") && fail("the wrapper stays");
		track.isPlaying && fail("it is still playing");
		track.play("no such element");
		document.querySelector("body > div > video") || fail("the video is not in the body");
		track.close();
	}`)
	p.warns("no such element")
}
