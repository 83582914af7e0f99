-- The functions, triggers and the view of metering as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- What balance_on tells. A migration changes it with `alter type`.
create type credit_balance as (
  period_start timestamptz, period_end timestamptz,
  included bigint, allowance_left bigint, granted_left bigint,
  used bigint, total bigint, credits_left bigint,
  owed_since timestamptz, is_read_only boolean,
  total_used bigint, total_from_grants bigint,
  own_start timestamptz, own_end timestamptz, is_trial boolean,
  total_calls bigint, moment timestamptz, is_period_kept boolean
);

-- What is agreed with an organization, whatever the time is: one row for each. A period is followed
-- while its subscription is live; `ends` when it is not to be renewed. What Polar has scheduled for a
-- moment holds from that moment on, also before anybody says that it has happened.
create or replace view usage_terms as
select
  agreed.organization_id,
  plans.monthly_credits as included,
  coalesce(
    agreed.status in ('trialing', 'active', 'past_due')
      and agreed.current_period_end > agreed.current_period_start,
    false) as is_live,
  agreed.current_period_start as period_start,
  agreed.current_period_end as period_end,
  coalesce(agreed.cancel_at_period_end, false) or coalesce(agreed.pause_at_period_end, false) as ends,
  case when agreed.status = 'past_due'
    then coalesce(agreed.past_due_at, agreed.current_period_start) end as owed_since,
  coalesce(agreed.status = 'trialing', false) as is_trial,
  agreed.meter_period_start,
  agreed.meter_period_end,
  agreed.anchor,
  agreed.pending_product_id,
  agreed.pending_at
from current_subscriptions as agreed
join plans on plans.id = agreed.plan_id;

-- What an organization has and has used at a moment, in credits. The period is that in which the
-- credits of the live subscription are spent (`own_start`, `own_end`), and the next one as long as
-- nobody has told of a renewal; a calendar month (UTC) without a subscription, or after one that was to
-- end.
--
-- What a plan includes is not drawn twice: a period in which something was drawn goes on to its end,
-- although the subscription has another period by now, or is another subscription.
--
-- What was used is the difference between the last row and the one before the period, so it costs the
-- same whatever lies between. The plan's credits go first: what they did not cover is on the grants
-- (used_credits), for ever.
--
-- `is_next` is for a row of usage that is to be inserted, by a caller that keeps the organization's row:
-- then the moment is not before the last row, not in a sealed hour, and not in the future.
--
-- Several small statements are cheaper than one that joins: Postgres keeps the plan of each, and prepares
-- everything in it again for each run.
create or replace function balance_on(
  terms usage_terms, wanted timestamptz, is_next boolean default false
)
returns credit_balance language plpgsql stable as $$
declare
  balance credit_balance;
  latest timestamptz;
  sealed timestamptz;
  past_used bigint;
  past_from_grants bigint;
  used_from_grants bigint;
  begun_start timestamptz;
  begun_end timestamptz;
