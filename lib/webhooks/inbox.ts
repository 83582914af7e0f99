import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { planned } from "#lib/db/planned.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { type Effect, raceCodes, verdictOf } from "./effect.ts";
import { type Outcome, outcomes, type Provider, webhookEvents } from "./schema.ts";
import { storableText } from "./text.ts";

/** A delivery whose signature has been verified. */
export interface Delivery {
  provider: Provider;
  /** The provider's id of the event, the same on every attempt. */
  id: string;
  type: string;
  body: string;
  /** Done again on purpose, whatever came of it before. It is no further attempt of the provider. */
  isReplay?: boolean;
}

export interface Recorded {
  outcome: Outcome | "duplicate";
  /** Why, when the event is parked or ignored. */
  reason: string | null;
  /** What somebody should look at although the event was applied. */
  notice: string | null;
  /** True when parked events wait for a row that this event wrote. */
  isAwaited: boolean;
  /** The keys of what the event brings, for those that wait. */
  provides: string[];
  /** The provider's id of what the event is about. */
  entityId: string | null;
  organizationId: string | null;
}

/**
 * Takes a delivery into the inbox and does its effect, in one statement: both or neither.
 *
 * A second delivery of an id is a duplicate and changes nothing, unless the first one is parked: then
 * it is tried again. Two at once may both do the effect, which is guarded and so happens once.
 */
export async function record(
  db: Database,
  { provider, id, type, body, isReplay = false }: Delivery,
  effect: Effect,
): Promise<Recorded> {
  const { version, ctes = sql``, provides = [], waitsFor = sql`null::text` } = effect;
  const statement = sql`
    with seen as (
      select outcome from ${webhookEvents} where provider = ${provider} and event_id = ${id}
    ),
    fresh as (
      select where ${isReplay}::boolean or not exists (select from seen where outcome <> 'parked')
    ),
    ${ctes}
    verdict as (
      select *, exists (select from fresh) as is_fresh from (${verdictOf(effect)}) as judged
    ),
    inbox as (
      insert into ${webhookEvents} as event (
        provider, event_id, type, entity_id, organization_id, event_at, event_rank, event_tie, body,
        outcome, reason, waits_for
      )
      select
        ${provider}, ${id}, ${z.parse(storableText, type)}, ${effect.entityId ?? null}::text,
        ${effect.organizationId ?? sql`null::uuid`},
        ${version?.at ?? null}::timestamptz, ${version?.rank ?? sql`null::bigint`},
        ${version?.tie ?? null}::text, ${body}, outcome, reason,
        case outcome when 'parked' then ${waitsFor} end
      from verdict
      on conflict (provider, event_id) do update set
        attempts = event.attempts + case when ${isReplay}::boolean then 0 else 1 end,
        organization_id = coalesce(excluded.organization_id, event.organization_id),
        -- What came of an event stays, unless it was only put off. An event that was ignored may be
        -- understood by now. One that is done again, or twice at once, finds its own effect and is
        -- stale, which says nothing.
        (outcome, reason, waits_for, processed_at) = (
          select
            case when is_better then excluded.outcome else event.outcome end,
            case when is_better then excluded.reason else event.reason end,
            case when is_better then excluded.waits_for else event.waits_for end,
            case when is_fresh then now() else event.processed_at end
          from (
            select is_fresh, is_fresh and (
              event.outcome in ('parked', 'ignored') or excluded.outcome = 'applied'
            ) as is_better
            from verdict
          ) as comparison
        )
      returning attempts, entity_id, organization_id
    )
    select
      case
        when not is_fresh then 'duplicate'
        when attempts > 1 and not ${isReplay}::boolean and not exists (select from seen) then 'duplicate'
        else verdict.outcome
      end as outcome,
      verdict.reason,
      entity_id,
      organization_id::text,
      verdict.notice,
      ${isAwaited(provides)} as awaited
    from inbox, verdict`;
  const [recorded] = await retryTransient(
    async () => rows(db, await planned(statement, answer), (row) => toRecorded(row, provides)),
    raceCodes,
  );
  if (!recorded) throw new Error(`The inbox returned no row for ${provider} ${id}`);
  return recorded;
}

/** Whether parked events wait for a row that was just written. For most events none do. */
const isAwaited = (provides: string[]) =>
  provides.length === 0
    ? sql`false`
    : sql`verdict.outcome = 'applied' and exists (
        select from ${webhookEvents}
        where outcome = 'parked' and waits_for in (
          select jsonb_array_elements_text(${JSON.stringify(provides)}::jsonb)
        )
      )`;

const answer = sql.raw(
  "outcome text, reason text, entity_id text, organization_id text, notice text, awaited boolean",
);

const answers = [...outcomes, "duplicate"] as const;

function toRecorded(row: Record<string, unknown>, provides: string[]): Recorded {
  const outcome = answers.find((answer) => answer === row.outcome);
  if (!outcome) throw new TypeError(`Unknown outcome ${row.outcome}`);
  return {
    outcome,
    reason: outcome === "duplicate" ? null : textOrNull(row.reason),
    notice: textOrNull(row.notice),
    isAwaited: row.awaited === true,
    provides,
    entityId: textOrNull(row.entity_id),
    organizationId: textOrNull(row.organization_id),
  };
}

const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);
