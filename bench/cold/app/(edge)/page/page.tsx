import { readDatabase } from "#lib/db/edge.ts";
import { inOrder, items, ofShelf } from "../../items.ts";
import { ItemList } from "../../list.tsx";

export const dynamic = "force-dynamic";

/** Ours: a page on the edge that reads over HTTP. */
export default async function EdgePage() {
  const found = await readDatabase().select().from(items).where(ofShelf).orderBy(inOrder);
  return <ItemList found={found} />;
}
