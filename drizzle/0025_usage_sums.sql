ALTER TABLE "api_usage" ADD COLUMN "total_calls" bigint DEFAULT -1 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_usage" ADD COLUMN "key_used" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_usage" ADD COLUMN "key_calls" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Every chain of rows gets its calls, and each key of an organization a chain in it. Nobody else has the
-- table until that is done, so that no row comes between; so its index can be built in this transaction.
alter table api_usage disable trigger append_only;--> statement-breakpoint
update api_usage set
  total_calls = sums.total_calls, key_used = coalesce(sums.key_used, 0), key_calls = coalesce(sums.key_calls, 0)
from (
  select id, count(*) over chain as total_calls,
    case when api_key_id is not null then sum(credits_used) over of_key end as key_used,
    case when api_key_id is not null then count(*) over of_key end as key_calls
  from api_usage
  window
    chain as (partition by organization_id order by created_at),
    of_key as (partition by organization_id, api_key_id order by created_at)
) as sums
where sums.id = api_usage.id;--> statement-breakpoint
alter table api_usage enable trigger append_only;--> statement-breakpoint
CREATE INDEX "api_usage_key_created" ON "api_usage" USING btree ("organization_id","api_key_id","created_at") WHERE "api_usage"."api_key_id" is not null;--> statement-breakpoint
ALTER TABLE "api_usage" ADD CONSTRAINT "api_usage_calls_check" CHECK ("api_usage"."total_calls" > 0 and ("api_usage"."api_key_id" is null) = ("api_usage"."key_calls" = 0));--> statement-breakpoint
alter type credit_balance add attribute total_calls bigint;--> statement-breakpoint
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
create or replace function balance_on(terms usage_terms, moment timestamptz) returns credit_balance
language plpgsql stable as $$
declare
  balance credit_balance;
  used_from_grants bigint;
  begun_start timestamptz;
  begun_end timestamptz;
begin
  if terms.is_live and terms.period_start <= moment and (terms.period_end > moment or not terms.ends) then
    select * into balance.own_start, balance.own_end from credit_period(terms, moment);
    select min(period_start), min(period_end) into begun_start, begun_end
    from usage_periods
    where organization_id = terms.organization_id
      and period_end > moment and period_start <= moment and (terms.is_trial or not is_trial);
    balance.period_start := least(balance.own_start, begun_start);
    balance.period_end := case when begun_start < balance.own_start
      then least(balance.own_end, begun_end) else balance.own_end end;
    balance.included := case when terms.pending_at <= moment
      then coalesce(terms.pending_included, terms.included) else terms.included end;
  else
    balance.period_start := date_trunc('month', moment, 'UTC');
    balance.period_end := months_after(balance.period_start, 1);
    balance.included := case
      when terms.is_live and terms.period_end <= moment then terms.free_included
      else terms.included
    end;
  end if;
  balance.is_trial := terms.is_trial;
  balance.owed_since := terms.owed_since;
  balance.is_read_only := coalesce(terms.owed_since + interval '7 days' <= moment, false);

  select
    coalesce(last.total_used, 0), coalesce(last.total_from_grants, 0), coalesce(last.total_calls, 0),
    coalesce(last.total_used, 0) - coalesce(past.total_used, 0),
    coalesce(last.total_from_grants, 0) - coalesce(past.total_from_grants, 0),
    (
      select coalesce(sum(credits - used_credits - refunded_credits), 0)
      from credit_grants
      where organization_id = terms.organization_id and (expires_at is null or expires_at > moment)
    )
  into
    balance.total_used, balance.total_from_grants, balance.total_calls, balance.used,
    used_from_grants, balance.granted_left
  from (select) as nothing
  left join lateral (
    select total_used, total_from_grants, total_calls from api_usage
    where organization_id = terms.organization_id
    order by created_at desc limit 1
  ) as last on true
  left join lateral (
    select total_used, total_from_grants from api_usage
    where organization_id = terms.organization_id and created_at < balance.period_start
    order by created_at desc limit 1
  ) as past on true;

  balance.allowance_left := greatest(balance.included - balance.used + used_from_grants, 0);
  balance.total := balance.included + used_from_grants + balance.granted_left;
  balance.credits_left := balance.allowance_left + balance.granted_left;
  return balance;
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
  moment timestamptz;
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
    elsif found then
      return spent_credits(spent);
    end if;
  end if;

  moment := usage_moment(tenant, coalesce(pretended, clock_timestamp()));
  balance := balance_on(terms, moment);
  if amount > balance.allowance_left and not balance.is_read_only then
    perform from credit_grants where organization_id = tenant order by id for no key update;
    balance := balance_on(terms, moment);
  end if;
  if balance.is_read_only or amount > balance.credits_left then
    return jsonb_build_object(
      'outcome', case when balance.is_read_only then 'overdue' else 'exhausted' end,
      'balance', to_jsonb(balance));
  end if;

  spent.from_grants := greatest(amount - balance.allowance_left, 0);
  if spent.from_grants > 0 then
    perform draw_credits(tenant, spent.from_grants, moment);
  end if;
  if amount > spent.from_grants then
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
    tenant, api_key, amount, moment, act, spent.from_grants, balance.total_used + amount,
    balance.total_from_grants + spent.from_grants, balance.total_calls + 1,
    coalesce(spent.key_used, 0), coalesce(spent.key_calls, 0), balance.credits_left - amount
  )
  returning * into spent;
  return spent_credits(spent);
