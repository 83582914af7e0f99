import { type SQL, sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { copiesOfAudience } from "./newsletter.ts";
import { organizationId } from "./subject.ts";

const acme = sql`${organizationId}::uuid`;

/**
 * Of so many copies the invitations are open still, of all others they have expired: 1,400, since an
 * organization mails 200 in a day (`invitationsOfOrganization`) and each is open for seven.
 */
const openCopies = 350;

/** Rows of usage in the present period at the last size. */
const mostUsage = 10_000_000;

const everything = ["people", "history", "usage", "audience"] as const;
export type Part = (typeof everything)[number];

/**
 * Makes what Acme has `times` as much as the demo data. What is there stays; what is new is older, or
 * comes after it by name.
 * @param parts `people` are members and open invitations, and other organizations; `history` is what
 *   has ended or been answered, the audit trail and deliveries; `usage` is that of the present period;
 *   `audience` is whom the newsletter goes to, and what they were sent.
 */
export async function grow(
  db: Database,
  times: number,
  parts: readonly Part[] = everything,
): Promise<void> {
  for (const grown of copies(times)) if (parts.includes(grown.of)) await unchecked(db, grown);
  if (times > 1 && parts.includes("usage")) await growUsage(db, times);
  await db.execute(sql`analyze`);
}

const copies = (times: number): Grown[] => {
  const copy = sql`generate_series(1, ${times - 1}::integer) as copy`;
  const ago = sql`copy * interval '1 hour'`;
  return [
    {
      of: "people",
      table: "organizations",
      // Theirs make the row of what is agreed with each.
      withTriggers: true,
      insert: sql`insert into organizations (slug, name)
        select 'tenant-' || copy || '-' || slug, name || ' ' || copy from organizations, ${copy}`,
    },
    {
      of: "people",
      table: '"user"',
      insert: sql`insert into "user" (id, name, email, email_verified)
        select 'copy_' || copy || '_' || "user".id, name || ' ' || copy, copy || '.' || email, true
        from "user" join memberships on user_id = "user".id, ${copy}
        where organization_id = ${acme} and memberships.deleted_at is null`,
    },
    {
      of: "people",
      table: "memberships",
      insert: sql`insert into memberships (organization_id, user_id, role, created_at)
        select organization_id, 'copy_' || copy || '_' || user_id, 'member', created_at + ${ago}
        from memberships, ${copy} where organization_id = ${acme} and deleted_at is null`,
      after: [
        sql`update organizations set member_count = (
          select count(*) from memberships where organization_id = ${acme} and deleted_at is null
        ) where id = ${acme}`,
        sql`insert into listed_members (
            id, organization_id, user_id, name, email, image_url, role, joined_at
          )
          select memberships.id, organization_id, user_id, name, email, image_url, role,
            memberships.created_at
          from memberships join "user" on "user".id = user_id
          where organization_id = ${acme} and memberships.deleted_at is null
          on conflict do nothing`,
      ],
    },
    ...(["people", "history"] as const).map((of) => ({
      of,
      table: "invitations",
      insert: sql`insert into invitations (
          organization_id, email, role, token_hash, invited_by, expires_at, accepted_at, revoked_at,
          created_at
        )
        select organization_id, copy || '.' || email, role, token_hash || copy, invited_by,
          case when copy <= ${openCopies}::integer then expires_at else created_at - ${ago} end,
          accepted_at, revoked_at, created_at - ${ago}
        from invitations, ${copy} where organization_id = ${acme}
          and (coalesce(accepted_at, revoked_at) is null) = ${of === "people"}::boolean`,
    })),
    {
      of: "history",
      table: "api_keys",
      insert: sql`insert into api_keys (
          organization_id, name, prefix, key_hash, scopes, created_by, created_at, revoked_at
        )
        select organization_id, name, prefix, key_hash || '-' || copy, scopes, created_by,
          created_at - ${ago}, created_at
        from api_keys, ${copy} where organization_id = ${acme}`,
    },
    {
      of: "history",
      table: "audit_events",
      insert: sql`insert into audit_events (
          organization_id, actor_id, action, target_type, target_id, ip_address, user_agent, metadata,
          created_at
        )
        select organization_id, actor_id, action, target_type, target_id, ip_address, user_agent,
          metadata, created_at - ${ago}
        from audit_events, ${copy} where organization_id = ${acme}`,
    },
    {
      of: "history",
      table: "webhook_events",
      insert: sql`insert into webhook_events (
          provider, event_id, type, entity_id, organization_id, event_at, event_rank, event_tie, body,
          outcome, reason, waits_for, created_at
        )
        select provider, event_id || '-' || copy, type, entity_id, organization_id, event_at,
          event_rank, event_tie, body, outcome, reason, waits_for, created_at - ${ago}
        from webhook_events, ${copy} where organization_id = ${acme}`,
    },
    ...copiesOfAudience(acme, times).map((copied) => ({ of: "audience" as const, ...copied })),
  ];
};

interface Grown {
  of: Part;
  table: string;
  withTriggers?: boolean;
  insert: SQL;
  /** What the triggers would have kept. */
  after?: SQL[];
}

/** Inserts past the triggers of a table, as a rule: they would take longer than all the rest. */
async function unchecked(
  db: Database,
  { table, insert, withTriggers, after = [] }: Grown,
): Promise<void> {
  if (withTriggers) return void (await db.execute(insert));
  await db.execute(sql.raw(`alter table ${table} disable trigger user`));
  await db.execute(insert);
  await db.execute(sql.raw(`alter table ${table} enable trigger user`));
  for (const kept of after) await db.execute(kept);
}

/**
 * Writes the usage of the present period anew: one credit a row, spread evenly up to now and over four
 * keys, each with its sum; and seals its hours up to yesterday, as a job that runs daily has. The ids
 * are in order, because random ones would write all over their index.
 */
async function growUsage(db: Database, times: number): Promise<void> {
  const key = sql`constraint api_usage_organization_id_organizations_id_fk`;
  const start = sql`(usage_balance(${acme})).period_start`;
  await db.execute(sql`alter table api_usage drop ${key}`);
  for (const table of ["api_usage", "usage_hours"]) {
    await db.execute(sql.raw(`alter table ${table} disable trigger user`));
  }
  await db.execute(sql`
    create temporary table growing as
    with period as materialized (select ${start} as start)
    select start,
      case when ${times >= 10_000}::boolean then ${mostUsage}::integer
        else count(*) * ${times}::integer end as count,
      min(total_used) - min(credits_used) as before, min(total_calls) - 1 as calls_before
    from period join api_usage on organization_id = ${acme} and created_at >= start group by start`);
  await db.execute(sql`
    delete from usage_hours using growing where organization_id = ${acme} and hour >= start`);
  await db.execute(sql`
    delete from api_usage using growing where organization_id = ${acme} and created_at >= start`);
  await db.execute(sql`
    insert into api_usage (
      id, organization_id, api_key_id, credits_used, created_at, total_used, total_calls, key_used,
      key_calls
    )
    select uuidv7(), ${acme}, keys.ids[n % 4 + 1], 1, start + (now() - start) * (n::float / count),
      before + n, calls_before + n, (n + 3) / 4, (n + 3) / 4
    from growing, generate_series(1, count) as n, (
      select array_agg(id::text) as ids from (
        select id from api_keys where organization_id = ${acme} order by created_at desc limit 4
      ) as newest
    ) as keys`);
  await db.execute(sql`
    insert into usage_hours (organization_id, hour, credits_used, calls)
    select organization_id, date_trunc('hour', created_at, 'UTC') as hour, sum(credits_used), count(*)
    from api_usage, growing
    where organization_id = ${acme} and created_at >= start
      and created_at < date_trunc('hour', now() - interval '1 day', 'UTC')
    group by 1, 2`);
  for (const table of ["api_usage", "usage_hours"]) {
    await db.execute(sql.raw(`alter table ${table} enable trigger user`));
  }
  await db.execute(sql`alter table api_usage add ${key}
    foreign key (organization_id) references organizations (id) on delete cascade`);
  await db.execute(sql`drop table growing`);
}
