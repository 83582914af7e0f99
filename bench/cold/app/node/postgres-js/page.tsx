import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { inOrder, items, ofShelf } from "../../items.ts";
import { ItemList } from "../../list.tsx";

export const dynamic = "force-dynamic";
export const maxDuration = 12;

const client = postgres(process.env.DATABASE_URL ?? "");
const db = drizzle(client);

/**
 * A page on Node with postgres-js as it comes: the URL and nothing else, made when the module loads.
 * So do nextjs/saas-starter (lib/db/drizzle.ts) and vercel/ai-chatbot (lib/db/queries.ts).
 */
export default async function PostgresJsPage() {
  const found = await db.select().from(items).where(ofShelf).orderBy(inOrder);
  return <ItemList found={found} />;
}
