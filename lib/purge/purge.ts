import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { reportFailure } from "#lib/log/report.ts";
import { tenantTables } from "./tenant-tables.ts";

interface PurgeOptions {
  /** How many rows one statement deletes at the most. */
  batch?: number;
  /** Stops between two statements. What is left is due the next time. */
  signal?: AbortSignal;
  /** Asked before an organization is erased; those that it says no to wait for the next time. */
  mayErase?(organizationId: string): Promise<boolean>;
}

export interface Purged {
  /** How many organizations are gone for good. */
  organizations: number;
  /** How many rows of theirs went before them. */
  rows: number;
  /** How many could not be erased. They are tried again the next time. */
  failed: number;
  /** Whether nothing is left: out of time, not to be erased yet, failed, or another one is at it. */
  isDone: boolean;
}

const due = z.object({ id: z.string() });
const batched = z.object({ isOurs: z.boolean(), deleted: z.number() });

/**
 * Erases every organization whose grace period is over: its rows in batches, referring tables before
 * referenced ones, then its own row. Any number of workers may run at once: a batch is deleted under the
 * lock of its organization, and others skip it. A purge that was interrupted continues with the next
 * run, and one that fails does not hold up the others.
 */
export async function purgeOrganizations(
  db: Database,
  { batch = 1_000, signal, mayErase = async () => true }: PurgeOptions = {},
): Promise<Purged> {
  const purged: Purged = { organizations: 0, rows: 0, failed: 0, isDone: true };
  for (const id of await dueOrganizations(db)) {
    let isErased = false;
    try {
      if (!signal?.aborted && (await mayErase(id))) {
        const children = await purgeRows(db, id, { batch, ...(signal && { signal }) });
        purged.rows += children.rows;
        isErased = children.isDone && (await purgeRow(db, id));
      }
    } catch (error) {
      purged.failed++;
      reportFailure("organization_not_purged", error, { organizationId: id });
    }
    if (isErased) purged.organizations++;
    else purged.isDone = false;
  }
  return purged;
}

/** Oldest first. No limit: rows that another worker has locked are skipped anyway. */
async function dueOrganizations(db: Database): Promise<string[]> {
  const statement = sql`select id from organizations where ${isDue} order by purge_after, id`;
  const found = await rows(db, statement, (row) => due.parse(row));
  return found.map(({ id }) => id);
}

const isDue = sql`(purge_after <= now() and deleted_at is not null)`;

/** The lock of an organization whose time is up, unless somebody has it. */
const ours = (id: string): SQL => sql`ours as materialized (
    select id from organizations where id = ${id}::uuid and ${isDue} for update skip locked
  )`;

async function purgeRows(
  db: Database,
  id: string,
  { batch, signal }: { batch: number; signal?: AbortSignal },
): Promise<{ rows: number; isDone: boolean }> {
  let count = 0;
  for (const table of tenantTables) {
    for (;;) {
      if (signal?.aborted) return { rows: count, isDone: false };
      const name = sql.identifier(table);
      const statement = sql`
        with ${ours(id)},
        gone as (
          delete from ${name} where ctid = any (array(
            select ctid from ${name}
            where organization_id = (select id from ours)
            limit ${batch}::integer
          ))
          returning 1
        )
        select exists (select from ours) as "isOurs", (select count(*) from gone)::integer as deleted`;
      const [result] = await rows(db, statement, (row) => batched.parse(row));
      if (!result?.isOurs) return { rows: count, isDone: false };
      count += result.deleted;
      if (result.deleted < batch) break;
    }
  }
  return { rows: count, isDone: true };
}

/** @returns whether it was this call that erased it. */
async function purgeRow(db: Database, id: string): Promise<boolean> {
  const statement = sql`
    with ${ours(id)}
    delete from organizations where id = (select id from ours) returning id`;
  const gone = await rows(db, statement, (row) => due.parse(row));
  return gone.length > 0;
}
