// Package wire encodes and decodes the LiveKit signalling messages that this
// SDK needs: SignalRequest (client to server) and SignalResponse (server to
// client), and the DataPacket of the data channels, in binary protobuf, without
// reflection.
//
// Names, numbers and meanings are those of livekit_rtc.proto and
// livekit_models.proto of github.com/livekit/protocol. Only the fields that
// are used are here, and only in the direction in which they are sent: each
// would be paid for in the page's download. As protobuf asks, a field that is
// not known, or whose wire type is not the expected one, is skipped, so that
// newer servers work.
package wire
