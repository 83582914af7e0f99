import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { newsletterSettings } from "../tables/settings.ts";
import { changeSettingsAct } from "./acts.ts";
import type { Settings } from "./settings.ts";

type SettingsInput = Omit<Settings, "replyTo"> & {
  /** Without it, answers go to the sender's own address. */
  replyTo?: string | undefined;
};

/** For admins: how the organization sends from now on. What is on its way keeps what it started with. */
export function changeSettings(db: Database, actor: Actor, input: SettingsInput): Promise<Acted> {
  const { senderName, replyTo, postalAddress, timeZone, isTracked, whenUncertain } = input;
  const given = sql`(${senderName}::text, ${replyTo ?? null}::text, ${postalAddress}::text,
    ${timeZone}::text, ${isTracked}::boolean, ${whenUncertain}::text)`;
  const columns = sql`sender_name, reply_to, postal_address, time_zone, is_tracked, when_uncertain`;
  return perform(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select id, slug, case
        when not ${may("newsletter.send")} then 'forbidden'
        when exists (
          select from ${newsletterSettings} where organization_id = acting.id
            and (${columns}) is not distinct from ${given}
        ) then 'unchanged'
        else 'done'
      end as outcome
      from acting where not has_left
    ), changed as (
      insert into ${newsletterSettings} (organization_id, ${columns}, changed_at)
      select id, ${senderName}::text, ${replyTo ?? null}::text, ${postalAddress}::text,
        ${timeZone}::text, ${isTracked}::boolean, ${whenUncertain}::text, now()
      from verdict where outcome = 'done'
      on conflict (organization_id) do update set (${columns}, changed_at) = row (
        excluded.sender_name, excluded.reply_to, excluded.postal_address, excluded.time_zone,
        excluded.is_tracked, excluded.when_uncertain, excluded.changed_at
      )
      returning organization_id
    ), audit as (
      ${audited(actor, {
        action: "newsletter.settings_changed",
        targetType: "newsletter",
        from: sql`changed`,
        organizationId: sql`organization_id`,
        targetId: sql`organization_id`,
      })}
    )`,
  );
}

export const settingsChange = implement(changeSettingsAct, {
  refusals: [],
  run: ({ db, actor, input }) => changeSettings(db, actor, input),
});
