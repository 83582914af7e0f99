import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Caller } from "#lib/organizations/actor.ts";
import { apiKeys } from "#lib/organizations/schema.ts";
import { isLive, suffices } from "#lib/organizations/scope.ts";
import { drawnFrom } from "#lib/quotas/drawing.ts";
import { type CallerKind, limitWindow, quotas } from "./limits.ts";
import { idempotencyKeys } from "./schema.ts";

export interface AdmissionRequest {
  caller: Caller;
  /** Where an unknown key came from. */
  address: string | null;
  idempotency?: IdempotentRequest | undefined;
}

export interface IdempotentRequest {
  /** SHA-256 of who asks, for what, and the key that they sent. */
  id: string;
  /** SHA-256 of the body. */
  fingerprint: string;
}

const found = shape({
  isKnown: field(z.boolean(), sql`is_known`),
  isEnough: field(z.boolean(), sql`is_enough`),
  isWithin: field(z.boolean(), sql`is_within`),
  kind: field(z.enum(Object.keys(quotas) as [CallerKind, ...CallerKind[]]), sql`kind`),
  fullIn: field(z.number(), sql`full_in`),
  /** Of the earlier request with this idempotency key, whether it had this body; null without one. */
  isSame: field(z.nullable(z.boolean()), sql`is_same`),
  /** False while that request is under way; null when there was nothing to wait for. */
  isMine: field(z.nullable(z.boolean()), sql`is_mine`),
  go: field(z.boolean(), sql`go`),
});

/** What the statement found out about the request, before it acted or instead of that. */
export const admission = found.parser;
export type Admission = ValueOf<typeof found>;

/** `admission` as JSON for the schema. */
export const admissionJson: SQL = found.expression;

/**
 * The common table expression `req_admission`, one row, and those that it needs: who calls, whether a
 * request is left of their quota, which is then taken, and whether this very request was here before.
 * `go` says whether the statement may act, and `kept` what an earlier one answered.
 *
 * Requests of one caller queue at the row of their quota (lib/quotas/drawing.ts).
 *
 * A key that was revoked while the statement ran has acted before it was revoked.
 */
export const admissionCtes = (request: AdmissionRequest): SQL => sql`
  req_credential as materialized (${credential(request.caller)}),
  req_touched as (
    update ${apiKeys} set last_used_at = now()
    where id = (
      select api_keys.id from ${apiKeys} join req_credential on req_credential.key_id = api_keys.id
      where last_used_at is null or last_used_at <= now() - interval '1 minute'
      for no key update of api_keys skip locked
    )
  ),
  req_counted as materialized (
    select bucket, kind, quota from req_credential
    union all
    select 'address:' || coalesce(${request.address}::text, 'unknown'), 'address',
      ${quotas.address}::integer
    where not exists (select from req_credential)
  ),
  req_spent as materialized (${drawnFrom(sql`req_counted`, {
    buckets: sql`array[bucket]`,
    quotas: sql`array[quota]`,
    windows: sql`array[${limitWindow}::integer]`,
  })}),
  req_earlier as materialized (${earlier(request.idempotency)}),
  req_claim as materialized (${claim(request.idempotency)}),
  req_examined as materialized (
    select
      exists (select from req_credential) as is_known,
      coalesce((select is_enough from req_credential), false) as is_enough,
      req_spent.is_within,
      req_counted.kind,
      req_spent.full_in,
      (select is_same from req_earlier) as is_same,
      (select result from req_earlier) as kept,
      (select is_mine from req_claim) as is_mine
    from req_counted cross join req_spent
  ),
  req_admission as materialized (
    select *, is_enough and is_within and is_same is null and is_mine is not false as go from req_examined
  )`;

function credential({ userId, key }: Caller): SQL {
  if (!key) {
    return sql`select 'person:' || ${userId}::text as bucket, 'person' as kind,
      ${quotas.person}::integer as quota, null::uuid as key_id, true as is_enough`;
  }
  return sql`select 'key:' || id as bucket, 'key' as kind, ${quotas.key}::integer as quota,
      id as key_id, ${suffices(key.needs)} as is_enough
    from ${apiKeys} where key_hash = ${key.hash}::text and ${isLive}`;
}

const earlier = (idempotent?: IdempotentRequest): SQL =>
  idempotent
    ? sql`select fingerprint = ${idempotent.fingerprint}::text as is_same, result
        from ${idempotencyKeys} where id = ${idempotent.id}::text`
    : sql`select null::boolean as is_same, null::jsonb as result where false`;

/**
 * Takes the lock of an idempotency key until the statement is committed, or does not wait for it. Who
 * gets it after another has committed may have read too early to see that; then inserting the key a
 * second time fails, and everything with it, and the next attempt sees.
 */
const claim = (idempotent?: IdempotentRequest): SQL =>
  idempotent
    ? sql`select pg_try_advisory_xact_lock(hashtextextended(${idempotent.id}::text, 0)) as is_mine
        where (select is_enough from req_credential) and (select is_within from req_spent)
          and not exists (select from req_earlier)`
    : sql`select null::boolean as is_mine where false`;

/**
 * The insert that keeps what came of the request: `req_answer` has the rows. After the effect, because a
 * statement cannot update a row that it inserts (docs/decisions/0004-order-of-the-inbox.md). What a limit
 * refused is not kept: it says when to send the same request again.
 */
export const keeping = ({ id, fingerprint }: IdempotentRequest): SQL => sql`
  insert into ${idempotencyKeys} (id, fingerprint, result)
  select ${id}::text, ${fingerprint}::text, req_answer.rows from req_admission, req_answer
  where go and (req_answer.rows -> 0 ->> 'retryAfter') is null`;
