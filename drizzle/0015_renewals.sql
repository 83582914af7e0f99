CREATE TABLE "subscription_terms" (
	"polar_subscription_id" text PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"amount" bigint,
	"currency" text,
	"interval" text,
	"interval_count" integer,
	"started_at" timestamp with time zone,
	"meter_period_start" timestamp with time zone,
	"meter_period_end" timestamp with time zone,
	"pause_at_period_end" boolean DEFAULT false NOT NULL,
	"resumes_at" timestamp with time zone,
	"pending_at" timestamp with time zone,
	"pending_product_id" text,
	"pending_seats" integer,
	"pending_units" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_at" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"event_rank" bigint DEFAULT 0 NOT NULL,
	"event_tie" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_periods" (
	"organization_id" uuid NOT NULL,
	"period_start" timestamp with time zone NOT NULL,
	"period_end" timestamp with time zone NOT NULL,
	"is_trial" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usage_periods_organization_id_period_start_period_end_is_trial_pk" PRIMARY KEY("organization_id","period_start","period_end","is_trial")
);
--> statement-breakpoint
ALTER TABLE "subscription_terms" ADD CONSTRAINT "subscription_terms_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_periods" ADD CONSTRAINT "usage_periods_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
do $$
begin
  execute 'create trigger append_only before update or delete on usage_periods for each row execute function refuse_change()';
  execute 'create trigger append_only_truncate before truncate on usage_periods for each statement execute function refuse_truncate()';
end;
$$;
--> statement-breakpoint
-- What is agreed with an organization, whatever the time is: one row for each. A period is followed
-- while its subscription is live; `ends` when it is not to be renewed. What Polar has scheduled for a
-- moment holds from that moment on, also before anybody says that it has happened.
create or replace view usage_terms as
select
  current.organization_id,
  plans.monthly_credits as included,
  (select monthly_credits from plans where slug = 'free') as free_included,
  coalesce(
    current.status in ('trialing', 'active', 'past_due')
      and current.current_period_end > current.current_period_start,
    false) as is_live,
  current.current_period_start as period_start,
  current.current_period_end as period_end,
  coalesce(current.cancel_at_period_end, false) or coalesce(terms.pause_at_period_end, false) as ends,
  case when current.status = 'past_due'
    then coalesce(current.past_due_at, current.current_period_start) end as owed_since,
  coalesce(current.status = 'trialing', false) as is_trial,
  terms.meter_period_start,
  terms.meter_period_end,
  case when terms.interval in ('day', 'week') then terms.started_at end as anchor,
  pending.monthly_credits as pending_included,
  terms.pending_at
from current_subscriptions as current
join plans on plans.id = current.plan_id
left join subscriptions on subscriptions.id = current.subscription_id
left join subscription_terms as terms
  on terms.polar_subscription_id = subscriptions.polar_subscription_id
left join plans as pending on pending.polar_product_id = terms.pending_product_id;
--> statement-breakpoint
alter type credit_balance add attribute own_start timestamptz, add attribute own_end timestamptz,
  add attribute is_trial boolean;
--> statement-breakpoint
-- The same day and time some months later or earlier, in UTC; the last day of a month without that day.
create function months_after(moment timestamptz, months integer) returns timestamptz
language sql immutable as $$
  select (moment at time zone 'UTC' + make_interval(months => months)) at time zone 'UTC'
$$;
--> statement-breakpoint
-- How many whole months a period has, give or take less than a day; 0 when it has a part of one.
create function whole_months(starts timestamptz, ends timestamptz) returns integer
language plpgsql immutable as $$
declare
  months integer := round(extract(epoch from ends - starts) / 2629746);
begin
  return case
    when months < 1 then 0
    when abs(extract(epoch from months_after(starts, months) - ends)) < 86400 then months
    when abs(extract(epoch from months_after(ends, -months) - starts)) < 86400 then months
    else 0
  end;
end;
$$;
--> statement-breakpoint
-- From which moment to count months, so that they meet both ends of a period: the one with the later
-- day. From 31 January and from 28 February to 31 March it is always the 31st that is meant.
create function months_anchor(starts timestamptz, ends timestamptz, months integer)
returns timestamptz language sql immutable as $$
  select case
    when extract(day from ends at time zone 'UTC') > extract(day from starts at time zone 'UTC')
      and abs(extract(epoch from months_after(ends, -months) - starts)) < 86400 then ends
    else starts
  end