begin
  -- There is no sealed hour without a row of usage.
  select created_at, total_used, total_from_grants, total_calls, case when is_next then (
    select hour from usage_hours where organization_id = terms.organization_id
    order by hour desc limit 1
  ) end
  into latest, balance.total_used, balance.total_from_grants, balance.total_calls, sealed
  from api_usage where organization_id = terms.organization_id
  order by created_at desc limit 1;
  if not found then
    balance.total_used := 0;
    balance.total_from_grants := 0;
    balance.total_calls := 0;
  end if;
  balance.moment := wanted;
  if is_next then
    balance.moment := greatest(
      least(wanted, clock_timestamp()), latest + interval '1 microsecond', sealed + interval '1 hour');
  end if;

  if terms.is_live and terms.period_start <= balance.moment
    and (terms.period_end > balance.moment or not terms.ends)
  then
    select * into balance.own_start, balance.own_end from credit_period(terms, balance.moment);
    select min(period_start), min(period_end), bool_or(
      period_start = balance.own_start and period_end = balance.own_end and is_trial = terms.is_trial)
    into begun_start, begun_end, balance.is_period_kept
    from usage_periods
    where organization_id = terms.organization_id
      and period_end > balance.moment and period_start <= balance.moment
      and (terms.is_trial or not is_trial);
    balance.period_start := least(balance.own_start, begun_start);
    balance.period_end := case when begun_start < balance.own_start
      then least(balance.own_end, begun_end) else balance.own_end end;
    balance.included := terms.included;
    if terms.pending_at <= balance.moment then
      balance.included := coalesce(
        (select monthly_credits from plans where polar_product_id = terms.pending_product_id),
        terms.included);
    end if;
  else
    balance.period_start := date_trunc('month', balance.moment, 'UTC');
    balance.period_end := months_after(balance.period_start, 1);
    balance.included := terms.included;
    if terms.is_live and terms.period_end <= balance.moment then
      balance.included := (select monthly_credits from plans where slug = 'free');
    end if;
  end if;
  balance.is_trial := terms.is_trial;
  balance.owed_since := terms.owed_since;
  balance.is_read_only := coalesce(terms.owed_since + interval '7 days' <= balance.moment, false);

  select total_used, total_from_grants into past_used, past_from_grants from api_usage
  where organization_id = terms.organization_id and created_at < balance.period_start
  order by created_at desc limit 1;
  select coalesce(sum(credits - used_credits - refunded_credits), 0) into balance.granted_left
  from credit_grants
  where organization_id = terms.organization_id
    and (expires_at is null or expires_at > balance.moment);
  balance.used := balance.total_used - coalesce(past_used, 0);
  used_from_grants := balance.total_from_grants - coalesce(past_from_grants, 0);
  balance.allowance_left := greatest(balance.included - balance.used + used_from_grants, 0);
  balance.total := balance.included + used_from_grants + balance.granted_left;
  balance.credits_left := balance.allowance_left + balance.granted_left;
  return balance;
end;
$$;

-- The balance of an organization; nulls when there is none.
create or replace function usage_balance(tenant uuid, moment timestamptz default now()) returns credit_balance
language plpgsql stable as $$
declare
  terms usage_terms;
begin
  select * into terms from usage_terms where organization_id = tenant;
  return case when found then balance_on(terms, moment) end;
end;
$$;

-- Takes credits from the grants of an organization, those that expire soonest first, as far as there
-- are any, and returns how many. It waits for a refund of one of them, and sees it.
create or replace function draw_credits(tenant uuid, wanted bigint, moment timestamptz) returns bigint
language plpgsql as $$
declare
  drawn_credits bigint;
begin
  perform from credit_grants where organization_id = tenant order by id for no key update;
  with purse as (
    select id, unspent,
      sum(unspent) over (order by expires_at nulls last, created_at, id) - unspent as before
    from credit_grants,
      lateral (select credits - used_credits - refunded_credits as unspent) as rest
    where organization_id = tenant and unspent > 0 and (expires_at is null or expires_at > moment)
  ),
  drawn as (
    update credit_grants set used_credits = used_credits + part
    from purse, lateral (select least(unspent, wanted - before) as part) as share
    where credit_grants.id = purse.id and before < wanted
    returning part
  )
  select coalesce(sum(part), 0) into drawn_credits from drawn;
  return drawn_credits;
end;
$$;

-- Spends credits of an organization, or refuses and leaves nothing. It keeps the organization's row for
-- the transaction (foreign keys do not wait for that), and takes the time after it has it: so the rows
-- of an organization are in the order of their times, and none comes into an hour that is sealed.
--
-- Answers null when there is no such organization, else {outcome}: `spent`, also when an act of the
-- same key was done before, with what was answered then; `reused` when that was of another amount;
-- `exhausted` or `overdue` with the balance. `pretended` is
-- for tests, and nothing that runs passes it; it cannot go back behind the last row, nor ahead.
create or replace function spend_credits(
  tenant uuid, amount bigint, api_key text default null, act text default null,
  pretended timestamptz default null
)
returns jsonb language plpgsql as $$
declare
  terms usage_terms;
  balance credit_balance;
  done api_usage;
  used_id uuid;
  drawn bigint;
  of_key bigint := 0;
  calls_of_key bigint := 0;
