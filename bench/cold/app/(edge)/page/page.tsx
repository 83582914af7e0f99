import { endpoint } from "#lib/db/endpoints.ts";
import { httpDatabase } from "#lib/db/http.ts";
import { ItemList } from "../../list.tsx";
import { readItems } from "../../read.ts";

export const dynamic = "force-dynamic";

let database: ReturnType<typeof httpDatabase> | undefined;

/** Ours: a page on the edge that reads over HTTP. */
export default async function EdgePage() {
  database ??= httpDatabase(endpoint("read"), { attempts: 2, timeout: 5_000 });
  return <ItemList found={await readItems(database)} />;
}