$$;
--> statement-breakpoint
-- Of the periods of `step` months that begin at an anchor, before and after it, the one of a moment.
create function months_around(
  anchor timestamptz, step integer, moment timestamptz,
  out starts timestamptz, out ends timestamptz
)
language plpgsql immutable as $$
declare
  count integer := floor((
    extract(year from age(moment at time zone 'UTC', anchor at time zone 'UTC')) * 12
    + extract(month from age(moment at time zone 'UTC', anchor at time zone 'UTC'))) / step);
begin
  while months_after(anchor, count * step) > moment loop count := count - 1; end loop;
  while months_after(anchor, (count + 1) * step) <= moment loop count := count + 1; end loop;
  starts := months_after(anchor, count * step);
  ends := months_after(anchor, (count + 1) * step);
end;
$$;
--> statement-breakpoint
-- The period of `step` months after one that has ended and that nobody has renewed yet.
create function months_beyond(
  told_start timestamptz, told_end timestamptz, step integer, moment timestamptz,
  out starts timestamptz, out ends timestamptz
)
language plpgsql immutable as $$
declare
  months integer := whole_months(told_start, told_end);
  anchor timestamptz := case when months > 0
    then months_anchor(told_start, told_end, months) else told_end end;
begin
  -- What Polar tells may be some seconds beside the month.
  select * into starts, ends
  from months_around(anchor, step, greatest(moment, told_end + interval '1 day'));
  if starts < told_end + interval '1 day' then
    starts := told_end;
  end if;
end;
$$;
--> statement-breakpoint
-- In which period the credits of a live subscription are spent, at a moment not before its own begins.
-- Polar says so where a product has a meter cycle. Else they renew every month, whatever the interval
-- of the invoices, by the calendar from the day on which the invoice's period begins.
create function credit_period(
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
    coalesce(last.total_used, 0), coalesce(last.total_from_grants, 0),
    coalesce(last.total_used, 0) - coalesce(past.total_used, 0),
    coalesce(last.total_from_grants, 0) - coalesce(past.total_from_grants, 0),
    (
      select coalesce(sum(credits - used_credits - refunded_credits), 0)
      from credit_grants
      where organization_id = terms.organization_id and (expires_at is null or expires_at > moment)
    )
  into
    balance.total_used, balance.total_from_grants, balance.used, used_from_grants,
    balance.granted_left
  from (select) as nothing
  left join lateral (
    select total_used, total_from_grants from api_usage
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
-- Keeps that credits of the plan are drawn in the period of a balance. Whoever writes usage holds the
-- organization's row.
create function keep_period(tenant uuid, balance credit_balance) returns void language sql as $$
  insert into usage_periods (organization_id, period_start, period_end, is_trial)
  select tenant, balance.own_start, balance.own_end, balance.is_trial
  where balance.own_start is not null
  on conflict do nothing
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
  insert into api_usage (
    organization_id, api_key_id, credits_used, created_at, idempotency_key, from_grants, total_used,
    total_from_grants, left_after
  )
  values (
    tenant, api_key, amount, moment, act, spent.from_grants, balance.total_used + amount,
    balance.total_from_grants + spent.from_grants, balance.credits_left - amount
  )
  returning * into spent;
  return spent_credits(spent);
end;
$$;
--> statement-breakpoint
-- Counts a row that was inserted past spend_credits: it is never refused. What arrives late is moved
-- behind the rows that are there, and behind the hours that are sealed.
create or replace function count_usage() returns trigger language plpgsql as $$
declare
  balance credit_balance;
begin
  perform from organizations where id = new.organization_id for no key update;
  new.created_at := usage_moment(new.organization_id, new.created_at);
  balance := usage_balance(new.organization_id, new.created_at);
  if balance.included is null then
    -- There is no such organization, which the foreign key says best.
    new.total_used := new.credits_used;
    return new;
  end if;
  new.from_grants := draw_credits(
    new.organization_id, greatest(new.credits_used - balance.allowance_left, 0), new.created_at);
  if new.credits_used > new.from_grants then
    perform keep_period(new.organization_id, balance);
  end if;
  new.total_used := balance.total_used + new.credits_used;
  new.total_from_grants := balance.total_from_grants + new.from_grants;
  new.left_after := greatest(
    balance.allowance_left - new.credits_used, 0) + balance.granted_left - new.from_grants;
  return new;
end;
$$;
