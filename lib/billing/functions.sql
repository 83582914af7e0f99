-- The functions of plans and packs as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- Gives products of Polar to plans and packs, all of them at once: [{kind, slug, id}]. Whatever else
-- has one of these products gives it up, so that two can be exchanged.
create or replace function assign_products(wanted jsonb) returns void language plpgsql as $$
begin
  update plans set polar_product_id = null, event_at = '-infinity', event_rank = 0, event_tie = ''
  from jsonb_to_recordset(wanted) as it (kind text, slug text, id text)
  where plans.polar_product_id = it.id and (it.kind <> 'plan' or it.slug <> plans.slug);
  update credit_packs set polar_product_id = null, event_at = '-infinity', event_rank = 0, event_tie = ''
  from jsonb_to_recordset(wanted) as it (kind text, slug text, id text)
  where credit_packs.polar_product_id = it.id and (it.kind <> 'pack' or it.slug <> credit_packs.slug);
  update plans set polar_product_id = it.id, event_at = '-infinity', event_rank = 0, event_tie = ''
  from jsonb_to_recordset(wanted) as it (kind text, slug text, id text)
  where it.kind = 'plan' and it.slug = plans.slug and plans.polar_product_id is distinct from it.id;
  update credit_packs set polar_product_id = it.id, event_at = '-infinity', event_rank = 0, event_tie = ''
  from jsonb_to_recordset(wanted) as it (kind text, slug text, id text)
  where it.kind = 'pack' and it.slug = credit_packs.slug
    and credit_packs.polar_product_id is distinct from it.id;
end;
$$;

-- Which subscription of an organization is current, from all that Polar said: one row for each
-- organization. It is the live one that ends last, else the newest, else there are nulls. One that
-- Polar's newer word on the customer does not list is not live. The plan is that of a live
-- subscription, else the free one.
--
-- The table current_subscriptions keeps these rows, with the same columns, and is what everything
-- reads.
create or replace view derived_current_subscriptions as
select
  organizations.id as organization_id,
  latest.id as subscription_id,
  case when latest.live then latest.plan_id
    else (select plans.id from plans where plans.slug = 'free') end as plan_id,
  case when latest.has_ended then 'inactive' else latest.status end as status,
  latest.provider_status,
  latest.current_period_start,
  latest.current_period_end,
  latest.cancel_at_period_end,
  latest.past_due_at,
  coalesce(latest.live_subscriptions, 0)::integer as live_subscriptions,
  latest.polar_subscription_id,
  case when terms.interval in ('day', 'week') then terms.started_at end as anchor,
  terms.meter_period_start,
  terms.meter_period_end,
  terms.pause_at_period_end,
  terms.resumes_at,
  terms.pending_at,
  terms.pending_product_id,
  terms.pending_seats,
  terms.pending_units
from organizations
left join lateral (
  select subscriptions.*, has_ended, live,
    count(*) filter (where live) over () as live_subscriptions
  from subscriptions,
    lateral (
      select exists (
        select from polar_customers
        where polar_customers.polar_customer_id = subscriptions.polar_customer_id
          and subscriptions.status in ('trialing', 'active')
          and extract(epoch from polar_customers.event_at) * 1000000 > subscriptions.event_rank
          and subscriptions.polar_subscription_id <> all (polar_customers.active_subscriptions)
      ) as has_ended
    ) as contradiction,
    lateral (
      select not has_ended and subscriptions.status in ('trialing', 'active', 'past_due') as live
    ) as state
  where subscriptions.organization_id = organizations.id
  order by live desc,
    case when live then coalesce(subscriptions.current_period_end, 'infinity') end desc,
    subscriptions.current_period_start desc nulls last,
    subscriptions.created_at desc,
    subscriptions.id
  limit 1
) as latest on true
left join subscription_terms as terms
  on terms.polar_subscription_id = latest.polar_subscription_id;

-- Brings an organization's row up to date. It keeps the row for the transaction and looks after that:
-- of two that write subscriptions of one organization at once, the later one waits here and then sees
-- what both have written.
create or replace function keep_current_subscription(tenant uuid) returns void language plpgsql as $$
begin
  perform from current_subscriptions where organization_id = tenant for no key update;
  update current_subscriptions as kept set (
    subscription_id, plan_id, status, provider_status, current_period_start, current_period_end,
    cancel_at_period_end, past_due_at, live_subscriptions, polar_subscription_id, anchor,
    meter_period_start, meter_period_end, pause_at_period_end, resumes_at, pending_at,
    pending_product_id, pending_seats, pending_units
  ) = row(
    derived.subscription_id, derived.plan_id, derived.status, derived.provider_status,
    derived.current_period_start, derived.current_period_end, derived.cancel_at_period_end,
    derived.past_due_at, derived.live_subscriptions, derived.polar_subscription_id, derived.anchor,
    derived.meter_period_start, derived.meter_period_end, derived.pause_at_period_end,
    derived.resumes_at, derived.pending_at, derived.pending_product_id, derived.pending_seats,
    derived.pending_units
  )
  from derived_current_subscriptions as derived
  where kept.organization_id = tenant and derived.organization_id = tenant
    and row(kept.*) is distinct from row(derived.*);
