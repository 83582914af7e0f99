import { connection } from "next/server";
import { Suspense } from "react";
import { writeDatabase } from "#lib/db/node.ts";
import { ItemList } from "../list.tsx";
import { readItems } from "../read.ts";

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
  return <ItemList found={await readItems(await writeDatabase())} />;
}
