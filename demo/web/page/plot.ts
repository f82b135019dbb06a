import uPlot from "uplot";
import { byId } from "./dom.ts";
import type { Downlink } from "./downlink.ts";
import { rateWords } from "./downlink-rate.ts";
import type { Reception } from "./reception.ts";

/** How far back the plot goes, in seconds. */
const span = 90;
/** The marks of time are so far apart, in seconds. */
const step = 30;
/** How often the statistics are looked at, in ms; they are taken once a second. */
const every = 250;
/** Without new statistics for so long, in seconds, the lines are broken. */
const gap = 2.5;
const height = 190;
/** The scale of what is received goes no lower, in kbps. */
const leastScale = 100;

type Line = (number | null)[];

/** The live plot of what the viewer receives and how much of the audio is made up. */
export class Plot {
  readonly #box = byId("plot", HTMLElement);
  readonly #reception: Reception;
  readonly #downlink: Downlink;
  readonly #plot: uPlot;
  #times: number[] = [];
  #received: Line = [];
  #concealed: Line = [];
  #limit: Line = [];

  constructor(reception: Reception, downlink: Downlink) {
    this.#reception = reception;
    this.#downlink = downlink;
    this.#plot = new uPlot(this.#options(), [[], [], [], []], this.#box);
    new ResizeObserver(() => this.#plot.setSize(this.#size)).observe(this.#box);
    // Colours are read while drawing.
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#plot.redraw(false));
    setInterval(() => this.#look(), every);
    this.#look();
  }

  get #size(): { width: number; height: number } {
    return { width: Math.max(200, this.#box.clientWidth), height };
  }

  #options(): uPlot.Options {
    const text = () => this.#colour("--pico-muted-color");
    const grid = { stroke: () => this.#colour("--pico-muted-border-color"), width: 1 };
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis: uPlot.Axis = { stroke: text, font, ticks: { show: false } };
    return {
      ...this.#size,
      legend: { show: false },
      cursor: { show: false },
      padding: [10, 0, 0, 0],
      scales: {
        x: { time: false, range: () => [seconds() - span, seconds()] },
        kbps: { range: (_plot, _min, max) => [0, Math.max(leastScale, max * 1.1)] },
        pct: { range: [0, 100] },
      },
      series: [
        {},
        {
          scale: "kbps",
          stroke: () => this.#colour("--plot-received"),
          fill: () => this.#colour("--plot-received-soft"),
          width: 2,
          points: { show: false },
        },
        {
          scale: "pct",
          stroke: () => this.#colour("--plot-concealed"),
          width: 2,
          points: { show: false },
        },
        {
          scale: "kbps",
          // A limit far above what is received must not press that down.
          auto: false,
          stroke: text,
          width: 1.5,
          dash: [5, 4],
          points: { show: false },
        },
      ],
      axes: [
        {
          ...axis,
          grid,
          size: 24,
          splits: (_plot, _index, _min, max) => marks(max),
          values: (_plot, splits) => splits.map((_, i) => ago((splits.length - 1 - i) * step)),
        },
        { ...axis, grid, scale: "kbps", size: 44 },
        {
          ...axis,
          grid: { show: false },
          scale: "pct",
          side: 1,
          size: 50,
          values: (_plot, splits) => splits.map((pct) => `${pct} %`),
        },
      ],
    };
  }

  #colour(name: string): string {
    return getComputedStyle(this.#box).getPropertyValue(name).trim();
  }

  #look(): void {
    const received = this.#reception.read();
    const now = seconds();
    if (received) this.#push(now, received.kbps, received.concealedPct ?? null);
    else if (now - (this.#times.at(-1) ?? 0) > gap) this.#push(now, null, null);
    else return;
    this.#plot.setData([this.#times, this.#received, this.#concealed, this.#limit]);
    this.#describe();
  }

  #push(now: number, kbps: number | null, concealedPct: number | null): void {
    const old = this.#times.filter((time) => time < now - span - gap).length;
    this.#times = [...this.#times.slice(old), now];
    this.#received = [...this.#received.slice(old), kbps];
    this.#concealed = [...this.#concealed.slice(old), concealedPct];
    this.#limit = [...this.#limit.slice(old), this.#downlink.limitKbps ?? null];
  }

  /** The same in numbers. */
  #describe(): void {
    const kbps = this.#received.at(-1) ?? undefined;
    const concealed = this.#concealed.at(-1) ?? undefined;
    byId("plot-received", HTMLElement).textContent = kbps === undefined ? "–" : rateWords(Math.round(kbps));
    byId("plot-concealed", HTMLElement).textContent =
      concealed === undefined ? "–" : `${Math.round(concealed)} %`;
    byId("plot-limit", HTMLElement).textContent = rateWords(this.#downlink.limitKbps);
  }
}

function seconds(): number {
  return performance.now() / 1000;
}

function marks(now: number): number[] {
  const times = [];
  for (let before = span; before >= 0; before -= step) times.push(now - before);
  return times;
}

function ago(time: number): string {
  return time === 0 ? "now" : `−${time} s`;
}
