import AgoraRTC, { AgoraRTCError, RemoteStreamType } from "dualstream";

// For the tests, which drive the page from outside.
Object.assign(window, { AgoraRTC, AgoraRTCError, RemoteStreamType });
