import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";

/** Makes the table of the example, which no migration does. */
export const createExampleTable = (db: Database) =>
  db.execute(sql`
    create table example_notes (
      id uuid primary key default gen_random_uuid(),
      organization_id uuid not null references organizations (id),
      user_id text references "user" (id),
      text text not null,
      created_at timestamptz not null default now()
    )`);
