import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { organizations } from "#drizzle/tables.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { errorCode } from "#lib/db/errors.ts";
import { httpDatabase } from "#lib/db/http.ts";
import { testDatabase } from "../database.ts";
import { type Fate, unsteadyLine } from "./unsteady.ts";

const database = testDatabase();

const timeout = 500;
const failures: Fate[] = [500, 502, 503, 504, "reset", "hang", "stall", "break"];

/** A database to read from, behind a line that treats its first requests so. */
async function reading(...fates: Fate[]) {
  const { url, statements } = await unsteadyLine(database.read, ...fates);
  return { db: httpDatabase(url, { attempts: 2, timeout }), statements };
}

const slugs = (db: Database) =>
  rows(db, sql`select slug from plans order by slug`, ({ slug }) => slug);

describe.each(failures)("when the first attempt meets %s", (fate) => {
  test("a read is sent once more and answered", async () => {
    const { db, statements } = await reading(fate);
    expect(await slugs(db)).toEqual(["free", "pro", "scale"]);
    expect(statements).toHaveLength(2);
    expect(statements[0]).toBe(statements[1]);
  });

  test("and the second does too, a read fails", async () => {
    const { db, statements } = await reading(fate, fate);
    const error = await slugs(db).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(statements).toHaveLength(2);
    expect(await slugs(db)).toHaveLength(3);
  });

  test("a write is not sent again, for it may have been done", async () => {
    const { url, statements } = await unsteadyLine(database.read, fate);
    const db = httpDatabase(url, { attempts: 1, timeout });
    const slug = crypto.randomUUID();
    const write = db.execute(sql`insert into ${organizations} (slug, name) values (${slug}, 'A')`);
    await expect(write).rejects.toThrow();
    expect(statements).toHaveLength(1);
  });
});

test.each([400, 401, 404, 413, 429, 507])(
  "an answer that would be the same again (%d) is not asked for again",
  async (status) => {
    const { db, statements } = await reading(status);
    await expect(slugs(db)).rejects.toThrow();
    expect(statements).toHaveLength(1);
  },
);

test("a statement that the database refuses is sent once, and its code is told", async () => {
  const { db, statements } = await reading();
  const error = await rows(db, sql`select 1 / 0`, String).catch((thrown: unknown) => thrown);
  expect(errorCode(error)).toBe("22012");
  expect(statements).toHaveLength(1);
});

test("a database that is not there is told as an error", async () => {
  const db = httpDatabase("postgres://penning:penning@ep-gone.penning.localhost:1/penning", {
    attempts: 2,
    timeout,
  });
  await expect(slugs(db)).rejects.toThrow();
});

describe("the database of edge pages", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  test("is opened by the first page that asks, once, and tries twice", async () => {
    const { url, statements } = await unsteadyLine(database.read, "reset");
    vi.stubEnv("DATABASE_URL_READ", url);
    const { readDatabase } = await import("#lib/db/edge.ts");
    expect(readDatabase()).toBe(readDatabase());
    expect(statements).toEqual([]);
    expect(await slugs(readDatabase())).toHaveLength(3);
    expect(statements).toHaveLength(2);
  });

  test("does not wait for ever", async () => {
    const { url } = await unsteadyLine(database.read, "hang");
    vi.stubEnv("DATABASE_URL_READ", url);
    const { readDatabase } = await import("#lib/db/edge.ts");
    expect(await slugs(readDatabase())).toHaveLength(3);
  });

  test("names the variable when there is none", async () => {
    vi.stubEnv("DATABASE_URL_READ", "");
    vi.stubEnv("DATABASE_URL", "");
    const { readDatabase } = await import("#lib/db/edge.ts");
    expect(readDatabase).toThrow("DATABASE_URL is not set");
  });
});
