package main

// Recording is what was seen of one run. Times are those of the viewer's page
// in ms (performance.now()) unless said.
type Recording struct {
	Case string `json:"case"`
	Side Side   `json:"side"`
	// DropMs is the moment just before the network was made weak, ReleaseMs the
	// one just before it was made good again, EndMs when watching ended.
	DropMs    float64 `json:"dropMs"`
	ReleaseMs float64 `json:"releaseMs"`
	EndMs     float64 `json:"endMs"`
	// WallMs is what to add for the page's clock of 1970.
	WallMs float64 `json:"wallMs"`
	// Samples are the page's statistics, about every 100 ms.
	Samples []Sample `json:"samples"`
	// Relay is what went through the bottleneck, about every 500 ms.
	Relay []RelaySample `json:"relay"`
	// Decisions is the log of the SDK, empty where it keeps none.
	Decisions string `json:"decisions"`
}

// Sample is a reading of the statistics of what is received (getStats), summed
// over all streams of a kind.
type Sample struct {
	AtMs float64 `json:"at"`
	// RTTMs is that of the transport, EstimateKbps the browser's own estimate of
	// the downlink; 0 where there is none.
	RTTMs        float64 `json:"rttMs"`
	EstimateKbps float64 `json:"estimateKbps"`
	Audio        struct {
		Concealed       float64 `json:"concealedSamples"`
		SilentConcealed float64 `json:"silentConcealedSamples"`
		Played          float64 `json:"totalSamplesReceived"`
		Packets         float64 `json:"packetsReceived"`
		Lost            float64 `json:"packetsLost"`
		Bytes           float64 `json:"bytesReceived"`
	} `json:"audio"`
	Video struct {
		Decoded       float64 `json:"framesDecoded"`
		KeyFrames     float64 `json:"keyFramesDecoded"`
		Freezes       float64 `json:"freezeCount"`
		FreezeSeconds float64 `json:"totalFreezesDuration"`
		// Width and Height are of the last picture, in pixels.
		Width   float64 `json:"frameWidth"`
		Height  float64 `json:"frameHeight"`
		Packets float64 `json:"packetsReceived"`
		Lost    float64 `json:"packetsLost"`
		Nacks   float64 `json:"nackCount"`
		PLIs    float64 `json:"pliCount"`
		Bytes   float64 `json:"bytesReceived"`
	} `json:"video"`
}

// RelaySample is a reading of the relay's counters.
type RelaySample struct {
	AtMs float64 `json:"at"`
	Counters
}
