// Package api is the public vocabulary of the SDK: error codes, enumerations,
// connection states and the settings of a stream, as the documented Web API
// (version 4.x) names them. It has no behaviour and imports nothing of ours.
package api
