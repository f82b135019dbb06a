import type { FallbackReason, FallbackState, StreamTypeReason } from "../../../js/src/types.ts";

/** What made a decision, in plain words. */
const causeWords: Record<StreamTypeReason["cause"], string> = {
  congestion: "the downlink does not carry what is received",
  recovery: "the downlink has been good for a while",
  "trial-failed": "more was tried, and the downlink did not carry it",
  option: "the fallback option asks for it",
  request: "the chosen stream asks for it",
  publisher: "the publisher began or ceased to send a low stream",
  server: "the media server paused the video, or sends it again",
  delivery: "the publisher or the media server sends another stream",
};

/** The units that the names of readings end in. */
const units: Record<string, string> = { Kbps: " kbps", PerSec: " a second", Pct: " %", Ms: " ms" };
const unitAtEnd = /(?:Kbps|PerSec|Pct|Ms)$/;

type Reason = FallbackReason | StreamTypeReason;

/** Says why, with the readings that led to it. */
export function explain(reason: Reason): string {
  const { capacityKbps: capacity, ...others } = reason.metrics;
  const needed = reason.thresholds.capacityKbps;
  let why = causeWords[reason.cause];
  let metrics = reason.metrics;
  if (reason.cause === "congestion" && capacity != null && needed != null) {
    why = `the downlink carries ${round(capacity)} kbps, ${round(needed)} are needed`;
    metrics = others;
  }
  const readings = tellReadings(metrics, reason.thresholds);
  return readings ? `${why} (${readings})` : why;
}

/** Says what has changed between two states of receiving a user; undefined if it is not worth a line. */
export function tellChange(before: FallbackState, now: FallbackState): string | undefined {
  const { reason } = now;
  if (reason && (!before.reason || nameOf(reason) !== nameOf(before.reason))) {
    const step = `${reason.from} → ${reason.to}`;
    if (now.phase === "trial") return `${step}, on trial: ${explain(reason)}.`;
    if (before.phase === "trial" && reason.cause === "recovery") {
      const readings = tellReadings(reason.metrics, reason.thresholds);
      return `${now.level} is kept: the trial went well${readings && ` (${readings})`}.`;
    }
    return `${step}: ${explain(reason)}.`;
  }
  if (now.phase === "unknown" && before.phase !== "unknown")
    return "The browser’s statistics are missing: nothing is decided until they come back.";
  if (now.phase !== "unknown" && before.phase === "unknown") return "The browser’s statistics are back.";
  return undefined;
}

/** What tells a reason from another; the size that was seen arriving is no part of it. */
export function nameOf({ cause, from, to, since, metrics }: Reason): string {
  return JSON.stringify([cause, from, to, since, metrics]);
}

function tellReadings(metrics: Reason["metrics"], bounds: Reason["thresholds"]): string {
  return Object.entries(metrics)
    .map(([name, value]) => tellReading(name, value, bounds[name] ?? null))
    .join("; ");
}

/** "audioPacketsPct" is told as "audio packets 33 %, bound 75 %". */
function tellReading(name: string, value: number | null, bound: number | null): string {
  const unit = unitAtEnd.exec(name)?.[0] ?? "";
  const words = name
    .slice(0, name.length - unit.length)
    .replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")
    .toLowerCase();
  const held = bound === null ? "" : `, bound ${quantity(bound, unit)}`;
  return `${words} ${value === null ? "not known" : quantity(value, unit)}${held}`;
}

function quantity(value: number, unit: string): string {
  if (unit === "Ms" && Math.abs(value) >= 1000) return `${round(value / 1000)} s`;
  return `${round(value)}${units[unit] ?? ""}`;
}

/** At most three digits, but never fewer than stand before the point. */
function round(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
