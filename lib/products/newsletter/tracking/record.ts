import type { SQL } from "drizzle-orm/sql";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import {
  campaignLinkStats,
  campaignLinks,
  campaignSends,
  campaignStats,
  newsletterSettings,
  subscribers,
} from "../schema.ts";
import type { Click, SentMail } from "./links.ts";

/** Faster than this after a mail was sent, no person follows its links: what scans mails does. */
const readingSeconds = 3;

/**
 * Records that an image was loaded: the first time for a person, or as a machine's.
 * @param isMachine what the request says of itself; a mail that was sent a moment ago says so as well.
 */
export async function recordOpen(db: Database, mail: SentMail, isMachine: boolean): Promise<void> {
  await run(
    db,
    sql`
      with ${mailOf(mail, isMachine)},
      changed as (
        update ${campaignSends}
        set first_opened_at = now(),
          status = case when ${campaignSends.status} = 'delivered' then 'opened' else ${campaignSends.status} end
        from mail
        where ${campaignSends.id} = mail.id and not mail.is_machine
          and ${campaignSends.firstOpenedAt} is null
        returning 1 as opened
      ),
      counted as (${counted(
        sql`(select count(*) from changed)`,
        sql`0`,
        sql`mail.is_machine::integer`,
        sql`0`,
      )})
      select 1 from mail`,
  );
}

/**
 * Records a click. A person who clicks has opened the mail, whether its images were loaded or not. Of
 * someone who was erased since, nothing is recorded. What is counted is told by the row as it was written, not
 * as it was found: whoever came first in the meantime has counted.
 */
export async function recordClick(db: Database, click: Click, isMachine: boolean): Promise<void> {
  await run(
    db,
    sql`
      with ${mailOf(click, isMachine)},
      changed as (
        update ${campaignSends}
        set first_clicked_at = coalesce(${campaignSends.firstClickedAt}, now()),
          first_opened_at = coalesce(${campaignSends.firstOpenedAt}, now()),
          status = case when ${campaignSends.status} = 'delivered' then 'opened' else ${campaignSends.status} end
        from mail
        where ${campaignSends.id} = mail.id and not mail.is_machine
          and (${campaignSends.firstClickedAt} is null or ${campaignSends.firstOpenedAt} is null)
        returning (${campaignSends.firstOpenedAt} = now())::integer as opened,
          (${campaignSends.firstClickedAt} = now())::integer as clicked
      ),
      counted as (${counted(
        sql`coalesce((select opened from changed), 0)`,
        sql`coalesce((select clicked from changed), 0)`,
        sql`0`,
        sql`mail.is_machine::integer`,
      )}),
      of_link as (
        insert into ${campaignLinkStats} as stats
          (campaign_id, organization_id, number, shard, clicks, people, machine_clicks)
        select mail.campaign_id, mail.organization_id, link.number, floor(random() * 8)::integer,
          (not mail.is_machine)::integer, coalesce((select clicked from changed), 0),
          mail.is_machine::integer
        from mail
        join ${campaignLinks} as link
          on link.campaign_id = mail.campaign_id and link.number = ${click.number}::integer
        on conflict (campaign_id, number, shard) do update
        set clicks = stats.clicks + excluded.clicks, people = stats.people + excluded.people,
          machine_clicks = stats.machine_clicks + excluded.machine_clicks
      )
      select 1 from mail`,
  );
}

/** The mail, unless the person or the organization has switched recording off since it was sent. */
const mailOf = ({ organizationId, campaignId, id }: SentMail, isMachine: boolean): SQL => sql`
  mail as (
    select ${campaignSends.id}, ${campaignSends.campaignId}, ${campaignSends.organizationId},
      ${isMachine}::boolean or coalesce(
        coalesce(${campaignSends.sentAt}, ${campaignSends.attemptedAt})
          > now() - make_interval(secs => ${readingSeconds}::double precision),
        false
      ) as is_machine
    from ${campaignSends}
    join ${subscribers} on ${subscribers.id} = ${campaignSends.subscriberId}
      and ${subscribers.isTracked}
    left join ${newsletterSettings}
      on ${newsletterSettings.organizationId} = ${campaignSends.organizationId}
    where ${campaignSends.id} = ${id}::uuid and ${campaignSends.campaignId} = ${campaignId}::uuid
      and ${campaignSends.organizationId} = ${organizationId}::uuid
      and coalesce(${newsletterSettings.isTracked}, true)
  )`;

/** Adds to the hour's figures of a campaign, unless there is nothing to add. */
const counted = (opened: SQL, clicked: SQL, machineOpens: SQL, machineClicks: SQL): SQL => sql`
  insert into ${campaignStats} as stats
    (campaign_id, organization_id, hour, shard, opened, clicked, machine_opens, machine_clicks)
  select campaign_id, organization_id, date_trunc('hour', now(), 'UTC'),
    floor(random() * 8)::integer, opened, clicked, machine_opens, machine_clicks
  from (
    select mail.campaign_id, mail.organization_id, ${opened}::integer as opened,
      ${clicked}::integer as clicked, ${machineOpens} as machine_opens,
      ${machineClicks} as machine_clicks
    from mail
  ) as news
  where opened + clicked + machine_opens + machine_clicks > 0
  on conflict (campaign_id, hour, shard) do update
  set opened = stats.opened + excluded.opened, clicked = stats.clicked + excluded.clicked,
    machine_opens = stats.machine_opens + excluded.machine_opens,
    machine_clicks = stats.machine_clicks + excluded.machine_clicks`;

const run = (db: Database, statement: SQL) => retryTransient(() => rows(db, statement, () => null));
