// Package peertest gives tests peer connections and local media that plays:
// natively over pion/webrtc and from small files, in the browser from its fake
// devices. What it gives stops at the end of the test.
package peertest
