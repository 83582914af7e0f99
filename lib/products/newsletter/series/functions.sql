-- The functions of series as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- When a clock on the wall of a zone shows a time: later where it skips the time, and the first of two
-- where it repeats it, as `meantTime` (lib/text/wall-time.ts) says. Postgres itself takes the second.
create or replace function newsletter_wall_time(local timestamp, zone text) returns timestamptz
language sql stable as $$
  select case when earlier at time zone zone = local then least(earlier, taken) else taken end
  from (select local at time zone zone as taken) as usual
  cross join lateral (
    -- By the offset of the day before.
    select (local at time zone 'UTC') - (
      (taken - interval '1 day') at time zone zone - (taken - interval '1 day') at time zone 'UTC'
    ) as earlier
  ) as before;
$$;

-- The first moment from `since` on that is in the sending hours of a series: on one of its weekdays, such
-- as `monday`, between two hours of the clock in its zone. Where the clock skips all of the hours of a day,
-- that day has none.
create or replace function newsletter_opening(
  since timestamptz, zone text, days text[], opens integer, closes integer
) returns timestamptz language sql stable as $$
  select greatest(since, starts)
  from generate_series(-1, 15) as ahead
  cross join lateral (select (since at time zone zone)::date + ahead as day) as calendar
  cross join lateral (
    select newsletter_wall_time(day + make_interval(hours => opens), zone) as starts,
      newsletter_wall_time(day + make_interval(hours => closes), zone) as ends
  ) as hours
  where trim(to_char(day, 'day')) = any (days) and ends > since and ends > starts
  order by starts limit 1;
$$;

-- Those of some people whom the filter of a segment lets through.
create or replace function newsletter_filter_among(
  organization uuid, filter jsonb, people uuid[]
) returns setof uuid language plpgsql stable as $$
begin
  return query execute format(
    $q$select person.id from subscribers as person
      where person.organization_id = $1 and person.id = any ($2) and (%s)$q$,
    newsletter_filter(organization, filter)
  ) using organization, people;
end;
$$;
