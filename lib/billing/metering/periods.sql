-- The functions that tell in which period credits are spent as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- The same day and time some months later or earlier, in UTC; the last day of a month without that day.
create or replace function months_after(moment timestamptz, months integer) returns timestamptz
language sql immutable as $$
  select (moment at time zone 'UTC' + make_interval(months => months)) at time zone 'UTC'
$$;

-- How many whole months a period has, give or take less than a day; 0 when it has a part of one.
create or replace function whole_months(starts timestamptz, ends timestamptz) returns integer
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

-- From which moment to count months, so that they meet both ends of a period: the one with the later
-- day. From 31 January and from 28 February to 31 March it is always the 31st that is meant.
create or replace function months_anchor(starts timestamptz, ends timestamptz, months integer)
returns timestamptz language sql immutable as $$
  select case
    when extract(day from ends at time zone 'UTC') > extract(day from starts at time zone 'UTC')
      and abs(extract(epoch from months_after(ends, -months) - starts)) < 86400 then ends
    else starts
  end
$$;

-- Of the periods of `step` months that begin at an anchor, before and after it, the one of a moment.
create or replace function months_around(
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

-- The period of `step` months after one that has ended and that nobody has renewed yet.
create or replace function months_beyond(
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

-- Keeps that credits of the plan are drawn in the period of a balance. Whoever writes usage holds the
-- organization's row.
create or replace function keep_period(tenant uuid, balance credit_balance) returns void language sql as $$
  insert into usage_periods (organization_id, period_start, period_end, is_trial)
  select tenant, balance.own_start, balance.own_end, balance.is_trial
  where balance.own_start is not null
  on conflict do nothing
$$;
