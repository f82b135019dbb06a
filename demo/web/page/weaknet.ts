/** What is done to the packets on their way to a participant. */
export interface WeakDownlink {
  /** In kbps; undefined is no limit. */
  rateKbps: number | undefined;
  /** The percentage of packets that are lost by chance. */
  lossPct: number;
}

/** The address of a participant in the control of the demo's server. */
export interface Participant {
  /** The server's address, http(s):// or ws(s)://. */
  server: string;
  room: string;
  identity: string;
}

/** Whether a server can make networks weak. One that others than this machine can reach does not. */
export async function hasWeaknet(server: string): Promise<boolean> {
  try {
    return (await fetch(new URL("/weaknet/", overHTTP(server)))).ok;
  } catch {
    return false;
  }
}

/** Sets a participant's downlink. Rejects with what the server says. */
export async function weaken(participant: Participant, downlink: WeakDownlink): Promise<void> {
  const { rateKbps, lossPct } = downlink;
  await control(participant, { method: "PUT", body: JSON.stringify({ down: { rateKbps, lossPct } }) });
}

/** Leaves a participant's network alone again. */
export async function restore(participant: Participant): Promise<void> {
  await control(participant, { method: "DELETE" });
}

async function control({ server, room, identity }: Participant, request: RequestInit): Promise<void> {
  const path = `/weaknet/${encodeURIComponent(room)}/${encodeURIComponent(identity)}`;
  const response = await fetch(new URL(path, overHTTP(server)), request);
  if (response.ok) return;
  const { error } = await response.json().catch(() => ({ error: `status ${response.status}` }));
  throw new Error(error);
}

function overHTTP(server: string): string {
  return server.replace(/^ws/i, "http");
}
