import type { IAgoraRTCClient } from "../../../js/src/types.ts";

/** What a client has received since the reading before. */
export interface Received {
  kbps: number;
  /** How much of the audio was made up, in percent; undefined while no audio is received. */
  concealedPct: number | undefined;
}

/** Reads what a client receives from its statistics. */
export class Reception {
  readonly #client: IAgoraRTCClient;
  /** What tells one taking of the statistics from the next; so it is before the first one. */
  #taken = "0 0";
  /** The audio of each user at the last reading, in seconds. */
  #heard = new Map<string, { total: number; concealed: number }>();

  constructor(client: IAgoraRTCClient) {
    this.#client = client;
  }

  /** Reads; undefined if the statistics are the same as at the last reading. */
  read(): Received | undefined {
    const stats = this.#client.getRTCStats();
    const taken = `${stats.Duration} ${stats.RecvBytes}`;
    if (taken === this.#taken) return undefined;
    this.#taken = taken;
    return { kbps: stats.RecvBitrate / 1000, concealedPct: this.#concealed() };
  }

  #concealed(): number | undefined {
    const heard = new Map<string, { total: number; concealed: number }>();
    let total = 0;
    let concealed = 0;
    for (const [uid, audio] of Object.entries(this.#client.getRemoteAudioStats())) {
      const now = { total: audio.totalDuration, concealed: audio.totalFreezeTime };
      heard.set(uid, now);
      const before = this.#heard.get(uid);
      if (!before || now.total <= before.total) continue;
      total += now.total - before.total;
      concealed += Math.max(0, now.concealed - before.concealed);
    }
    this.#heard = heard;
    return total > 0 ? Math.min(100, (concealed * 100) / total) : undefined;
  }
}
