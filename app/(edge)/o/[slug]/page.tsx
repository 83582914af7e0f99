import { sql } from "drizzle-orm";
import { name } from "#identity/name.ts";
import { rows } from "#lib/db/database.ts";
import { readDatabase } from "#lib/db/edge.ts";
import { getEnvironment } from "#lib/env.ts";

export const dynamic = "force-dynamic";
export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const [row] = await rows(readDatabase(), sql`select ${slug}::text as slug`, (row) =>
    String(row.slug),
  );
  return (
    <h1>
      {row} {name} {getEnvironment().AUTH_PROVIDER}
    </h1>
  );
}
