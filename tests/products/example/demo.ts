import { sql } from "drizzle-orm";
import type { InsertDemo } from "#local/demo/insert.ts";
import { product } from "./product.ts";

/** One event for each organization that has members. */
export const insertDemo: InsertDemo = async (db, now, members) => {
  const slugs = [...new Set(members.map(({ slug }) => slug))];
  await db.execute(sql`
    insert into audit_events (organization_id, action, target_type, metadata, created_at)
    select id, ${Object.keys(product.audited)[0]}::text, 'note', '{"name": "of the demo"}',
      ${now.toISOString()}::timestamptz
    from organizations
    where slug in (select jsonb_array_elements_text(${JSON.stringify(slugs)}::jsonb))`);
};
