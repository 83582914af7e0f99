import { writeDatabase } from "#lib/db/node.ts";
import { ItemList } from "../../list.tsx";
import { readItems } from "../../read.ts";

export const dynamic = "force-dynamic";
// Pages that differ in this are not merged into one function.
export const maxDuration = 11;

/** Ours on Node: postgres-js with the options and the socket of lib/db/node.ts. */
export default async function TunedPage() {
  return <ItemList found={await readItems(await writeDatabase())} />;
}
