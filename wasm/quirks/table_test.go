package quirks

// quirk is one thing that browsers do differently. The table of them is only for
// people and for the test that makes docs/browsers.md of it: the engine holds what
// is decided by.
type quirk struct {
	// title is a sentence that says it in short.
	title string
	// browsers are those that do it, with their versions.
	browsers string
	// wrong is what goes wrong, done what the SDK does.
	wrong, done string
	// told is by what the SDK tells such a browser: nothing, where it does the same
	// in all of them.
	told string
	// source is a bug's number, a document, or what was measured.
	source string
	// tests are those that fail where the SDK does not do it.
	tests []proof
}

// proof is a test: its file, from the repository's root, and its name there.
type proof struct{ file, name string }

// In what way the SDK tells a browser.
const (
	inAll     = "not needed, done in all browsers"
	byFeature = "a feature test"
	byAgent   = "the user agent: no test tells it before media flows"
	byOutcome = "what goes out"
)

// group is the quirks of one kind of browser.
type group struct {
	name   string
	quirks []quirk
}

var table = []group{
	{"Chromium", []quirk{
		{
			title:    "A layer without a frame rate takes its neighbour's",
			browsers: "Chromium, seen in 156",
			wrong:    "`maxFramerate` on the low layer alone slows the high one down as well, to 15 frames a second.",
			done:     "Every encoding always has a `maxFramerate`, and a `scaleResolutionDownBy`.",
			told:     inAll,
			source:   "measured, in VP8 and H.264",
			tests: []proof{
				{"wasm/simulcast/plan_test.go", "TestDecideSendsTwoStreams"},
				{"e2e/layers_test.go", "TestBothLayersLeaveThePublisher"},
			},
		},
		{
			title:    "Only the lowest layer of a small source goes out",
			browsers: "Chromium, seen in 156; all that is built on libwebrtc, so Safari too. Not Firefox",
			wrong:    "Of a source with less area than 480x270 the high layer never starts.",
			done:     "The low stream of such a camera stays off and the high one goes on alone, which a warning says. When the camera becomes larger the low one is switched on, without a new negotiation.",
			told:     byAgent + "; every browser but Firefox is taken for one of these",
			source:   "measured; libwebrtc's limit of layers by size (field trial WebRTC-LegacySimulcastLayerLimit)",
			tests: []proof{
				{"wasm/quirks/detect_test.go", "TestSimulcastSize"},
				{"wasm/simulcast/plan_test.go", "TestDecideKeepsTheLowStreamOfASmallCameraOff"},
				{"e2e/camera_test.go", "TestEncoderConfigurationOfASmallCamera"},
				{"e2e/camera_test.go", "TestDualStreamOfACameraThatGrows"},
				{"e2e/firefox_test.go", "TestFirefoxSendsBothStreamsOfASmallCamera"},
			},
		},
		{
			title:    "An answer switches a paused layer on",
			browsers: "Chromium, seen in 156",
			wrong:    "LiveKit's answers take each layer without the mark of a pause, and Chromium then sends a low stream that is off.",
			done:     "The encodings of video are set again after each answer.",
			told:     inAll,
			source:   "measured, with LiveKit 1.13",
			tests: []proof{
				{"e2e/dualstream_test.go", "TestDisableDualStreamBeforePublishing"},
			},
		},
		{
			title:    "A hidden page's timers run once a second",
			browsers: "Chromium; others do alike",
			wrong:    "The statistics are read once a second and not four times, and no frame is painted.",
			done:     "What is measured is rates over the statistics' own timestamps, never counts for each reading. Decisions take the reading longer.",
			told:     inAll,
			source:   "[developer.chrome.com: heavy throttling of chained JavaScript timers](https://developer.chrome.com/blog/timer-throttling-in-chrome-88)",
			tests: []proof{
				{"e2e/hiddentab_test.go", "TestFallbackInHiddenPage"},
				{"e2e/hiddentab_test.go", "TestFallbackInHiddenTab"},
			},
		},
		{
			title:    "Both layers become slower or smaller where the processor has no time",
			browsers: "Chromium, seen in 156; others do alike",
			wrong:    "Frames are left out, and in time both layers are made smaller together. The reason that the statistics give stays \"none\".",
			done:     "Nothing is given up for it: a stream that has started and stops is no fault. Which of the two streams arrives is told by the nearest of the announced sizes, and both may shrink to a half.",
			told:     inAll,
			source:   "measured",
			tests: []proof{
				{"wasm/simulcast/check_test.go", "TestCheckHolds"},
				{"wasm/simulcast/classify_test.go", "TestClassify"},
				{"e2e/chromium_test.go", "TestLayersUnderProcessorPressure"},
			},
		},
		{
			title:    "The frame rate is left out where no frame came",
			browsers: "Chromium, seen in 156",
			wrong:    "`framesPerSecond` is absent for a stream that stands still, and `freezeCount` grows only when it goes on.",
			done:     "Frame rates are counted from `framesDecoded` and `framesEncoded`; what is absent is no number, and not 0.",
			told:     inAll,
			source:   "measured",
			tests: []proof{
				{"wasm/stats/rate_test.go", "TestDecodedFPS"},
				{"wasm/stats/meter_test.go", "TestStandstill"},
			},
		},
	}},
	{"Firefox", []quirk{
		{
			title:    "No layers before 110",
			browsers: "Firefox before 110; Safari 11 to 12.0",
			wrong:    "`addTransceiver` does not read `sendEncodings`: one stream is sent.",
			done:     "`enableDualStream` rejects `NOT_SUPPORTED`, and says why. One stream is sent, with its bounds.",
			told:     byFeature + ": whether `addTransceiver` reads `sendEncodings`",
			source:   "[MDN: sendEncodings of addTransceiver](https://developer.mozilla.org/docs/Web/API/RTCPeerConnection/addTransceiver#browser_compatibility)",
			tests: []proof{
				{"js/test/environment.test.ts", "knows whether addTransceiver takes encodings"},
				{"wasm/quirks/detect_test.go", "TestDetect"},
				{"wasm/client/demand_test.go", "TestModesWhereThereIsNoLowStream"},
				{"wasm/peer/browser_js_test.go", "TestEncodingsAreSetAgainAfterTheAnswer"},
				{"e2e/safari_test.go", "TestSafariWithoutSimulcast"},
			},
		},
		{
			title:    "The low stream's frame rate",
			browsers: "Firefox, by the documents of the API that this SDK has; not seen in ESR 153",
			wrong:    "Documented is a low stream of 30 frames a second, whatever was asked for. Firefox ESR 153 holds to `maxFramerate`.",
			done:     "`maxFramerate` is set of both. Nothing is taken for granted of what arrives: 30 frames a second in a low stream's size are the low stream.",
			told:     inAll,
			source:   "Agora Web SDK, enableDualStream: applicable scenarios; measured in ESR 153",
			tests: []proof{
				{"wasm/simulcast/plan_test.go", "TestDecideSendsTwoStreams"},
				{"wasm/simulcast/classify_test.go", "TestClassify"},
				{"e2e/firefox_test.go", "TestFirefoxSendsAndReceivesBothStreams"},
			},
		},
		{
			title:    "No H.264 before its plug-in is there",
			browsers: "Firefox without the OpenH264 plug-in, which it downloads after its first start",
			wrong:    "A client with `codec: \"h264\"` sends VP8.",
			done:     "`getSupportedCodec` tells what an offer has, and `createClient` warns of a codec that is not sent.",
			told:     byFeature + ": an offer",
			source:   "[support.mozilla.org: OpenH264 plug-in](https://support.mozilla.org/kb/open-h264-plugin-firefox); measured in ESR 153",
			tests: []proof{
				{"js/test/supported-codecs.test.ts", "reads the codecs of an offer, once each"},
				{"js/test/supported-codecs.test.ts", "warns of a codec that is not sent"},
			},
		},
		{
			title:    "No estimate of the uplink",
			browsers: "Firefox, seen in ESR 153",
			wrong:    "`availableOutgoingBitrate` is absent: a high stream that does not start may be a fault, or wait for a wider uplink.",
			done:     "It has 20 s, where a browser that tells of a wide uplink has 5. The estimate has no part in the network quality.",
			told:     byFeature + ": the statistics",
			source:   "measured in ESR 153",
			tests: []proof{
				{"wasm/simulcast/check_test.go", "TestCheck"},
				{"wasm/quality/network_test.go", "TestUplink"},
			},
		},
		{
			title:    "The pair in use is marked, not named",
			browsers: "Firefox, seen in ESR 153",
			wrong:    "The report has no `transport` with a `selectedCandidatePairId`, so there is no round-trip time.",
			done:     "The pair that is `selected` is read, or else the one that is nominated and has succeeded.",
			told:     byFeature + ": the statistics",
			source:   "measured in ESR 153",
			tests: []proof{
				{"js/test/read-stats.test.ts", "reads Firefox's report: no transport, no target, the pair in use is marked"},
				{"js/test/read-stats.test.ts", "takes the nominated pair where none is named"},
			},
		},
		{
			title:    "No state of the connection before 113",
			browsers: "Firefox before 113",
			wrong:    "`connectionState` is absent: nobody would know that media can flow.",
			done:     "`iceConnectionState` stands in.",
			told:     byFeature + ": whether it is there",
			source:   "[MDN: connectionState](https://developer.mozilla.org/docs/Web/API/RTCPeerConnection/connectionState#browser_compatibility)",
			tests: []proof{
				{"wasm/peer/browser_js_test.go", "TestStateWithoutConnectionState"},
			},
		},
		{
			title:    "Nothing is sent to a loopback address",
			browsers: "Firefox, seen in ESR 153",
			wrong:    "Media fails after 0 to 5 s on a server of the same machine, while signalling works: the client would reconnect without end and without a pause.",
			done:     "A session that breaks within 10 s is followed by the next one after a wait that grows, from 0.5 to 10 s. The demo names another address of the machine where it is told one (`-media`).",
			told:     inAll,
			source:   "measured in ESR 153",
			tests: []proof{
				{"wasm/client/reconnect_test.go", "TestReconnectionOfASessionThatDoesNotLast"},
				{"e2e/firefox_test.go", "TestFirefoxTriesAgainWithPatience"},
			},
		},
	}},
	{"Safari on macOS", []quirk{
		{
			title:    "All layers come out in the full size",
			browsers: "Safari 12.1 to 14",
			wrong:    "`scaleResolutionDownBy` of `addTransceiver` is not taken: the low stream is as large as the high one, and both are slow.",
			done:     "The encodings of video are set again by `setParameters` after each answer. What goes out is checked after that, as in any browser.",
			told:     inAll,
			source:   "[twilio-video.js#1560](https://github.com/twilio/twilio-video.js/issues/1560), [lib-jitsi-meet#1436](https://github.com/jitsi/lib-jitsi-meet/issues/1436), [jitsi-meet#8081](https://github.com/jitsi/jitsi-meet/issues/8081)",
			tests: []proof{
				{"wasm/peer/browser_js_test.go", "TestEncodingsAreSetAgainAfterTheAnswer"},
				{"e2e/safari_test.go", "TestSafariEqualLayers"},
			},
		},
		{
			title:    "Encodings of a transceiver are left out without a word",
			browsers: "any that reads them and does not use them",
			wrong:    "Two streams are asked for and one goes out, without bounds.",
			done:     "Which layers were taken is read after the answer. Where they were not, the bounds are set of the one stream, the viewers are told that there is no low one, and a warning says so.",
			told:     byOutcome + ": the parameters of the sender",
			source:   "[MDN: sendEncodings of addTransceiver](https://developer.mozilla.org/docs/Web/API/RTCPeerConnection/addTransceiver#browser_compatibility), [webkit.org/blog/8672](https://webkit.org/blog/8672/on-the-road-to-webrtc-1-0-including-vp8/)",
			tests: []proof{
				{"wasm/peer/browser_js_test.go", "TestEncodingsRefusedOrIgnored"},
				{"wasm/client/outgoing_test.go", "TestRefusedStreams"},
				{"e2e/safari_test.go", "TestSafariSendsOneOfTwo"},
			},
		},
		{
			title:    "Encodings of audio are refused",
			browsers: "Safari 17",
			wrong:    "`addTransceiver` throws for an audio track with `sendEncodings`.",
			done:     "Audio is added without; its bitrate is set by `setParameters`.",
			told:     inAll,
			source:   "[whereby/sdk#521](https://github.com/whereby/sdk/issues/521)",
			tests: []proof{
				{"wasm/peer/browser_js_test.go", "TestAudioTakesNoEncodings"},
				{"e2e/safari_test.go", "TestSafariSendsBothLayers"},
			},
		},
		{
			title:    "Members without a value are given, and not taken back",
			browsers: "Safari and Firefox, in encodings of `getParameters`",
			wrong:    "`setParameters` throws: no bound can be changed.",
			done:     "Members that are null or undefined are taken out first.",
			told:     inAll,
			source:   "measured in Firefox ESR 153",
			tests: []proof{
				{"wasm/peer/browser_js_test.go", "TestEmptyMembersAreNotHandedBack"},
				{"e2e/safari_test.go", "TestSafariSendsBothLayers"},
			},
		},
		{
			title:    "H.264 stands before VP8",
			browsers: "Safari; before 13.1 the order cannot be changed (no `setCodecPreferences`)",
			wrong:    "A client with `codec: \"vp8\"` would send H.264.",
			done:     "The codec of the client is put first where the browser lets that be done. Elsewhere both streams go out in what it prefers.",
			told:     byFeature + ": whether the call is there",
			source:   "[webkit.org/blog/8672](https://webkit.org/blog/8672/on-the-road-to-webrtc-1-0-including-vp8/)",
			tests: []proof{
				{"wasm/peer/codecs_test.go", "TestCodecPreference"},
				{"e2e/safari_test.go", "TestSafariSendsBothLayers"},
				{"e2e/safari_test.go", "TestSafariEqualLayers"},
			},
		},
		{
			title:    "Statistics lack freezes, sizes, frame rates and names of layers",
			browsers: "Safari before 16.4, each version by other members",
			wrong:    "What is received cannot be told by its size, and layers have no rid.",
			done:     "Sizes are taken from the entries of tracks where there are such, or from the received track itself; layers are told by their order of size. The fallback policy decides by packets, frames and samples.",
			told:     byFeature + ": the statistics",
			source:   "[webkit.org/b/241844](https://bugs.webkit.org/show_bug.cgi?id=241844); MDN's browser-compat-data 8.1.9",
			tests: []proof{
				{"js/test/read-stats.test.ts", "reads older Safari's: numbers in the track's entry, no rid"},
				{"js/test/read-stats.test.ts", "takes a size that no entry tells from the receiver's track"},
				{"wasm/stats/meter_test.go", "TestOlderBrowser"},
				{"e2e/safari_statistics_test.go", "TestSafariFallbackWithReducedStatistics"},
			},
		},
	}},
	{"iOS and iPadOS", []quirk{
		{
			title:    "No low stream",
			browsers: "every browser on iOS and iPadOS: all are built on Safari's engine",
			wrong:    "Dual stream has no effect there, as documented, although the browser takes encodings.",
			done:     "`enableDualStream` rejects `NOT_SUPPORTED`, and says why. One stream is sent. Low streams of others are received as anywhere.",
			told:     byAgent,
			source:   "Agora Web SDK, enableDualStream: applicable scenarios",
			tests: []proof{
				{"wasm/quirks/detect_test.go", "TestDetect"},
				{"wasm/simulcast/plan_test.go", "TestDecideSendsOneStream"},
				{"e2e/safari_test.go", "TestSafariOnIOS"},
				{"e2e/safari_test.go", "TestSafariOnIOSReceivesBoth"},
			},
		},
		{
			title:    "An iPad says that it is a Mac",
			browsers: "Safari on iPadOS 13 and later, where it asks for desktop pages",
			wrong:    "Its user agent is that of Safari on macOS.",
			done:     "A Mac with more than one touch point is an iPad, unless it is Chrome's or Firefox's emulation of one.",
			told:     byAgent + ", with `maxTouchPoints`",
			source:   "[WebKit: desktop-class browsing on iPad](https://webkit.org/blog/9674/new-webkit-features-in-safari-13/)",
			tests: []proof{
				{"wasm/quirks/detect_test.go", "TestDetect"},
			},
		},
		{
			title:    "Browsers other than Safari are not documented",
			browsers: "Chrome, Firefox, Edge, Opera, WeChat and QQ on iOS",
			wrong:    "Documented of iOS is Safari alone.",
			done:     "`checkSystemRequirements` is false. Nothing is forbidden for that.",
			told:     byAgent,
			source:   "Agora Web SDK 4.2.1: checkSystemRequirements",
			tests: []proof{
				{"js/test/requirements.test.ts", "says %s of %s"},
			},
		},
		{
			title:    "Elements are paused from outside",
			browsers: "Safari on iOS: in the background, and where a call or another app takes the sound",
			wrong:    "What plays stands still, and nothing plays it again.",
			done:     "What was not paused by the page plays again at once, when the page is seen again, and with the user's next gesture.",
			told:     inAll,
			source:   "[webkit.org/b/212780](https://bugs.webkit.org/show_bug.cgi?id=212780), [twilio-video.js#1046](https://github.com/twilio/twilio-video.js/issues/1046)",
			tests: []proof{
				{"js/test/player.test.ts", "goes on after a pause that nobody asked for"},
				{"js/test/player.test.ts", "goes on when the page is seen again, and after a gesture where the browser wants one"},
				{"js/test/autoplay.test.ts", "is woken by the user's gestures and when the page is seen, until it runs, and again when it was interrupted"},
				{"e2e/safari_playback_test.go", "TestSafariInTheBackground"},
				{"e2e/safari_playback_test.go", "TestSafariInterrupted"},
			},
		},
	}},
	{"All browsers", []quirk{
		{
			title:    "There is no WebRTC",
			browsers: "WebKitGTK as Debian builds it; Safari in Lockdown Mode; any in which it was switched off",
			wrong:    "There is no call.",
			done:     "The script loads, the engine runs, devices open and are shown. `checkSystemRequirements` is false, `getSupportedCodec` lists nothing, `enableDualStream` and `join` reject `NOT_SUPPORTED`.",
			told:     byFeature + ": whether `RTCPeerConnection` is there",
			source:   "measured in Debian 12's WebKitGTK; [support.apple.com: Lockdown Mode](https://support.apple.com/105120)",
			tests: []proof{
				{"js/test/supported-codecs.test.ts", "knows none where there is no WebRTC"},
				{"e2e/safari_nowebrtc_test.go", "TestSafariWithoutWebRTC"},
				{"e2e/safari_webkit_test.go", "TestSafariWebKitGTK"},
			},
		},
		{
			title:    "Both streams have the same size",
			browsers: "any, for whatever reason",
			wrong:    "The low stream is none, and takes the uplink twice.",
			done:     "After 5 s the encodings are set again, once. If that does not help, the low stream is off: the viewers are told so, the exception 1006 and a warning say it.",
			told:     byOutcome,
			source:   "see \"All layers come out in the full size\"",
			tests: []proof{
				{"wasm/simulcast/check_test.go", "TestCheck"},
				{"wasm/client/outgoing_test.go", "TestEqualStreamsAreCorrectedThenGivenUp"},
				{"e2e/outgoing_test.go", "TestStreamsOfOneSizeAreCorrected"},
				{"e2e/outgoing_test.go", "TestStreamsOfOneSizeAreGivenUp"},
			},
		},
		{
			title:    "A stream does not start",
			browsers: "Chrome on Android in H.264; any, for whatever reason",
			wrong:    "A second encoder cannot be had, or a layer is left out: viewers wait for a stream that does not come.",
			done:     "The same, where the other stream flows and the uplink carries both.",
			told:     byOutcome,
			source:   "Agora Web SDK 4.24: notes on enableDualStream",
			tests: []proof{
				{"wasm/simulcast/check_test.go", "TestCheck"},
				{"wasm/client/outgoing_test.go", "TestStreamThatDoesNotStartIsGivenUp"},
			},
		},
		{
			title:    "A camera changes its size by itself",
			browsers: "any: a telephone is turned, or the page constrains the track",
			wrong:    "The low stream is no longer of the size that was set, and the viewers take the high one for it.",
			done:     "The size of the source is read each second, both streams are fitted to it, and the viewers are told. Where the browser does not say it (Firefox), the streams keep their ratio.",
			told:     byOutcome,
			source:   "measured in Chromium 156",
			tests: []proof{
				{"wasm/simulcast/check_test.go", "TestCheckOfASourceThatChangesItsSize"},
				{"wasm/client/outgoing_test.go", "TestBothStreamsFollowTheSource"},
				{"e2e/outgoing_test.go", "TestCameraIsConstrainedByThePage"},
				{"e2e/chromium_test.go", "TestTurnedCamera"},
			},
		},
		{
			title:    "Cameras of other shapes",
			browsers: "any",
			wrong:    "A low stream of a fixed size would be distorted, and an upright picture is not told by its height.",
			done:     "The low stream has the documented width and the camera's shape. Sizes are compared by the shorter side.",
			told:     inAll,
			source:   "Agora Web SDK: setLowStreamParameter",
			tests: []proof{
				{"wasm/simulcast/plan_test.go", "TestDecideSendsTwoStreams"},
				{"wasm/simulcast/classify_test.go", "TestClassify"},
				{"e2e/chromium_test.go", "TestShapesOfACamera"},
			},
		},
		{
			title:    "Sound waits for a gesture",
			browsers: "all, Safari most strictly",
			wrong:    "`play` is refused before the user has done something in the page.",
			done:     "`onAudioAutoplayFailed` and `autoplay-failed` tell it once, and what was refused plays with the next gesture.",
			told:     "the refusal",
			source:   "[webkit.org/b/183333](https://bugs.webkit.org/show_bug.cgi?id=183333), [developer.chrome.com: autoplay](https://developer.chrome.com/blog/autoplay)",
			tests: []proof{
				{"js/test/autoplay.test.ts", "is told once, in all three ways, and goes on after a gesture"},
				{"e2e/autoplay_test.go", "TestAutoplayFails"},
				{"e2e/safari_playback_test.go", "TestSafariAutoplay"},
			},
		},
		{
			title:    "VP9 and AV1",
			browsers: "Chromium sends the lowest layer alone unless each has a scalabilityMode; Safari cannot decode some of it",
			wrong:    "There would be no low stream, or no picture.",
			done:     "`createClient` takes vp8 and h264 and refuses others. `getSupportedCodec` tells of them where the browser has them.",
			told:     inAll,
			source:   "measured in Chromium 156; [webkit.org/b/231071](https://bugs.webkit.org/show_bug.cgi?id=231071), [webkit.org/b/231074](https://bugs.webkit.org/show_bug.cgi?id=231074)",
			tests: []proof{
				{"js/test/client-media.test.ts", "refuses %o"},
				{"wasm/peer/codecs_test.go", "TestCodecPreference"},
			},
		},
	}},
}

