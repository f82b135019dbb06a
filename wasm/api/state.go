package api

// ConnectionState is the documented state of a client's connection.
type ConnectionState string

// The states of a connection.
const (
	Disconnected  ConnectionState = "DISCONNECTED"
	Connecting    ConnectionState = "CONNECTING"
	Reconnecting  ConnectionState = "RECONNECTING"
	Connected     ConnectionState = "CONNECTED"
	Disconnecting ConnectionState = "DISCONNECTING"
)

// DisconnectReason says why a client became DISCONNECTED
// (ConnectionDisconnectedReason of the documented API).
type DisconnectReason string

// The documented reasons for being disconnected.
const (
	ReasonLeave         DisconnectReason = "LEAVE"
	ReasonNetworkError  DisconnectReason = "NETWORK_ERROR"
	ReasonServerError   DisconnectReason = "SERVER_ERROR"
	ReasonUIDBanned     DisconnectReason = "UID_BANNED"
	ReasonIPBanned      DisconnectReason = "IP_BANNED"
	ReasonChannelBanned DisconnectReason = "CHANNEL_BANNED"
	ReasonUIDConflict   DisconnectReason = "UID_CONFLICT"
	ReasonTokenExpire   DisconnectReason = "TOKEN_EXPIRE"
)

// LeaveReason says why a remote user left (second argument of "user-left").
type LeaveReason string

// The documented reasons for a remote user's leaving.
const (
	LeaveQuit           LeaveReason = "Quit"
	LeaveServerTimeout  LeaveReason = "ServerTimeOut"
	LeaveBecomeAudience LeaveReason = "BecomeAudience"
)

// Role is the documented role in mode "live".
type Role string

// The two roles.
const (
	Host     Role = "host"
	Audience Role = "audience"
)
