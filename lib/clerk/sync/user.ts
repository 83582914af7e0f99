import { erasure } from "#lib/account/erasure.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { type Version, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import { departure, teamsOf } from "./departure.ts";
import type { ClerkUser } from "./events.ts";
import { foreignPerson } from "./foreign.ts";
import { displayName, primaryEmail } from "./names.ts";

const nothing = sql`null::text`;

/** What a `user.*` event does. */
export function userEffect(data: ClerkUser, version: Version, isDeleted: boolean): Effect {
  const { email, isVerified } = primaryEmail(data);
  const clock = (ms: number | null | undefined) =>
    sql`${ms ? new Date(ms).toISOString() : version.at}::timestamptz`;
  const upsert = guardedUpsert({
    table: user,
    key: ["id"],
    // Their organizations are locked before they are, as everywhere.
    from: isDeleted ? sql`fresh where (select count(*) from teams) >= 0` : sql`fresh`,
    // Another provider's people are greater than every event of Clerk's. That a person was deleted
    // counts before time: no event revives them, however late it was sent.
    version: [
      sql.raw("provider <> 'clerk'"),
      sql.raw("deleted_at is not null"),
      ...versionColumns(),
    ],
    returning: sql`id`,
    values: {
      id: sql`${data.id}::text`,
      name: sql`${isDeleted ? "" : displayName(data)}::text`,
      first_name: isDeleted ? nothing : sql`${data.first_name ?? null}::text`,
      last_name: isDeleted ? nothing : sql`${data.last_name ?? null}::text`,
      email: isDeleted ? nothing : sql`${email}::text`,
      email_verified: sql`${!isDeleted && isVerified}::boolean`,
      image_url: isDeleted ? nothing : sql`${data.image_url ?? null}::text`,
      updated_at: clock(data.updated_at),
      deleted_at: isDeleted ? sql`${version.at}::timestamptz` : sql`null::timestamptz`,
      created_at: clock(data.created_at),
      ...versionValues(version),
    },
    initial: { provider: sql`'clerk'` },
    // A deletion does not say when it began.
    updates: data.created_at ? {} : { created_at: sql`present.created_at` },
  });
  return {
    entityId: data.id,
    version,
    ctes: isDeleted
      ? sql`
        ${teamsOf(data.id)},
        entity as (${upsert}),
        ${erasure(sql`entity`)},
        ${departure(data.id)},`
      : sql`entity as (${upsert}),`,
    applied: sql`exists (select from entity)`,
    ignored: foreignPerson(data.id),
  };
}
