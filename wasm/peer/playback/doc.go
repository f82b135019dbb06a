// Package playback plays small encoded files as local tracks of native builds,
// again and again: VP8 in layers and Opus. It obeys requests for key frames
// and neither decodes nor copies a frame.
package playback
