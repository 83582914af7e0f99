import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { type Delivery, type Effect, type Recorded, record } from "#lib/webhooks/inbox.ts";
import type { Envelope } from "#lib/webhooks/receive.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { sha256, type Version, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import { type ClerkUser, fullName, primaryEmail, rankOf, userEvent } from "./clerk-events.ts";
import { user } from "./schema.ts";

/** Records one verified delivery of Clerk. */
export async function recordClerkEvent(
  db: Database,
  delivery: Delivery,
  envelope: Envelope,
): Promise<Recorded> {
  return record(db, delivery, await effectOf(delivery, envelope));
}

const userEvents = ["user.created", "user.updated", "user.deleted"];

async function effectOf({ type, body }: Delivery, envelope: Envelope): Promise<Effect> {
  if (!userEvents.includes(type)) return { ignored: "unknown type" };
  const event = userEvent.safeParse(envelope);
  if (!event.success) {
    return { parked: sql`${`unreadable: ${event.error.issues[0]?.path.join(".")}`}::text` };
  }
  const { timestamp, data } = event.data;
  const updatedAt = String(data.updated_at ?? 0).padStart(16, "0");
  const version = {
    at: new Date(timestamp).toISOString(),
    rank: sql.raw(String(rankOf(type))),
    tie: `${updatedAt} ${await sha256(body)}`,
  };
  return userEffect(data, version, type === "user.deleted");
}

/**
 * A person who was deleted stays deleted: that counts before time in the order of events, and what the
 * row held of them is erased.
 */
function userEffect(data: ClerkUser, version: Version, isDeleted: boolean): Effect {
  const { email, isVerified } = primaryEmail(data);
  const iso = (ms: number | null | undefined) => (ms ? new Date(ms).toISOString() : version.at);
  const personal = isDeleted
    ? {
        name: sql`''::text`,
        first_name: sql`null::text`,
        last_name: sql`null::text`,
        email: sql`null::text`,
        email_verified: sql`false`,
        image_url: sql`null::text`,
      }
    : {
        name: sql`${fullName(data)}::text`,
        first_name: sql`${data.first_name ?? null}::text`,
        last_name: sql`${data.last_name ?? null}::text`,
        email: sql`${email}::text`,
        email_verified: sql`${isVerified}::boolean`,
        image_url: sql`${data.image_url ?? null}::text`,
      };
  const upsert = guardedUpsert({
    table: user,
    key: "id",
    from: sql`fresh`,
    version: [sql.raw("deleted_at is not null"), ...versionColumns()],
    values: {
      id: sql`${data.id}::text`,
      ...personal,
      updated_at: sql`${iso(data.updated_at)}::timestamptz`,
      deleted_at: isDeleted ? sql`${version.at}::timestamptz` : sql`null::timestamptz`,
      ...versionValues(version),
    },
    initial: {
      provider: sql`'clerk'`,
      created_at: sql`${iso(data.created_at)}::timestamptz`,
    },
  });
  return {
    entityId: data.id,
    version,
    ctes: sql`entity as (${upsert}),`,
    applied: sql`exists (select from entity)`,
  };
}
