import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { migrate } from "#drizzle/migrate.ts";
import { errorCode } from "#lib/db/errors.ts";
import { client, emptyDatabase, folderWith } from "./migrating.ts";

async function migratedDatabase(): Promise<string> {
  const { direct } = await emptyDatabase();
  await migrate(direct);
  return direct;
}

/** A transaction that has read a table, and goes on for some time. @returns when it has read. */
async function startReader(url: string, table: string, milliseconds: number) {
  const began = Promise.withResolvers<void>();
  const ended = client(url).begin(async (sql) => {
    await sql.unsafe(`select from ${table}`);
    began.resolve();
    await sleep(milliseconds);
  });
  await began.promise;
  return { ended };
}

const addColumn = { tag: "9000_column", sql: "alter table plans add column note text;" };

describe("a migration of a table that is in use", () => {
  test("makes no reader wait longer than two seconds, and succeeds in the end", async () => {
    const url = await migratedDatabase();
    const { ended } = await startReader(url, "plans", 4_000);
    const lines: string[] = [];
    const report = (line: string) => lines.push(line);
    let isDone = false;
    const migrating = migrate(url, folderWith(addColumn), { report }).finally(() => {
      isDone = true;
    });
    const sql = client(url);
    const waits: number[] = [];
    while (!isDone) {
      const asked = performance.now();
      await sql`select slug from plans`;
      waits.push(performance.now() - asked);
      await sleep(20);
    }
    expect(await migrating).toBe(1);
    await ended;
    expect(Math.max(...waits)).toBeLessThan(2_000);
    expect(lines).toContain("9000_column waits for a table that is in use, and tries again.");
    expect(await sql`select note from plans limit 1`).toHaveLength(1);
  });

  test("gives up when the table stays in use, and says which it was", async () => {
    const url = await migratedDatabase();
    const { ended } = await startReader(url, "plans", 4_000);
    const folder = folderWith(
      { tag: "9000_good", sql: "create table good (n integer);" },
      { ...addColumn, tag: "9001_column" },
    );
    const failed = await migrate(url, folder, { patience: 500, report() {} }).catch(
      (thrown: unknown) => thrown,
    );
    expect(errorCode(failed)).toBe("55P03");
    expect(String(failed)).toContain("Migration 9001_column failed: canceling statement");
    expect(await client(url)`select from good`).toHaveLength(0);
    await ended;
    expect(await migrate(url, folder)).toBe(1);
  });
});

describe("a migration that asks for no transaction", () => {
  const index = (options: string) => ({
    tag: "9000_index",
    sql: `-- no transaction\ncreate ${options} index concurrently if not exists plans_price on plans (price_cents);
--> statement-breakpoint
create index concurrently if not exists plans_name on plans (name);`,
  });
  const listIndexes = (url: string) => client(url)`
    select relname, indisvalid from pg_index join pg_class on pg_class.oid = indexrelid
    where indrelid = 'plans'::regclass and relname in ('plans_price', 'plans_name') order by 1`;
  const both = [
    { relname: "plans_name", indisvalid: true },
    { relname: "plans_price", indisvalid: true },
  ];

  test("builds its index while the table is read, which it waits for, and nobody waits for it", async () => {
    const url = await migratedDatabase();
    const { ended } = await startReader(url, "plans", 2_000);
    const migrating = migrate(url, folderWith(index("")));
    await client(url)`update plans set name = name`;
    expect(await migrating).toBe(1);
    expect([...(await listIndexes(url))]).toEqual(both);
    await ended;
  });

  test("is applied once by two deployments at the same time", async () => {
    const url = await migratedDatabase();
    const { ended } = await startReader(url, "plans", 1_000);
    const folder = folderWith(index(""));
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder)]);
    expect(applied.toSorted()).toEqual([0, 1]);
    expect([...(await listIndexes(url))]).toEqual(both);
    await ended;
  });

  test("can be run again, also when it left an index that is not valid", async () => {
    const url = await migratedDatabase();
    const sql = client(url);
    await sql`update plans set price_cents = 5`;
    const folder = folderWith(index("unique"));
    const failed = await migrate(url, folder).catch((thrown: unknown) => thrown);
    expect(errorCode(failed)).toBe("23505");
    expect(String(failed)).toContain("Migration 9000_index failed");
    expect(String(failed)).toContain("It runs outside a transaction");
    expect([...(await listIndexes(url))]).toEqual([{ relname: "plans_price", indisvalid: false }]);

    await sql`update plans set price_cents = case slug when 'free' then 0 when 'pro' then 1 else 2 end`;
    expect(await migrate(url, folder)).toBe(1);
    expect([...(await listIndexes(url))]).toEqual(both);
  });
});
