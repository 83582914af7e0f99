import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type postgres from "postgres";
import { z } from "zod";

export const ownFolder = fileURLToPath(new URL(".", import.meta.url));

/** A file of the folder, as it is applied. */
export interface Migration {
  /** Its name without `.sql`, such as `0011_sessions`. */
  tag: string;
  /** When it was made, in milliseconds, by which the database remembers it. */
  madeAt: number;
  /** SHA-256 of the file. */
  hash: string;
  statements: string[];
  /** False for a file whose first line is `-- no transaction`. */
  isTransaction: boolean;
}

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** The migrations of a folder, in the order that drizzle-kit wrote them. */
export function readMigrations(folder: string): Migration[] {
  const text = readFileSync(join(folder, "meta/_journal.json"), "utf8");
  const { entries } = journal.parse(JSON.parse(text));
  const files = readMigrationFiles({ migrationsFolder: folder });
  return files.map(({ sql, hash, folderMillis }, index) => ({
    tag: entries[index]?.tag ?? String(folderMillis),
    madeAt: folderMillis,
    hash,
    statements: sql.filter((statement) => statement.trim() !== ""),
    isTransaction: !/^-- no transaction\s/i.test(sql[0] ?? ""),
  }));
}

/** Which migrations a database has had, each told by when it was made, in milliseconds. */
export interface MigrationState {
  /** Those of the folder that the database has not had. */
  pending: number[];
  /** Those of the database that the folder has not. */
  unknown: number[];
  /** 0 when there is none. */
  newestApplied: number;
}

/** Compares a database with a folder of migrations, by default those of this project. */
export async function migrationState(
  client: postgres.Sql,
  folder = ownFolder,
): Promise<MigrationState> {
  const known = readMigrations(folder).map(({ madeAt }) => madeAt);
  const applied = await listApplied(client);
  return {
    pending: known.filter((madeAt) => !applied.includes(madeAt)),
    unknown: applied.filter((madeAt) => !known.includes(madeAt)),
    newestApplied: Math.max(0, ...applied),
  };
}

async function listApplied(client: postgres.Sql): Promise<number[]> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return [];
  const applied = await client`select created_at from drizzle.__drizzle_migrations`;
  return applied.map((row) => Number(row.created_at));
}