begin
  if amount is null or amount < 1 then
    raise exception 'credits must be 1 or more, not %', amount
      using errcode = 'invalid_parameter_value';
  end if;
  -- What is agreed is that of the call. The rest is that of the moment when it is decided.
  select * into terms from usage_terms where organization_id = tenant;
  perform from organizations where id = tenant and deleted_at is null for no key update;
  if not found then
    return null;
  end if;
  if act is not null then
    select * into done from api_usage where organization_id = tenant and idempotency_key = act;
    if found then
      return case when done.credits_used <> amount then jsonb_build_object('outcome', 'reused')
        else jsonb_build_object(
          'outcome', 'spent', 'id', done.id, 'credits', done.credits_used, 'left', done.left_after,
          'at', done.created_at) end;
    end if;
  end if;

  balance := balance_on(terms, coalesce(pretended, clock_timestamp()), true);
  if amount > balance.allowance_left and not balance.is_read_only then
    perform from credit_grants where organization_id = tenant order by id for no key update;
    balance := balance_on(terms, balance.moment, true);
  end if;
  if balance.is_read_only or amount > balance.credits_left then
    return jsonb_build_object(
      'outcome', case when balance.is_read_only then 'overdue' else 'exhausted' end,
      'balance', to_jsonb(balance));
  end if;

  drawn := greatest(amount - balance.allowance_left, 0);
  if drawn > 0 then
    perform draw_credits(tenant, drawn, balance.moment);
  end if;
  if amount > drawn and balance.own_start is not null and balance.is_period_kept is not true then
    perform keep_period(tenant, balance);
  end if;
  if api_key is not null then
    select key_used, key_calls into of_key, calls_of_key from api_usage
    where organization_id = tenant and api_key_id = api_key
    order by created_at desc limit 1;
    of_key := coalesce(of_key, 0) + amount;
    calls_of_key := coalesce(calls_of_key, 0) + 1;
  end if;
  insert into api_usage (
    organization_id, api_key_id, credits_used, created_at, idempotency_key, from_grants, total_used,
    total_from_grants, total_calls, key_used, key_calls, left_after
  )
  values (
    tenant, api_key, amount, balance.moment, act, drawn, balance.total_used + amount,
    balance.total_from_grants + drawn, balance.total_calls + 1, of_key, calls_of_key,
    balance.credits_left - amount
  )
  returning id into used_id;
  -- What the row says, so the same however often it is asked.
  return jsonb_build_object(
    'outcome', 'spent', 'id', used_id, 'credits', amount, 'left', balance.credits_left - amount,
    'at', balance.moment);
end;
$$;

-- Counts a row that was inserted past spend_credits: it is never refused. What arrives late is moved
-- behind the rows that are there, and behind the hours that are sealed. A row that has its sum of
-- credits keeps it, and its time: it is counted as one more call after the row before it.
create or replace function count_usage() returns trigger language plpgsql as $$
declare
  terms usage_terms;
  balance credit_balance;
begin
  perform from organizations where id = new.organization_id for no key update;
  if new.total_used >= 0 then
    select total_calls into new.total_calls from api_usage
    where organization_id = new.organization_id and created_at <= new.created_at
    order by created_at desc limit 1;
    new.total_calls := coalesce(new.total_calls, 0) + 1;
  else
    select * into terms from usage_terms where organization_id = new.organization_id;
    balance := balance_on(terms, new.created_at, true);
    new.created_at := balance.moment;
  end if;
  if new.api_key_id is not null then
    select key_used, key_calls into new.key_used, new.key_calls from api_usage
    where organization_id = new.organization_id and api_key_id = new.api_key_id
      and created_at <= new.created_at
    order by created_at desc limit 1;
    new.key_used := coalesce(new.key_used, 0) + new.credits_used;
    new.key_calls := coalesce(new.key_calls, 0) + 1;
  end if;
  if new.total_used >= 0 then
    return new;
  end if;
  if balance.included is null then
    -- There is no such organization, which the foreign key says best.
    new.total_used := new.credits_used;
    new.total_calls := 1;
    return new;
  end if;
  new.from_grants := draw_credits(
    new.organization_id, greatest(new.credits_used - balance.allowance_left, 0), new.created_at);
  if new.credits_used > new.from_grants and balance.is_period_kept is not true then
    perform keep_period(new.organization_id, balance);
  end if;
  new.total_used := balance.total_used + new.credits_used;
  new.total_from_grants := balance.total_from_grants + new.from_grants;
  new.total_calls := balance.total_calls + 1;
  new.left_after := greatest(
    balance.allowance_left - new.credits_used, 0) + balance.granted_left - new.from_grants;
  return new;
