import { isOfOneItem } from "#lib/db/errors.ts";
import { applyEffect } from "#lib/webhooks/apply.ts";
import { describe } from "./call-provider.ts";
import type { Context } from "./context.ts";
import { type Preview, previewEffects } from "./preview.ts";
import type { Item, Resource } from "./resource.ts";
import type { Counts } from "./runs.ts";

/** Repairs those that differ, each in one guarded statement, and counts what came of it. */
export async function comparePage(
  context: Context,
  resource: Resource,
  items: Item[],
  counts: Counts,
): Promise<void> {
  const previews = await previewEffects(context.client, items);
  for (const [position, item] of items.entries()) {
    context.signal.throwIfAborted();
    const preview = previews[position];
    const found = preview && (await repair(context, resource, item, preview));
    if (found) counts[found] = (counts[found] ?? 0) + 1;
  }
}

/** @returns under what to count it, if at all. */
async function repair(
  { db, isDryRun, say }: Context,
  { provider, name }: Resource,
  item: Item,
  { applied, differences, isNewer }: Preview,
): Promise<string | undefined> {
  const subject = `${provider} ${name} ${item.id}`;
  if (applied?.outcome === "parked") {
    say(`${subject}: has to wait, ${applied.reason}`);
    return "parked";
  }
  if (applied && differences.length === 0) {
    // Nothing to tell, but an event of a moment in between that is still on its way must not win.
    if (isNewer && !isDryRun) await applyEffect(db, item.effect);
    return undefined;
  }
  if (isDryRun) {
    say(`${subject}: would ${applied ? `change ${differences.join(", ")}` : "be refused"}`);
    return applied ? "repaired" : "failed";
  }
  try {
    // The rest may have changed since the preview: the statement sees it as it is.
    const { outcome, notice } = await applyEffect(db, item.effect);
    if (notice) say(`${subject}: ${notice}`);
    if (outcome !== "applied") return undefined;
    say(`${subject}: repaired ${differences.join(", ")}`);
    return "repaired";
  } catch (error) {
    if (!isOfOneItem(error)) throw error;
    say(`${subject}: ${describe(error)}`);
    return "failed";
  }
}
