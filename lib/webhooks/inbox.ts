import { type SQL, sql } from "drizzle-orm";
import { type Database, rows } from "#lib/db/database.ts";
import { type Outcome, outcomes, type Provider, webhookEvents } from "./schema.ts";
import type { Version } from "./version.ts";

/** A delivery whose signature has been verified. */
export interface Delivery {
  provider: Provider;
  /** The provider's id of the event, the same on every attempt. */
  id: string;
  type: string;
  body: string;
}

/** What an event does to our tables. The parts may read from `fresh`, one row if it is to be done. */
export interface Effect {
  entityId?: string;
  version?: Version;
  /** Common table expressions, comma at the end. */
  ctes?: SQL;
  /** A boolean: whether something was written. */
  applied?: SQL;
  /** A text: what the event waits for, or null. */
  parked?: SQL;
  /** Why nothing is to be done. */
  ignored?: string;
}

export interface Recorded {
  outcome: Outcome | "duplicate";
  /** Why, when the event is parked or ignored. */
  reason: string | null;
}

/**
 * Takes a delivery into the inbox and does its effect, in one statement: both or neither.
 *
 * A second delivery of an id is a duplicate and changes nothing, unless the first one is parked: then
 * it is tried again. Two at once may both do the effect, which is guarded and so happens once.
 */
export async function record(db: Database, delivery: Delivery, effect: Effect): Promise<Recorded> {
  const { provider, id, type, body } = delivery;
  const { version, ctes = sql``, applied = sql`false`, parked = sql`null::text` } = effect;
  const statement = sql`
    with seen as (
      select outcome from ${webhookEvents} where provider = ${provider} and event_id = ${id}
    ),
    fresh as (select where not exists (select from seen where outcome <> 'parked')),
    ${ctes}
    verdict as (
      select
        case
          when ${effect.ignored ?? null}::text is not null then 'ignored'
          when ${applied} then 'applied'
          when ${parked} is not null then 'parked'
          else 'stale'
        end as outcome,
        coalesce(${effect.ignored ?? null}::text, case when not ${applied} then ${parked} end) as reason
    ),
    inbox as (
      insert into ${webhookEvents} as event (
        provider, event_id, type, entity_id, event_at, event_rank, event_tie, body, outcome, reason
      )
      select
        ${provider}, ${id}, ${type}, ${effect.entityId ?? null}::text,
        ${version?.at ?? null}::timestamptz, ${version?.rank ?? sql`null::bigint`},
        ${version?.tie ?? null}::text, ${body}, outcome, reason
      from verdict
      on conflict (provider, event_id) do update set
        attempts = event.attempts + 1,
        outcome = case event.outcome when 'parked' then excluded.outcome else event.outcome end,
        reason = case event.outcome when 'parked' then excluded.reason else event.reason end,
        processed_at = case event.outcome when 'parked' then now() else event.processed_at end
      returning attempts, outcome, reason
    )
    select
      case
        when inbox.attempts > 1 and not exists (select from seen where outcome = 'parked')
        then 'duplicate' else inbox.outcome
      end as outcome,
      inbox.reason
    from inbox`;
  const [recorded] = await rows(db, statement, toRecorded);
  if (!recorded) throw new Error(`The inbox returned no row for ${provider} ${id}`);
  return recorded;
}

const answers = [...outcomes, "duplicate"] as const;

function toRecorded({ outcome, reason }: Record<string, unknown>): Recorded {
  const known = answers.find((answer) => answer === outcome);
  if (!known) throw new TypeError(`Unknown outcome ${outcome}`);
  return { outcome: known, reason: typeof reason === "string" ? reason : null };
}
