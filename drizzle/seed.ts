import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { productDemos } from "#drizzle/product-demos.ts";
import * as schema from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { isLocalHost } from "#lib/db/endpoints.ts";
import { postgresClient } from "#lib/db/node.ts";
import type { InsertDemo } from "#local/demo/insert.ts";
import { insertOrganizations } from "#local/demo/organizations.ts";
import { demoMembers } from "#local/demo/people.ts";
import { insertUsage } from "#local/demo/usage.ts";
import { demoOrganizationId } from "#local/demo.ts";
import { insertBilling } from "#local/polar/demo.ts";

/** What providers have told of the demo organizations. */
const providerDemos: readonly InsertDemo[] = [
  insertBilling, // Polar
];

/**
 * Fills a local database with demo data, once and as a whole: a database that has been filled is left
 * as it is.
 * @param url of the direct endpoint.
 * @param now the moment up to which its history goes. The same moment gives the same rows, but for the
 *   salt of the password.
 * @throws when the database is not on this machine, because everybody knows the demo password.
 */
export async function seed(url: string, now = new Date()): Promise<void> {
  const { hostname } = new URL(url);
  if (!isLocalHost(hostname)) {
    throw new Error(`Demo data is for a database on this machine, and ${hostname} is not.`);
  }
  const client = postgresClient(url);
  try {
    // One transaction, so that a fill which is interrupted has never begun.
    await drizzle(client, { schema }).transaction(async (db) => {
      const ofAcme = eq(schema.apiUsage.organizationId, demoOrganizationId("acme"));
      const [usage] = await db.select().from(schema.apiUsage).where(ofAcme).limit(1);
      if (!usage) await insertDemo(db, now);
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function insertDemo(db: DrizzleDatabase, now: Date): Promise<void> {
  const members = demoMembers(now);
  await insertOrganizations(db, now, members);
  await insertUsage(db, now);
  for (const insert of [...providerDemos, ...(await productDemos())])
    await insert(db, now, members);
}
