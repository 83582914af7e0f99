import { connection } from "next/server";
import { Suspense } from "react";
import { writeDatabase } from "#lib/db/node.ts";
import { inOrder, items, ofShelf } from "../items.ts";
import { ItemList } from "../list.tsx";

/**
 * What Next recommends today: a shell that was rendered when the app was built, which the CDN answers
 * with, and the data streamed behind it by a function on Node, with the driver of node/tuned.
 */
export default function ShellPage() {
  return (
    <Suspense fallback={<p>Loading…</p>}>
      <Items />
    </Suspense>
  );
}

async function Items() {
  await connection();
  const db = await writeDatabase();
  const found = await db.select().from(items).where(ofShelf).orderBy(inOrder);
  return <ItemList found={found} />;
}
