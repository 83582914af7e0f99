import type postgres from "postgres";
import * as z from "zod/mini";
import { written } from "#lib/db/written.ts";
import { type Applied, effectStatement, parseApplied } from "#lib/webhooks/apply.ts";
import type { Item } from "./resource.ts";

/** What an effect would do. */
export interface Preview {
  /** Undefined when the database refuses it. */
  applied: Applied | undefined;
  /** The columns that would be other than they are, in words such as `status`. */
  differences: string[];
  /** True when a row would then be of a later moment, even if it says the same. */
  isNewer: boolean;
}

const momentColumns = ["event_at", "polar_event_at"];
const versionColumns = [...momentColumns, "event_rank", "event_tie"];
/** Five statements each; postgres-js sends up to a hundred at once. */
const batchSize = 20;

class RolledBack extends Error {}

/**
 * Does effects and takes them back, and says what each would change. Each is taken back before the next
 * one, so none waits for another.
 */
export async function previewEffects(client: postgres.Sql, items: Item[]): Promise<Preview[]> {
  const previews: Preview[] = [];
  for (let start = 0; start < items.length; start += batchSize) {
    const batch = items.slice(start, start + batchSize);
    try {
      await client.begin(async (transaction) => {
        previews.push(...(await Promise.all(batch.map((item) => preview(transaction, item)))));
        throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    }
  }
  return previews;
}

const refused: Preview = { applied: undefined, differences: [], isNewer: false };

/** Sends its statements at once, in order. */
async function preview(transaction: postgres.TransactionSql, item: Item): Promise<Preview> {
  const run = (text: string) => transaction.unsafe(text).execute();
  const watch = () => {
    const { text, parameters } = written(item.watched);
    return transaction.unsafe(`select (${text})::text as rows`, parameters).execute();
  };
  const { text, parameters } = written(effectStatement(item.effect));
  const [, before, done, after, undone] = await Promise.allSettled([
    run("savepoint one"),
    watch(),
    transaction.unsafe(text, parameters).execute(),
    watch(),
    run("rollback to savepoint one"),
  ]);
  if (undone.status === "rejected") throw undone.reason;
  if (before.status === "rejected" || done.status === "rejected" || after.status === "rejected") {
    return refused;
  }
  const applied = done.value.map(parseApplied)[0];
  const changed = changedColumns(before.value[0]?.rows, after.value[0]?.rows);
  return {
    applied,
    differences: changed.filter((name) => !versionColumns.includes(name)),
    isNewer: changed.some((name) => momentColumns.includes(name)),
  };
}

function changedColumns(before: unknown, after: unknown): string[] {
  const [old, present] = [parseRows(before), parseRows(after)];
  const changed = new Set<string>();
  for (let position = 0; position < Math.max(old.length, present.length); position++) {
    const [was, is] = [old[position] ?? null, present[position] ?? null];
    if (was === null && is !== null) changed.add("a new row");
    if (was === null || is === null) continue;
    for (const name of Object.keys(is)) {
      if (JSON.stringify(was[name]) !== JSON.stringify(is[name])) changed.add(name);
    }
  }
  return [...changed];
}

const row = z.nullable(z.record(z.string(), z.unknown()));

/** One row or several; null for one that is not there. */
function parseRows(text: unknown): z.output<typeof row>[] {
  const value: unknown = typeof text === "string" ? JSON.parse(text) : null;
  return Array.isArray(value) ? value.map((one) => row.parse(one)) : [row.parse(value)];
}