end;
$$;

create or replace trigger count_usage before insert on api_usage
  for each row when (new.total_used < 0 or new.total_calls < 0) execute function count_usage();

-- Seals the hours of an organization from the end of its last sealed one until a moment, each as the
-- difference of two rows, and returns how many. Whoever asks holds the organization's row.
create or replace function seal_hours_of(tenant uuid, until timestamptz) returns integer
language plpgsql as $$
declare
  horizon timestamptz := coalesce(
    (select max(hour) + interval '1 hour' from usage_hours where organization_id = tenant), '-infinity');
  past api_usage;
  last api_usage;
  sealed integer := 0;
begin
  select * into past from api_usage
  where organization_id = tenant and created_at < horizon
  order by created_at desc limit 1;
  loop
    select date_trunc('hour', created_at, 'UTC') + interval '1 hour' into horizon from api_usage
    where organization_id = tenant and created_at >= horizon and created_at < until
    order by created_at limit 1;
    exit when not found;
    select * into last from api_usage
    where organization_id = tenant and created_at < horizon
    order by created_at desc limit 1;
    insert into usage_hours (organization_id, hour, credits_used, calls)
    values (
      tenant, horizon - interval '1 hour', last.total_used - coalesce(past.total_used, 0),
      last.total_calls - coalesce(past.total_calls, 0));
    past := last;
    sealed := sealed + 1;
  end loop;
  return sealed;
end;
$$;

-- Seals the hours that ended at least five minutes ago, of up to `batch` organizations after one, in
-- the order of their ids. Answers {sealed, next}: how many hours, and after which organization to go
-- on; null when that was all.
--
-- It keeps each organization's row while it seals, so it waits for who has just spent, and two that
-- seal at once seal an hour once. When the row is taken it waits only while it keeps no other, and else
-- stops before it: nobody who spends waits for an organization that is not theirs. An organization whose hours cannot be
-- sealed is named in `failed`, and keeps no other of its batch from its turn.
create or replace function seal_usage_hours(
  after uuid, batch integer, pretended timestamptz default null
)
returns jsonb language plpgsql as $$
declare
  until timestamptz := date_trunc(
    'hour',
    least(coalesce(pretended, clock_timestamp()), clock_timestamp()) - interval '5 minutes',
    'UTC');
  tenant uuid;
  is_due boolean;
  previous uuid := after;
  keeps_any boolean := false;
  seen integer := 0;
  sealed integer := 0;
  failed jsonb := '[]';
begin
  for tenant, is_due in
    select organizations.id, exists (
      select from api_usage
      where organization_id = organizations.id and created_at < until and created_at >= coalesce(
        (select max(hour) + interval '1 hour' from usage_hours where organization_id = organizations.id),
        '-infinity')
    )
    from organizations
    where after is null or organizations.id > after
    order by organizations.id limit batch
  loop
    seen := seen + 1;
    if is_due then
      if not keeps_any then
        perform from organizations where id = tenant for no key update;
      else
        perform from organizations where id = tenant for no key update skip locked;
        if not found then
          return jsonb_build_object('sealed', sealed, 'failed', failed, 'next', previous);
        end if;
      end if;
      keeps_any := true;
      begin
        sealed := sealed + seal_hours_of(tenant, until);
      exception when others then
        failed := failed || jsonb_build_object('organizationId', tenant, 'code', sqlstate);
      end;
    end if;
    previous := tenant;
  end loop;
  return jsonb_build_object(
    'sealed', sealed, 'failed', failed, 'next', case when seen = batch then previous end);
end;
$$;

create or replace trigger append_only before update or delete on api_usage
for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on api_usage
for each statement execute function refuse_truncate();
create or replace trigger append_only before update or delete on usage_hours
for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on usage_hours
for each statement execute function refuse_truncate();
create or replace trigger append_only before update or delete on usage_periods
for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on usage_periods
for each statement execute function refuse_truncate();
