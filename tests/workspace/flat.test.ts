import { beforeAll, expect, test } from "vitest";
import { seed } from "#drizzle/seed.ts";
import { postgresClient } from "#lib/db/node.ts";
import { localEnvironment } from "#local/environment.ts";
import { explain } from "../../bench/pages/explain.ts";
import { grow } from "../../bench/pages/history.ts";
import { apiReads, pageReads } from "../../bench/pages/reads.ts";
import { recording } from "../../bench/pages/statements.ts";
import { makeSubject } from "../../bench/pages/subject.ts";
import { testDatabase } from "../database.ts";

/** As long as it takes for the lists of the pages to be full, and twenty times that. */
const lengths = [20, 400] as const;
const databases = { 20: testDatabase(), 400: testDatabase() };

/** An index of a longer table is deeper: so many pages more, for all that are asked together. */
const depth = 30;

// They are for the whole of a history, and read it by the thousand.
const exports = [
  "/api/v1/organizations/[slug]/usage.csv",
  "/api/v1/organizations/[slug]/audit.csv",
];

const reads = Object.entries({ ...pageReads, ...apiReads }).filter(
  ([name]) => !exports.includes(name),
);

/** By read, how many pages of the database its statements read, for each length. */
const buffers = new Map<string, Partial<Record<(typeof lengths)[number], number>>>();

beforeAll(async () => {
  for (const length of lengths) {
    const { direct, read, pooled, on } = databases[length];
    const urls = { DATABASE_URL: pooled, DATABASE_URL_READ: read, DATABASE_URL_UNPOOLED: direct };
    Object.assign(process.env, localEnvironment(urls));
    await seed(direct);
    // What is counted is the same on every driver: pages that Postgres reads for the same statement.
    const db = on["postgres-js direct"];
    const subject = await makeSubject(db);
    await grow(db, length, ["history", "usage"]);
    const client = postgresClient(direct);
    // So that a page which was just written is not looked at to see whether everybody sees it.
    await client.unsafe("vacuum analyze");
    for (const [name, readOnce] of reads) {
      const { db: recorded, sent } = recording(db);
      await readOnce(recorded, subject);
      let sum = 0;
      for (const statement of sent) sum += (await explain(client, statement)).buffers;
      buffers.set(name, { ...buffers.get(name), [length]: sum });
    }
    await client.end();
  }
});

test.each(reads.map(([name]) => name))(
  "%s reads no more of the database when the history is twenty times as long",
  (name) => {
    const { 20: short = 0, 400: long = Number.NaN } = buffers.get(name) ?? {};
    expect(long, `${short} pages before`).toBeLessThanOrEqual(short * 1.1 + depth);
  },
);
