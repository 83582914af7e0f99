import { sql } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { rows } from "#lib/db/database.ts";
import { leanReadDatabase } from "#lib/db/lean.ts";

export const runtime = "edge";
export const dynamic = "force-dynamic";

const item = z.object({ id: z.string(), name: z.string() });

/** Ours: a route handler on the edge, as the project has them for reads that must be fast when cold. */
export async function GET(): Promise<Response> {
  const statement = sql`select id, name from cold_items where shelf = ${"middle"} order by id`;
  const found = await rows(leanReadDatabase(), statement, (row) => item.parse(row));
  const list = found.map(({ id, name }) => `<li>${id}. ${name}</li>`).join("");
  return new Response(
    `<!DOCTYPE html><html lang="en"><title>Ten items</title><body><main><h1>Ten items</h1><ul>${list}</ul></main></body></html>`,
    { headers: { "Content-Type": "text/html; charset=utf-8" } },
  );
}
