-- The functions of quotas as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- Takes one from each of some quotas, or from none when one of them is used up: so many within so many
-- seconds. A bucket holds the instant when all of its quota will be there again; a draw moves that on
-- by its share of the window, and is refused when it would lead beyond the window (a generic cell rate
-- algorithm). A bucket that is null is not counted.
--
-- The rows are locked in the order of their names before anything is looked at, so those who draw on
-- the same buckets queue up, see what the others took, and cannot wait for each other in a circle.
-- Windows of up to ten minutes are counted in rate_limits, which is unlogged.
--
-- full_in: seconds until every quota is whole. retry_in: seconds until the same draw would pass, 0 when
-- it did. refused: the place, from 1, of the first quota that is used up; else null.
create or replace function draw_quotas(
  buckets text[], quotas integer[], windows integer[],
  out is_within boolean, out full_in double precision, out retry_in double precision,
  out refused integer
) language plpgsql as $$
begin
  -- A row that is there already is locked, and stays as it is.
  insert into rate_limits as held (bucket, full_at)
  select asked.bucket, '-infinity' from unnest(buckets, windows) as asked (bucket, span)
  where asked.bucket is not null and span <= 600
  group by asked.bucket order by asked.bucket
  on conflict (bucket) do update set full_at = held.full_at where false;

  insert into lasting_limits as held (bucket, full_at)
  select asked.bucket, '-infinity' from unnest(buckets, windows) as asked (bucket, span)
  where asked.bucket is not null and span > 600
  group by asked.bucket order by asked.bucket
  on conflict (bucket) do update set full_at = held.full_at where false;

  with held as (
    select bucket, full_at from rate_limits where bucket = any (buckets)
    union all
    select bucket, full_at from lasting_limits where bucket = any (buckets)
  ), moved as materialized (
    select asked.bucket, asked.place, greatest(held.full_at, now()) as full_at,
      greatest(held.full_at, now()) + make_interval(secs => span::float / quota) as next_at,
      now() + make_interval(secs => span) as latest
    from unnest(buckets, quotas, windows) with ordinality as asked (bucket, quota, span, place)
    join held on held.bucket = asked.bucket
  ), verdict as materialized (
    select coalesce(bool_and(next_at <= latest), true) as is_within from moved
  ), soon as (
    update rate_limits set full_at = next_at from moved
    where rate_limits.bucket = moved.bucket and (select verdict.is_within from verdict)
  ), later as (
    update lasting_limits set full_at = next_at from moved
    where lasting_limits.bucket = moved.bucket and (select verdict.is_within from verdict)
  )
  select verdict.is_within,
    coalesce(extract(epoch from max(case when verdict.is_within then next_at else full_at end) - now()), 0),
    coalesce(extract(epoch from max(next_at - latest) filter (where next_at > latest)), 0),
    min(place) filter (where next_at > latest)
  into is_within, full_in, retry_in, refused
  from verdict left join moved on true
  group by verdict.is_within;
end;
$$;