end;
$$;

-- The row of a new organization.
create or replace function begin_current_subscription() returns trigger language plpgsql as $$
begin
  insert into current_subscriptions
  select * from derived_current_subscriptions where organization_id = new.id;
  return null;
end;
$$;

create or replace trigger begin_current_subscription after insert on organizations
for each row execute function begin_current_subscription();

-- A word on a customer and one on a subscription that the customer pays for wait for each other, because
-- what is live depends on both, and neither writes a row of the other. Locks are taken in this order:
-- the rows that an event writes, the customer, the rows of current_subscriptions by organization.
create or replace function keep_current_of_subscription() returns trigger language plpgsql as $$
begin
  if new.polar_customer_id is not null then
    perform pg_advisory_xact_lock(hashtextextended(new.polar_customer_id, 0));
  end if;
  perform keep_current_subscription(least(old.organization_id, new.organization_id));
  if old.organization_id <> new.organization_id then
    perform keep_current_subscription(greatest(old.organization_id, new.organization_id));
  end if;
  return null;
end;
$$;

create or replace trigger keep_current_of_subscription after insert or update or delete on subscriptions
for each row execute function keep_current_of_subscription();

create or replace function keep_current_of_customer() returns trigger language plpgsql as $$
declare
  tenant uuid;
begin
  perform pg_advisory_xact_lock(
    hashtextextended(coalesce(new.polar_customer_id, old.polar_customer_id), 0));
  for tenant in
    select distinct organization_id from subscriptions
    where polar_customer_id in (old.polar_customer_id, new.polar_customer_id)
    order by 1
  loop
    perform keep_current_subscription(tenant);
  end loop;
  return null;
end;
$$;

create or replace trigger keep_current_of_customer after insert or update or delete on polar_customers
for each row execute function keep_current_of_customer();

-- The subscription may be in another organization by now than its terms say.
create or replace function keep_current_of_terms() returns trigger language plpgsql as $$
declare
  tenant uuid;
begin
  for tenant in
    select organization_id from subscriptions
    where polar_subscription_id in (old.polar_subscription_id, new.polar_subscription_id)
    union
    select coalesce(new.organization_id, old.organization_id)
    order by 1
  loop
    perform keep_current_subscription(tenant);
  end loop;
  return null;
end;
$$;

create or replace trigger keep_current_of_terms after insert or delete on subscription_terms
for each row execute function keep_current_of_terms();

-- Most events change nothing in these.
create or replace trigger keep_current_of_changed_terms after update on subscription_terms
for each row when (
  (
    old.polar_subscription_id, old.interval, old.started_at, old.meter_period_start, old.meter_period_end,
    old.pause_at_period_end, old.resumes_at, old.pending_at, old.pending_product_id,
    old.pending_seats, old.pending_units
  ) is distinct from (
    new.polar_subscription_id, new.interval, new.started_at, new.meter_period_start, new.meter_period_end,
    new.pause_at_period_end, new.resumes_at, new.pending_at, new.pending_product_id,
    new.pending_seats, new.pending_units
  )
) execute function keep_current_of_terms();

-- When another plan is the free one, it is that of every organization without a live subscription.
create or replace function keep_current_of_free_plan() returns trigger language plpgsql as $$
declare
  tenant uuid;
begin
  for tenant in
    select organization_id from current_subscriptions
    where coalesce(status not in ('trialing', 'active', 'past_due'), true)
      and plan_id is distinct from (select id from plans where slug = 'free')
    order by 1
  loop
    perform keep_current_subscription(tenant);
  end loop;
  return null;
end;
$$;

create or replace trigger keep_current_of_free_plan after insert or delete or update of slug on plans
for each statement execute function keep_current_of_free_plan();

-- The organizations, of up to `batch` after one in the order of their ids, whose row of
-- current_subscriptions is missing or is not what it must be. There should never be any.
create or replace function wrong_current_subscriptions(after uuid default null, batch integer default null)
returns setof uuid language plpgsql stable as $$
begin
  return query
    select looked_at.id
    from (
      select organizations.id from organizations
      where after is null or organizations.id > after
      order by organizations.id limit batch
    ) as looked_at
    join derived_current_subscriptions as derived on derived.organization_id = looked_at.id
    left join current_subscriptions as kept on kept.organization_id = looked_at.id
    where row(kept.*) is distinct from row(derived.*)
    order by looked_at.id;
end;
$$;

-- Mends those rows. Answers {mended, next}: the organizations, and after which one to go on; null when
-- that was all.
create or replace function mend_current_subscriptions(after uuid, batch integer) returns jsonb
language plpgsql as $$
declare
  tenant uuid;
  mended jsonb := '[]';
begin
  for tenant in select * from wrong_current_subscriptions(after, batch) loop
    insert into current_subscriptions
    select * from derived_current_subscriptions where organization_id = tenant
    on conflict do nothing;
    perform keep_current_subscription(tenant);
    mended := mended || to_jsonb(tenant);
  end loop;
  return jsonb_build_object('mended', mended, 'next', (
    select id from organizations where after is null or id > after
    order by id offset batch - 1 limit 1
  ));
end;
$$;