end;
$$;
--> statement-breakpoint
-- Counts a row that was inserted past spend_credits: it is never refused. What arrives late is moved
-- behind the rows that are there, and behind the hours that are sealed. A row that has its sum of
-- credits keeps it, and its time: it is counted as one more call after the row before it.
create or replace function count_usage() returns trigger language plpgsql as $$
declare
  balance credit_balance;
begin
  perform from organizations where id = new.organization_id for no key update;
  if new.total_used >= 0 then
    select total_calls into new.total_calls from api_usage
    where organization_id = new.organization_id and created_at <= new.created_at
    order by created_at desc limit 1;
    new.total_calls := coalesce(new.total_calls, 0) + 1;
  else
    new.created_at := usage_moment(new.organization_id, new.created_at);
    balance := usage_balance(new.organization_id, new.created_at);
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
  if new.credits_used > new.from_grants then
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
--> statement-breakpoint
create or replace trigger count_usage before insert on api_usage
  for each row when (new.total_used < 0 or new.total_calls < 0) execute function count_usage();
--> statement-breakpoint
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
--> statement-breakpoint
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
--> statement-breakpoint
-- What an organization used on each day or in each month (UTC), from that of `since` to that of `until`,
-- also where it used nothing. What it used before `since` is left out.
create or replace function usage_by_calendar(
  tenant uuid, unit text, since timestamptz, until timestamptz default now()
)
returns table (starts timestamptz, calls bigint, credits bigint) language plpgsql stable as $$
declare
  calls_before bigint;
  used_before bigint;
begin
  select total_calls, total_used into calls_before, used_before from api_usage
  where organization_id = tenant and created_at < since
  order by created_at desc limit 1;
  return query
    select
      start at time zone 'UTC',
      coalesce(last.total_calls - coalesce(lag(last.total_calls) over past, calls_before, 0), 0),
      coalesce(last.total_used - coalesce(lag(last.total_used) over past, used_before, 0), 0)
    from generate_series(
      date_trunc(unit, since at time zone 'UTC'), until at time zone 'UTC', ('1 ' || unit)::interval
    ) as calendar (start)
    left join lateral (
      select total_calls, total_used from api_usage
      where organization_id = tenant
        and created_at < (start + ('1 ' || unit)::interval) at time zone 'UTC'
      order by created_at desc limit 1
    ) as last on true
    window past as (order by start);
end;
$$;
--> statement-breakpoint
-- What an organization used with each of its keys since a moment; the key is null where there was none.
-- It goes from the last row of a key to that of the next one.
create or replace function usage_by_key(tenant uuid, since timestamptz)
returns table (api_key_id text, calls bigint, credits bigint) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    with recursive keys as (
      (
        select api_key_id, created_at, key_calls, key_used from api_usage
        where organization_id = tenant and api_key_id is not null
        order by api_key_id desc, created_at desc limit 1
      )
      union all
      select next.*
      from keys cross join lateral (
        select api_key_id, created_at, key_calls, key_used from api_usage
        where organization_id = tenant and api_key_id < keys.api_key_id
        order by api_key_id desc, created_at desc limit 1
      ) as next
    ),
    keyed as (
      select
        keys.api_key_id,
        keys.key_calls - coalesce(past.key_calls, 0) as calls,
        keys.key_used - coalesce(past.key_used, 0) as credits
      from keys
      left join lateral (
        select key_calls, key_used from api_usage
        where organization_id = tenant and api_key_id = keys.api_key_id and created_at < since
        order by created_at desc limit 1
      ) as past on true
      where keys.created_at >= since
    ),
    -- What is left of everything is what was used without a key.
    rest as (
      select
        last.total_calls - coalesce(past.total_calls, 0)
          - (select coalesce(sum(calls), 0) from keyed)::bigint as calls,
        last.total_used - coalesce(past.total_used, 0)
          - (select coalesce(sum(credits), 0) from keyed)::bigint as credits
      from (
        select total_calls, total_used from api_usage where organization_id = tenant
        order by created_at desc limit 1
      ) as last
      left join (
        select total_calls, total_used from api_usage
        where organization_id = tenant and created_at < since
        order by created_at desc limit 1
      ) as past on true
    )
    select * from keyed
    union all
    select null, calls, credits from rest where calls > 0;
end;
$$;
