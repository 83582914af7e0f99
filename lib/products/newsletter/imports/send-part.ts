import type { Database } from "#lib/db/database.ts";
import { type Layout, readLayout, writeLayout } from "#lib/imports/layout.ts";
import { readPart } from "#lib/imports/read-part.ts";
import { type Taken, takePart } from "#lib/imports/take-part.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { sendPartAct } from "./acts.ts";
import { subscriberReader } from "./read-row.ts";
import { subscribersKind } from "./subscribers-kind.ts";
import { mappingProblem } from "./targets.ts";

interface SentPart {
  importId: string;
  number: number;
  line: number;
  text: string;
}

/** Takes in a part of a file of subscribers, once. */
export async function takeSubscribers(
  db: Database,
  actor: Actor,
  { importId, ...part }: SentPart,
  layout: Layout,
): Promise<Taken> {
  const read = await readPart(part, layout, subscriberReader(layout.columns));
  const taking = { ...read, importId, number: part.number, layout: writeLayout(layout) };
  return takePart(db, actor, taking, subscribersKind(importId, actor));
}

export const sendingPart = implement(sendPartAct, {
  refusals: ["not_found", "import_undone", "layout_differs", "part_unknown"],
  async run({ db, actor, params: { id: importId }, input: { layout: written, ...part } }) {
    const layout = readLayout(written);
    // The statement refuses it as well, and says `not_found` and `forbidden` before.
    const usable = layout && !mappingProblem(layout.columns) ? layout : unusable;
    return takeSubscribers(db, actor, { importId, ...part }, usable);
  },
});

/** A layout that no import has, because it has no email column. */
const unusable: Layout = {
  ...{ encoding: "utf-8", separator: ",", quotes: "double", header: "none" },
  names: ["none"],
  columns: ["ignore"],
};
