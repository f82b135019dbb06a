// Package sim is a small simulation of viewers' downlinks for package fallback:
// publishers with two video streams and audio, a media server that re-sends
// what it is asked for, a link with a queue, and a receiver that counts as a
// browser does. It steps in milliseconds of its own clock, and the same
// configuration gives the same call.
//
// It is made to be right about what the policy lives on (what a full queue does
// to audio and video, how long old packets still come, when a key frame may be
// had), not about pictures.
package sim
