-- As it was, in small statements: what is not needed to decide is not looked up, and what is agreed is two
-- rows instead of four.
drop function balance_on(usage_terms, timestamptz);
--> statement-breakpoint
drop function credit_period(usage_terms, timestamptz);
--> statement-breakpoint
drop view usage_terms;
--> statement-breakpoint
drop function usage_moment(uuid, timestamptz);
--> statement-breakpoint
drop function spent_credits(api_usage);
--> statement-breakpoint
alter type credit_balance add attribute moment timestamptz, add attribute is_period_kept boolean;
--> statement-breakpoint
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
--> statement-breakpoint
-- In which period the credits of a live subscription are spent, at a moment not before its own begins.
-- Polar says so where a product has a meter cycle. Else they renew every month, whatever the interval
-- of the invoices, by the calendar from the day on which the invoice's period begins.
create or replace function credit_period(
  terms usage_terms, moment timestamptz, out starts timestamptz, out ends timestamptz
)
language plpgsql immutable as $$
declare
  months integer;
  length double precision;
begin
  if terms.meter_period_end > terms.meter_period_start and terms.meter_period_start <= moment then
    starts := terms.meter_period_start;
    ends := terms.meter_period_end;
    months := whole_months(starts, ends);
    if moment >= ends and months > 0 then
      select * into starts, ends from months_beyond(starts, ends, months, moment);
    elsif moment >= ends then
      length := extract(epoch from ends - starts);
      starts := ends + make_interval(
        secs => length * floor(extract(epoch from moment - ends) / length));
      ends := starts + make_interval(secs => length);
    end if;
  elsif terms.anchor <= terms.period_start then
    -- Invoices by the day or the week.
    select * into starts, ends from months_around(terms.anchor, 1, moment);
  elsif moment >= terms.period_end then
    select * into starts, ends
    from months_beyond(terms.period_start, terms.period_end, 1, moment);
  elsif terms.period_end - terms.period_start <= interval '2 days' then
    starts := terms.period_start;
    ends := terms.period_end;
  else
    months := whole_months(terms.period_start, terms.period_end);
    select * into starts, ends from months_around(
      case when months > 0
        then months_anchor(terms.period_start, terms.period_end, months)
        else terms.period_start end,
      1,
      -- No rest of less than a day at either end is a period.
      least(
        greatest(moment, terms.period_start + interval '1 day'),
        terms.period_end - interval '1 day'));
    if starts < terms.period_start + interval '1 day' then
      starts := terms.period_start;
    end if;
    if ends > terms.period_end - interval '1 day' then
      ends := terms.period_end;
    end if;
  end if;
end;
$$;
--> statement-breakpoint
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
  select created_at, total_used, total_from_grants, total_calls
  into latest, balance.total_used, balance.total_from_grants, balance.total_calls
  from api_usage where organization_id = terms.organization_id
  order by created_at desc limit 1;
  if not found then
    balance.total_used := 0;
    balance.total_from_grants := 0;
    balance.total_calls := 0;
  end if;
  balance.moment := wanted;
  if is_next then
    select hour into sealed from usage_hours where organization_id = terms.organization_id
    order by hour desc limit 1;
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
--> statement-breakpoint
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
--> statement-breakpoint
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
  spent api_usage;
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
    select * into spent from api_usage where organization_id = tenant and idempotency_key = act;
    if found and spent.credits_used <> amount then
      return jsonb_build_object('outcome', 'reused');
    end if;
  end if;

  if spent.id is null then
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

    spent.from_grants := greatest(amount - balance.allowance_left, 0);
    if spent.from_grants > 0 then
      perform draw_credits(tenant, spent.from_grants, balance.moment);
    end if;
    if amount > spent.from_grants and balance.is_period_kept is not true then
      perform keep_period(tenant, balance);
    end if;
    if api_key is not null then
      select key_used, key_calls into spent.key_used, spent.key_calls from api_usage
      where organization_id = tenant and api_key_id = api_key
      order by created_at desc limit 1;
      spent.key_used := coalesce(spent.key_used, 0) + amount;
      spent.key_calls := coalesce(spent.key_calls, 0) + 1;
    end if;
    insert into api_usage (
      organization_id, api_key_id, credits_used, created_at, idempotency_key, from_grants, total_used,
      total_from_grants, total_calls, key_used, key_calls, left_after
    )
    values (
      tenant, api_key, amount, balance.moment, act, spent.from_grants, balance.total_used + amount,
      balance.total_from_grants + spent.from_grants, balance.total_calls + 1,
      coalesce(spent.key_used, 0), coalesce(spent.key_calls, 0), balance.credits_left - amount
    )
    returning * into spent;
  end if;
  -- Read from the row, so the same however often it is asked.
  return jsonb_build_object(
    'outcome', 'spent', 'id', spent.id, 'credits', spent.credits_used, 'left', spent.left_after,
    'at', spent.created_at);
end;
$$;
--> statement-breakpoint
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
