/** A page's numbers, written for agora-rtc-sdk-ng's types. */

import type {
  AgoraRTCStats,
  IAgoraRTCClient,
  LocalAudioTrackStats,
  LocalVideoTrackStats,
  NetworkQuality,
  RemoteAudioTrackStats,
  RemoteVideoTrackStats,
} from "agora-rtc-sdk-ng";

/** All that a page may show once a second. */
export interface Reading {
  call: AgoraRTCStats;
  audio: LocalAudioTrackStats;
  video: LocalVideoTrackStats;
  heard: { [uid: string]: RemoteAudioTrackStats };
  seen: { [uid: string]: RemoteVideoTrackStats };
  quality: { [uid: string]: NetworkQuality };
}

export function read(client: IAgoraRTCClient): Reading {
  return {
    call: client.getRTCStats(),
    audio: client.getLocalAudioStats(),
    video: client.getLocalVideoStats(),
    heard: client.getRemoteAudioStats(),
    seen: client.getRemoteVideoStats(),
    quality: client.getRemoteNetworkQuality(),
  };
}

export function watch(client: IAgoraRTCClient) {
  client.on("network-quality", (quality: NetworkQuality) => {
    const worst: 0 | 1 | 2 | 3 | 4 | 5 | 6 = quality.downlinkNetworkQuality;
    console.log(worst, quality.uplinkNetworkQuality);
  });
}

export function show({ call, audio, video, heard, seen }: Reading) {
  const lines = [
    `${call.Duration} s, ${call.UserCount} users, RTT ${call.RTT}, ${call.OutgoingAvailableBandwidth.toFixed(3)} kbps`,
    `${call.SendBitrate} ${call.SendBytes} ${call.RecvBitrate} ${call.RecvBytes}`,
    `${audio.codecType} ${audio.sendVolumeLevel} ${audio.sendBitrate} ${audio.sendBytes} ${audio.sendPackets} ${audio.sendPacketsLost}`,
    `${video.codecType} ${video.sendResolutionWidth}x${video.sendResolutionHeight} ${video.sendFrameRate ?? 0} ${video.encodeDelay ?? 0}`,
    `${video.captureResolutionWidth}x${video.captureResolutionHeight} ${video.captureFrameRate ?? 0} ${video.targetSendBitrate}`,
    `${video.sendBitrate} ${video.sendBytes} ${video.sendPackets} ${video.sendPacketsLost} ${video.totalDuration} ${video.totalFreezeTime}`,
  ];
  for (const uid in heard) {
    const one = heard[uid];
    if (one)
      lines.push(`${uid} ${one.receiveLevel} ${one.receiveBitrate} ${one.end2EndDelay} ${one.freezeRate}`);
  }
  for (const [uid, one] of Object.entries(seen)) {
    const size = `${one.receiveResolutionWidth}x${one.receiveResolutionHeight}`;
    lines.push(`${uid} ${size} ${one.receiveFrameRate ?? 0} ${one.packetLossRate} ${one.publishDuration}`);
  }
  return lines;
}