// documented are the browsers of checkSystemRequirements: what their user agents
// say, as js/src/requirements.ts has it, and the first version.
var documented = []struct {
	name, pattern string
	first         int
}{
	{"WeChat and QQ Browser, but not on iOS", `(?:MicroMessenger|QQBrowser|MQQBrowser)\/(\d+)`, 0},
	{"Opera", `OPR\/(\d+)`, 45},
	{"Firefox", `Firefox\/(\d+)`, 56},
	{"Chrome and all that is built on Chromium", `Chrome\/(\d+)`, 58},
	{"Safari, on iOS too", `Version\/(\d+)\S* .*Safari\/`, 11},
}

// features are what the SDK cannot do without: what js/src/requirements.ts asks,
// and since when browsers have it.
var features = []struct{ name, test, since string }{
	{"WebRTC", `typeof RTCPeerConnection === "function"`, "Chrome 56, Firefox 44, Safari 11"},
	{"WebSocket", `typeof WebSocket === "function"`, "all"},
	{"WebAssembly", `typeof WebAssembly === "object"`, "Chrome 57, Firefox 52, Safari 11; the engine needs Chrome 75, Firefox 79, Safari 15"},
	{"AbortSignal.timeout", `typeof AbortSignal.timeout === "function"`, "Chrome 103, Firefox 100, Safari 16"},
	{"getUserMedia", `typeof navigator.mediaDevices?.getUserMedia === "function"`, "Chrome 53, Firefox 36, Safari 11; in secure contexts"},
}

