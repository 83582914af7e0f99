-- What was used on days, in months and with keys, as it is now: from the sums that rows of usage carry,
-- so the number of rows does not matter. A migration carries a copy of what it changes:
-- docs/database-functions.md.

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
