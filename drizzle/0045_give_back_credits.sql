-- Gives back credits that an act was charged and did not need, and returns how many: at most what it cost. What
-- grants gave goes back first, to those that last longest, and takes part in a refund of their orders that
-- was waiting for it. The rest was the plan's: it is a grant of its own until the end of the period in which
-- it was spent, since nothing of a plan is kept for the next one.
--
-- It does not know whether it was called before: the statement that calls it writes that down.
create or replace function give_back_credits(tenant uuid, act text, amount bigint) returns bigint
language plpgsql as $$
declare
  spent api_usage;
  wanted bigint;
  of_grants bigint;
begin
  -- Those who spend queue for the same row, and lock grants in the same order.
  perform from organizations where id = tenant for no key update;
  select * into spent from api_usage where organization_id = tenant and idempotency_key = act;
  wanted := least(amount, spent.credits_used);
  -- Of an act that is not there, `spent` is null, which least passes over.
  if spent.id is null or wanted is null or wanted < 1 then
    return 0;
  end if;
  perform from credit_grants where organization_id = tenant order by id for no key update;
  with purse as (
    select id, used_credits,
      sum(used_credits) over (order by expires_at desc nulls first, created_at desc, id desc)
        - used_credits as before
    from credit_grants where organization_id = tenant and used_credits > 0
  ),
  returned as (
    update credit_grants
    set used_credits = credit_grants.used_credits - part,
      refunded_credits = refunded_credits + least(
        part, greatest(refund_requested - refunded_credits, 0))
    from purse, lateral (
      select least(purse.used_credits, least(wanted, spent.from_grants) - before) as part
    ) as share
    where credit_grants.id = purse.id and before < least(wanted, spent.from_grants)
    returning part
  )
  select coalesce(sum(part), 0) into of_grants from returned;
  if wanted > of_grants then
    insert into credit_grants (organization_id, credits, expires_at)
    values (tenant, wanted - of_grants, coalesce(
      (
        select max(period_end) from usage_periods
        where organization_id = tenant and period_start <= spent.created_at
          and period_end > spent.created_at
      ),
      months_after(date_trunc('month', spent.created_at, 'UTC'), 1)
    ));
  end if;
  return wanted;
end;
$$;
