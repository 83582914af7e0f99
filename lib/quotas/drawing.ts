import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";

/** So many within a window. They can be used up at once, and come back evenly over the window. */
export interface Quota {
  /** What is counted, such as `invitations of a person`: each purpose counts for itself. */
  purpose: string;
  quota: number;
  /** In seconds. */
  window: number;
}

/** A draw on a quota. */
export interface Draw extends Quota {
  /** Whose quota it is: an id or an address, as text. Null counts nothing. */
  of: SQL;
  /** Set when `of` is somebody's address: the table then keeps its SHA-256. */
  isPrivate?: boolean;
}

/**
 * The select of a common table expression that takes one from each quota, or from none of them when one
 * is used up. It has a row for each row of `from`, which so decides whether anything is drawn:
 *
 *     verdict as materialized (select id, … as outcome from acting),
 *     drawn as materialized (${drawing(
 *       [{ ...invitationsOfPerson, of: sql`${userId}::text` },
 *        { ...invitationsToAddress, of: sql`email`, isPrivate: true }],
 *       sql`verdict where outcome = 'done'`,
 *     )})
 *
 * Its columns: `is_within`; `full_in`, seconds until every quota is whole; `retry_in`, seconds until the
 * same draw would pass; `refused`, the place of the first quota that is used up, from 1.
 *
 * Write `materialized`, and have the act depend on `is_within`: a select that nothing reads is not run.
 * Who draws on the same quota waits until the other's transaction has ended, so draw late: after what
 * refuses, and after the organization's row is locked.
 * @param from what comes after `from`, with a `where` if need be; without it, one row.
 */
export function drawing(draws: readonly Draw[], from: SQL = sql`(values (true)) as always`): SQL {
  return drawnFrom(from, {
    buckets: array(draws.map(bucket), "text"),
    quotas: array(
      draws.map(({ quota }) => sql`${quota}::integer`),
      "integer",
    ),
    windows: array(
      draws.map(({ window }) => sql`${window}::integer`),
      "integer",
    ),
  });
}

/** The same, with arrays that are expressions over `from`. */
export const drawnFrom = (
  from: SQL,
  { buckets, quotas, windows }: Record<"buckets" | "quotas" | "windows", SQL>,
): SQL => sql`
  select drawn.* from (select * from ${from}) as asking
  cross join lateral draw_quotas(${buckets}, ${quotas}, ${windows}) as drawn`;

/** The name of the row that a draw moves. */
export const bucket = ({ purpose, of, isPrivate }: Draw): SQL =>
  sql`${`${purpose}:`}::text || ${isPrivate ? sql`encode(sha256(convert_to(${of}, 'UTF8')), 'hex')` : of}`;

const array = (values: SQL[], type: "text" | "integer"): SQL =>
  sql`array[${sql.join(values, sql`, `)}]::${sql.raw(type)}[]`;
