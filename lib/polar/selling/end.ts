import * as z from "zod/mini";
import { subscriptions } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { reportFailure } from "#lib/log/report.ts";
import { auditEvents, organizations } from "#lib/organizations/schema.ts";
import type { PolarClient } from "#lib/polar/client.ts";
import { applySubscription } from "./apply-answer.ts";
import { callPolar, PolarRefusal } from "./call-polar.ts";
import { ownSubscriptions } from "./own.ts";

/**
 * What Polar keeps as the reason of a cancellation that a deletion brought. Taking the deletion back
 * resumes those alone: what an owner had canceled before stays canceled.
 */
const reason = "The organization was deleted.";

/** For how long a restored organization is looked at, should Polar not have answered at first. */
const lookBackDays = 7;

export interface Settled {
  /** How many subscriptions are now as their organization is. */
  settled: number;
  /** How many could not be settled; they are tried again the next time. */
  failed: number;
}

/**
 * Has Polar end with their period the subscriptions of organizations that are deleted, and go on with
 * those whose deletion was taken back. It looks again afterwards, so whatever somebody decides while
 * Polar is asked holds in the end. As often as one likes, and however many at once.
 */
export async function settleEndings(
  db: Database,
  polar: PolarClient,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Settled> {
  const done: Settled = { settled: 0, failed: 0 };
  const tried = new Set<string>();
  for (;;) {
    const found = (await unsettled(db)).filter(
      ({ id, isDeleted }) => !tried.has(`${id} ${isDeleted}`),
    );
    if (found.length === 0) return done;
    for (const { id, isDeleted } of found) {
      if (signal?.aborted) return done;
      tried.add(`${id} ${isDeleted}`);
      try {
        await settle(db, polar, id, isDeleted);
        done.settled++;
      } catch (error) {
        done.failed++;
        reportFailure("subscription_not_settled", error, { subscription: id });
        // Nobody waits longer than for one answer that does not come.
        if (!(error instanceof PolarRefusal) || error.code === "payments_unavailable") return done;
      }
    }
  }
}

const unsettledRow = z.object({ id: z.string(), isDeleted: z.boolean() });

/** Polar's ids of subscriptions that may not end as their organization does, and which way that is. */
function unsettled(db: Database) {
  const statement = sql`
    select polar_subscription_id as id, organizations.deleted_at is not null as "isDeleted"
    from ${subscriptions} join ${organizations} on organizations.id = organization_id
    where polar_subscription_id is not null and status in ('trialing', 'active', 'past_due')
      and case when organizations.deleted_at is not null then not cancel_at_period_end
        else cancel_at_period_end and exists (
          select from ${auditEvents}
          where audit_events.organization_id = organizations.id
            and audit_events.action = 'organization.restored'
            and audit_events.created_at > now() - make_interval(days => ${lookBackDays}::integer)
        ) end
    order by organizations.deleted_at desc nulls first, 1`;
  return rows(db, statement, (row) => unsettledRow.parse(row));
}

async function settle(db: Database, polar: PolarClient, id: string, isDeleted: boolean) {
  const askedAt = new Date().toISOString();
  const present = await known(() => polar.subscriptions.get(id));
  if (!present) return;
  const isOurs = present.customer_cancellation_comment === reason;
  const hasToChange = isDeleted
    ? !present.cancel_at_period_end
    : present.cancel_at_period_end && isOurs;
  if (present.ended_at || !hasToChange) {
    await applySubscription(db, present, askedAt);
    return;
  }
  const changedAt = new Date().toISOString();
  const changed = await callPolar(() =>
    polar.subscriptions.update(
      id,
      isDeleted
        ? { cancel_at_period_end: true, customer_cancellation_comment: reason }
        : { cancel_at_period_end: false },
    ),
  );
  await applySubscription(db, changed, changedAt);
}

/**
 * Ends at once what an organization is still charged for, before it is erased and nobody could.
 * @returns false when Polar does not answer, or this app has no access to it: then it has to wait.
 */
export async function endForGood(
  db: Database,
  polar: PolarClient | undefined,
  organizationId: string,
): Promise<boolean> {
  const bought = await boughtSubscriptions(db, organizationId);
  if (bought.length === 0) return true;
  try {
    if (!polar) throw new Error("There is no access token for Polar");
    // Also those that no webhook has reported.
    const own = await callPolar(() => ownSubscriptions(polar, organizationId));
    const charged = own.filter(
      ({ status, ended_at }) => !ended_at && !status.startsWith("incomplete"),
    );
    const live = bought.filter(({ isLive }) => isLive).map(({ id }) => id);
    for (const id of new Set([...charged.map(({ id }) => id), ...live]))
      await revoke(db, polar, id);
    return true;
  } catch (error) {
    reportFailure("subscription_not_ended", error, { organizationId });
    return false;
  }
}

const boughtRow = z.object({ id: z.string(), isLive: z.boolean() });

function boughtSubscriptions(db: Database, organizationId: string) {
  const statement = sql`
    select polar_subscription_id as id, status in ('trialing', 'active', 'past_due') as "isLive"
    from ${subscriptions}
    where organization_id = ${organizationId}::uuid and polar_subscription_id is not null`;
  return rows(db, statement, (row) => boughtRow.parse(row));
}

async function revoke(db: Database, polar: PolarClient, id: string) {
  const askedAt = new Date().toISOString();
  const present = await known(() => polar.subscriptions.get(id));
  if (!present || present.ended_at) return;
  const revoked = await callPolar(() => polar.subscriptions.revoke(id));
  await applySubscription(db, revoked, askedAt);
}

/** What Polar answers, or undefined when it does not know of it. */
async function known<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await callPolar(call);
  } catch (error) {
    if (error instanceof PolarRefusal && error.status === 404) return undefined;
    throw error;
  }
}
