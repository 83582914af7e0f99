import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type postgres from "postgres";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { postgresClient } from "#lib/db/node.ts";
import { createDatabase, type TestDatabase } from "../database.ts";

export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createDatabase({ empty: true });
  onTestFinished(database.drop);
  return database;
}

/** A client that ends with the test. */
export function client(url: string): postgres.Sql {
  const sql = postgresClient(url);
  onTestFinished(() => sql.end({ timeout: 1 }));
  return sql;
}

const journalSchema = z.object({
  entries: z.array(z.looseObject({ idx: z.number(), when: z.number(), tag: z.string() })),
});

/** The migrations of the project. */
export const known = journalSchema.parse(
  JSON.parse(readFileSync("drizzle/meta/_journal.json", "utf8")),
).entries;

/** A copy of the project's migrations, with more of them. `when` is counted from the newest. */
export function folderWith(...added: { tag: string; sql: string; when?: number }[]): string {
  const newest = known.at(-1);
  if (!newest) throw new Error("No migrations");
  const entries = added.map(({ tag, when }, index) => ({
    ...newest,
    idx: newest.idx + index + 1,
    when: newest.when + (when ?? index + 1),
    tag,
  }));
  const folder = copyWith([...known, ...entries]);
  for (const { tag, sql } of added) writeFileSync(join(folder, `${tag}.sql`), sql);
  return folder;
}

/** A copy with the first of the project's migrations alone. */
export const folderOfFirst = (count: number): string => copyWith(known.slice(0, count));

function copyWith(entries: typeof known): string {
  const folder = mkdtempSync(join(tmpdir(), "penning-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync("drizzle", folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, "utf8")));
  writeFileSync(file, JSON.stringify({ ...journal, entries }));
  return folder;
}

/** A copy of the project's migrations up to one, without it. */
export function folderBefore(tag: string): string {
  const folder = folderWith();
  const entries = known.slice(
    0,
    known.findIndex((entry) => entry.tag.endsWith(tag)),
  );
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ entries }));
  return folder;
}
