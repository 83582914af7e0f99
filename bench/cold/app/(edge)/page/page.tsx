import { endpoint } from "#lib/db/endpoints.ts";
import { httpDatabase } from "#lib/db/http.ts";
import { inOrder, items, ofShelf } from "../../items.ts";
import { ItemList } from "../../list.tsx";

export const dynamic = "force-dynamic";

let database: ReturnType<typeof httpDatabase> | undefined;

/** Ours: a page on the edge that reads over HTTP. */
export default async function EdgePage() {
  database ??= httpDatabase(endpoint("read"), { attempts: 2, timeout: 5_000 });
  const found = await database.select().from(items).where(ofShelf).orderBy(inOrder);
  return <ItemList found={found} />;
}
