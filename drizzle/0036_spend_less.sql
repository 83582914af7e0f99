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
--> statement-breakpoint
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
