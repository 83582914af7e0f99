import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { sql } from "#lib/db/sql.ts";
import type { Version } from "./version.ts";

/** What an event does to our tables. The parts may read from `fresh`, one row if it is to be done. */
export interface Effect {
  entityId?: string;
  version?: Version;
  /** The tenant that the event concerns, as a uuid expression. */
  organizationId?: SQL;
  /** Common table expressions, comma at the end. */
  ctes?: SQL;
  /** A boolean: whether something was written. */
  applied?: SQL;
  /** A text: why the event has to wait, or null. */
  parked?: SQL;
  /** A text: the key of what it waits for, such as `product:<id>`, or null. */
  waitsFor?: SQL;
  /** The keys of what the event brings: those that wait for one of them can then be replayed. */
  provides?: string[];
  /** A text: what somebody should look at although the event was applied, or null. */
  notice?: SQL;
  /** A text: why nothing is to be done, or null. */
  ignored?: SQL;
}

/**
 * SQLSTATEs that mean we lost a race: a unique value was taken, or a referenced row committed, after
 * our snapshot, or somebody has a row that we would have locked earlier, had we seen it
 * (`end_memberships`). Retrying sees it.
 */
export const raceCodes = ["23505", "23502", "55P03"];

const nothing = sql`null::text`;

/**
 * A query of one row that says what came of an effect: `outcome`, `reason` and `notice`. Postgres would
 * write the inner queries out at each place where they are read, and run them so often: `offset 0` keeps
 * it from that.
 */
export function verdictOf(effect: Effect): SQL {
  const { ignored = nothing, parked = nothing, notice = nothing, applied = sql`false` } = effect;
  return sql`
    select
      outcome,
      case outcome when 'ignored' then needless when 'parked' then obstacle end as reason,
      case outcome when 'applied' then ${notice} end as notice
    from (
      select needless, obstacle, case
        when needless is not null then 'ignored'
        when ${applied} then 'applied'
        when obstacle is not null then 'parked'
        else 'stale'
      end as outcome
      from (select ${ignored} as needless, ${parked} as obstacle offset 0) as reasons
      offset 0
    ) as judged`;
}

/** An event that is kept in the inbox and changes nothing else. */
export const ignored = (reason: string): Effect => ({ ignored: sql`${reason}::text` });

/** An event of a type that we have never heard of: somebody should look at it. */
export const unknownType = ignored("unknown type");

/** An event whose data are not what its type promises: kept, for somebody to look at. */
function unreadable(path: PropertyKey[] = []): Effect {
  return { parked: sql`${`unreadable: ${path.join(".")}`}::text` };
}

/** The effect of an envelope that has the shape its type promises. */
export function reading<Schema extends z.core.$ZodType>(
  schema: Schema,
  envelope: object,
  effectOf: (event: z.output<Schema>) => Effect,
): Effect {
  const event = z.safeParse(schema, envelope);
  return event.success ? effectOf(event.data) : unreadable(event.error.issues[0]?.path);
}
