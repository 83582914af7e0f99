import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";

/**
 * Whether another provider keeps this person. Clerk then has no say about them: its events neither
 * change the person nor make them a member. Ids of two providers meet only by mistake or by malice.
 */
export const isForeign = (userId: string): SQL =>
  sql`exists (select from ${user} where id = ${userId}::text and provider <> 'clerk')`;

/** A text: why an event about a person is ignored, or null. */
export const foreignPerson = (userId: string): SQL =>
  sql`case when ${isForeign(userId)} then 'another provider keeps this person' end`;
