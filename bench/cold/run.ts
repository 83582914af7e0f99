import { join } from "node:path";
import { buildColdApps } from "./build.ts";
import { here } from "./here.ts";
import type { ColdOptions } from "./options.ts";
import { runInside, whyNoDelay } from "./rig/namespaces.ts";

export type ColdLayer = "cold" | "driver" | "page" | "warm" | "all";

/**
 * The layers of cold starts: builds, then measures in a network namespace of its own, where the
 * system lets it, so that packets can be held.
 * @returns whether what was measured can be believed.
 */
export async function run(layer: ColdLayer, options: ColdOptions): Promise<boolean> {
  const outputs = await buildColdApps(console.log);
  const why = whyNoDelay();
  if (!why) {
    const script = join(import.meta.dirname, "inside.ts");
    return (
      (await runInside(script, [JSON.stringify(outputs), layer, JSON.stringify(options)])) === 0
    );
  }
  console.log(`Packets cannot be held here, because ${why}. All is measured at 0 ms only.`);
  return here(outputs, layer, options);
}
