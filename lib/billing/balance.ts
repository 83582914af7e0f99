import { type SQL, sql } from "drizzle-orm";
import { apiUsage, creditGrants, usageHours } from "./schema.ts";

/**
 * A lateral join that adds `balance` to a row of `current_subscriptions` (and its plan): the period's
 * start and end, and in credits what is `included` for it, `granted` besides and `used`.
 *
 * The period is the live subscription's, else the calendar month (UTC). Sealed hours are added to the
 * rows after them, so the cost does not grow with history.
 */
export const balance: SQL = sql`lateral (
  select
    period.start,
    period.end,
    plans.monthly_credits as included,
    (
      select coalesce(sum(credits - refunded_credits), 0)::bigint from ${creditGrants}
      where organization_id = current_subscriptions.organization_id
        and (expires_at is null or expires_at > now())
    ) as granted,
    (
      select coalesce(sum(credits_used), 0)::bigint from ${usageHours}
      where organization_id = current_subscriptions.organization_id and hour >= period.start
    ) + (
      select coalesce(sum(credits_used), 0)::bigint from ${apiUsage}
      where organization_id = current_subscriptions.organization_id
        and created_at >= greatest(period.start, (
          select max(hour) + interval '1 hour' from ${usageHours}
          where organization_id = current_subscriptions.organization_id
        ))
    ) as used
  from (
    select
      case when follows then current_period_start else date_trunc('month', now(), 'UTC') end as start,
      case when follows then current_period_end
        else date_trunc('month', now(), 'UTC') + interval '1 month' end as end
    from (
      select coalesce(
        current_subscriptions.status in ('trialing', 'active', 'past_due')
          and current_period_start <= now() and current_period_end > now(),
        false) as follows
    ) as subscription
  ) as period
) as balance`;
