package browser

// RefuseChoice is a JavaScript function that keeps the page's wish to choose
// streams by itself from the media server (field 13 of a SignalRequest,
// "simulate"), as a server that refuses it does. It is called before the page
// joins; RefusedChoices tells how often it had something to keep.
const RefuseChoice = `() => {
	const original = WebSocket.prototype.send;
	const send = function (data) {
		const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0);
		if (bytes[0] !== (13 << 3 | 2)) return original.call(this, data);
		send.refused++;
	};
	send.refused = 0;
	WebSocket.prototype.send = send;
}`

// RefusedChoices is a JavaScript function that returns how many messages
// RefuseChoice has kept back.
const RefusedChoices = `() => WebSocket.prototype.send.refused`