// codecs are what getSupportedCodec tells of where an offer has it, in the order of
// js/src/supported-codecs.ts, and whether it is sent.
var codecs = []struct{ name, kind, sent string }{
	{"VP8", "VIDEO", "sent with `codec: \"vp8\"`"},
	{"H264", "VIDEO", "sent with `codec: \"h264\"`"},
	{"VP9", "VIDEO", "not sent"},
	{"AV1", "VIDEO", "not sent"},
	{"OPUS", "AUDIO", "sent"},
}

// examples are browsers of which docs/browsers.md says what the profile decides.
var examples = []struct {
	name string
	env  Environment
}{
	{"Chrome, Edge, Opera and others on Chromium", Environment{UserAgent: "AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36", Layers: true}},
	{"Firefox", Environment{UserAgent: "Gecko/20100101 Firefox/153.0", Layers: true}},
	{"Firefox before 110", Environment{UserAgent: "Gecko/20100101 Firefox/109.0"}},
	{"Safari on macOS", Environment{UserAgent: "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15", Platform: "MacIntel", Layers: true}},
	{"any browser on an iPhone", Environment{UserAgent: "(iPhone; CPU iPhone OS 17_5 like Mac OS X)", Platform: "iPhone", MaxTouchPoints: 5, Layers: true}},
	{"any browser on an iPad", Environment{UserAgent: "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15", Platform: "MacIntel", MaxTouchPoints: 5, Layers: true}},
}
