import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";
import { compile, root } from "./go.mjs";
import { finish } from "./manifest.mjs";
import { thirdPartyNotices } from "./notices.mjs";

/** Builds all that is published and what the demo serves into a folder, which is emptied first. Returns the manifest. */
export async function buildDist(out, { compressed = true, ...go } = {}) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "demo"), { recursive: true });
  compile("./wasm", join(out, "dualstream.wasm"), go);
  const inputs = await bundle(out);
  copyFileSync(join(root, "js/src/types.ts"), join(out, "index.d.ts"));
  copyFileSync(join(root, "demo/web/page/index.html"), join(out, "demo/index.html"));
  copyFileSync(join(root, "LICENSE"), join(out, "LICENSE"));
  writeFileSync(join(out, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(inputs));
  return finish(out, compressed);
}
