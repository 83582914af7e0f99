import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { inOrder, items, ofShelf } from "../../items.ts";
import { ItemList } from "../../list.tsx";

export const dynamic = "force-dynamic";
export const maxDuration = 13;

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const db = drizzle({ client: pool });

/** A page on Node with a pool of `pg`, as ixartz/SaaS-Boilerplate does and Drizzle documents. */
export default async function PgPage() {
  const found = await db.select().from(items).where(ofShelf).orderBy(inOrder);
  return <ItemList found={found} />;
}
