import { writeDatabase } from "#lib/db/node.ts";
import { inOrder, items, ofShelf } from "../../items.ts";
import { ItemList } from "../../list.tsx";

export const dynamic = "force-dynamic";
// Pages that differ in this are not merged into one function.
export const maxDuration = 11;

/** Ours on Node: postgres-js with the options and the socket of lib/db/node.ts. */
export default async function TunedPage() {
  const db = await writeDatabase();
  const found = await db.select().from(items).where(ofShelf).orderBy(inOrder);
  return <ItemList found={found} />;
}
