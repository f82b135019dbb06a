import { DecisionWatch } from "./decision-watch.ts";
import { Diagnostics } from "./diagnostics.ts";
import { byId } from "./dom.ts";
import { Downlink } from "./downlink.ts";
import { EventList } from "./event-list.ts";
import type { Pane } from "./pane.ts";
import { Plot } from "./plot.ts";
import { Publisher } from "./publisher.ts";
import { Reception } from "./reception.ts";
import { loadedSDK } from "./sdk.ts";
import { type Role, Settings } from "./settings.ts";
import { describe, showTrouble } from "./trouble.ts";
import { Viewer } from "./viewer.ts";

function main(): void {
  const settings = new Settings(new URLSearchParams(location.search));
  showRoles(settings.role);
  const sdk = loadedSDK();
  const diagnostics = new Diagnostics(sdk);
  if (!sdk) throw new Error("The SDK’s script, /dualstream.js, did not load.");
  if (!sdk.checkSystemRequirements())
    throw new Error("This browser cannot run the SDK: it lacks WebRTC or WebAssembly.");

  const events = new EventList("events");
  const panes: Pane[] = [];
  if (settings.role !== "viewer") {
    const publisher = new Publisher(sdk, settings, events);
    panes.push(publisher);
    diagnostics.watch("publisher", publisher.client);
  }
  if (settings.role !== "publisher") {
    const viewer = new Viewer(sdk, settings, events);
    panes.push(viewer);
    diagnostics.watch("viewer", viewer.client);
    const downlink = new Downlink(viewer.client, settings, events);
    new DecisionWatch(viewer.client, new EventList("decisions"));
    new Plot(new Reception(viewer.client), downlink);
  }
  wireStart(panes);
}

/** Leaves one pane where the tab has one user. */
function showRoles(role: Role | undefined): void {
  keepChannel();
  if (!role) return;
  const other: Role = role === "publisher" ? "viewer" : "publisher";
  byId(other, HTMLElement).hidden = true;
  byId(`${other}-settings-uid`, HTMLElement).hidden = true;
  byId(`${other}-settings-token`, HTMLElement).hidden = true;
  byId("network", HTMLElement).hidden = role === "publisher";
  byId("panes", HTMLElement).dataset.role = role;
  byId("intro", HTMLElement).textContent =
    role === "publisher"
      ? "This tab publishes. Open a viewer in another one."
      : "This tab watches. Open a publisher in another one.";
}

/** Lets the links to the other tabs lead to the same channel. */
function keepChannel(): void {
  const channel = byId("channel", HTMLInputElement);
  const update = () => {
    for (const role of ["publisher", "viewer"] as const) {
      byId(`only-${role}`, HTMLAnchorElement).search = new URLSearchParams({
        role,
        channel: channel.value,
      }).toString();
    }
  };
  channel.addEventListener("input", update);
  update();
}

/** The one button that does the lot, and ends it. */
function wireStart(panes: Pane[]): void {
  const button = byId("start", HTMLButtonElement);
  const inCall = () => panes.some((pane) => pane.client.connectionState !== "DISCONNECTED");
  const refresh = () => {
    button.textContent = inCall() ? "End the call" : "Start the call";
    button.classList.toggle("secondary", inCall());
  };
  document.addEventListener("pane-state", refresh);
  button.addEventListener("click", async () => {
    button.disabled = true;
    const ending = inCall();
    await Promise.all(panes.map((pane) => pane.attempt(() => (ending ? pane.end() : pane.start()))));
    button.disabled = false;
    refresh();
  });
  button.disabled = false;
}

try {
  main();
} catch (error) {
  byId("panes", HTMLElement).inert = true;
  showTrouble(byId("page-error", HTMLElement), { ...describe(error), code: "The demo cannot start." });
}
