import { readDatabase } from "#lib/db/edge.ts";
import { inOrder, items, ofShelf } from "../../items.ts";

export const runtime = "edge";
export const dynamic = "force-dynamic";

/** Ours: a route handler on the edge, as reads are that must be fast when cold. */
export async function GET(): Promise<Response> {
  const found = await readDatabase().select().from(items).where(ofShelf).orderBy(inOrder);
  const list = found.map(({ id, name }) => `<li>${id}. ${name}</li>`).join("");
  return new Response(
    `<!DOCTYPE html><html lang="en"><title>Ten items</title><body><main><h1>Ten items</h1><ul>${list}</ul></main></body></html>`,
    { headers: { "Content-Type": "text/html; charset=utf-8" } },
  );
}
