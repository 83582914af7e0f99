-- The functions of the newsletter as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- A comparison of a text. Numbers are compared as such; a day is `2026-11-20`, so that its letters have
-- its order.
create or replace function newsletter_comparison(place text, operator text, value text) returns text
language sql immutable as $$
  select case operator
    when 'is' then format($c$lower(coalesce(%s, '')) = lower(%L)$c$, place, value)
    when 'is_not' then format($c$lower(coalesce(%s, '')) <> lower(%L)$c$, place, value)
    when 'contains' then format($c$strpos(lower(coalesce(%s, '')), lower(%L)) > 0$c$, place, value)
    when 'contains_not' then format($c$strpos(lower(coalesce(%s, '')), lower(%L)) = 0$c$, place, value)
    when 'empty' then format($c$coalesce(%s, '') = ''$c$, place)
    when 'filled' then format($c$coalesce(%s, '') <> ''$c$, place)
    when 'below' then format(
      $c$case when %1$s ~ '^-?[0-9]{1,15}([.][0-9]{1,10})?$' then %1$s::numeric < %2$L::numeric else false end$c$,
      place, value
    )
    when 'above' then format(
      $c$case when %1$s ~ '^-?[0-9]{1,15}([.][0-9]{1,10})?$' then %1$s::numeric > %2$L::numeric else false end$c$,
      place, value
    )
    when 'before' then format($c$nullif(%s, '') collate "C" < %L$c$, place, value)
    when 'after' then format($c$%s collate "C" > %L$c$, place, value)
  end;
$$;

-- A condition of a segment (audience/filter.ts) as SQL over `person`, a row of subscribers. Names of
-- columns stand here and values are quoted, so no value can become SQL. A condition that nobody knows
-- lets nobody through.
create or replace function newsletter_condition(organization uuid, condition jsonb) returns text
language sql stable as $$
  select case condition ->> 'on'
    when 'status' then case
      when value = 'pending' then 'person.pending_since is not null'
      when value = 'subscribed' then $c$person.status = 'subscribed' and person.pending_since is null$c$
      else format('person.status = %L', value)
    end
    when 'list' then format(
      $c$%s exists (
        select from list_subscriptions as membership
        where membership.organization_id = %L and membership.list_id = %L
          and membership.subscriber_id = person.id
      )$c$,
      case when operator = 'is_not' then 'not' end, organization, value
    )
    when 'email' then newsletter_comparison('person.email', operator, value)
    when 'name' then newsletter_comparison('person.name', operator, value)
    when 'field' then newsletter_comparison(
      format('(person.fields ->> %L)', condition ->> 'key'), operator, value
    )
    when 'added' then case operator
      when 'before' then format($c$person.created_at < %L::date at time zone 'UTC'$c$, value)
      when 'after' then format($c$person.created_at >= (%L::date + 1) at time zone 'UTC'$c$, value)
      when 'within' then format('person.created_at >= now() - make_interval(days => %L::integer)', value)
      when 'not_within' then format('person.created_at < now() - make_interval(days => %L::integer)', value)
    end
    when 'mail' then format(
      $c$%s exists (
        select from campaign_sends as mail
        where mail.subscriber_id = person.id and mail.organization_id = %L and %s
          and mail.campaign_id in (
            select latest.id from campaigns as latest
            where latest.organization_id = %L and latest.status = 'sent'
              and latest.cancelled_at is null
            order by coalesce(latest.started_at, latest.scheduled_at, latest.created_at) desc, latest.id
            limit %L::integer
          )
      )$c$,
      case when operator like 'not\_%' then 'not' end, organization,
      case regexp_replace(operator, '^not_', '')
        when 'received' then 'mail.sent_at is not null'
        when 'opened' then '(mail.first_opened_at is not null or mail.first_clicked_at is not null)'
        when 'clicked' then 'mail.first_clicked_at is not null'
        else 'false'
      end,
      organization, value
    )
  end
  from (
    select condition ->> 'is' as operator, coalesce(condition ->> 'value', '') as value
  ) as said;
$$;

-- The filter of a segment as SQL over `person`. Without conditions it lets everybody through.
create or replace function newsletter_filter(organization uuid, filter jsonb) returns text
language sql stable as $$
  select coalesce(
    string_agg(
      format('coalesce(%s, false)', coalesce(newsletter_condition(organization, condition), 'false')),
      case when filter ->> 'match' = 'any' then ' or ' else ' and ' end
    ),
    'true'
  )
  from jsonb_array_elements(coalesce(filter -> 'conditions', '[]')) as condition;
$$;

-- How many people of an organization a filter lets through, and how many of them campaigns go to. It stops
-- counting at a number.
create or replace function newsletter_filter_count(
  organization uuid, filter jsonb, at_most bigint, out people bigint, out mailable bigint
) language plpgsql stable as $$
begin
  execute format(
    $q$select count(*), count(*) filter (
        where found.status = 'subscribed' and found.pending_since is null and not exists (
          select from suppressions
          where suppressions.organization_id = $1 and suppressions.address_hash = found.address_hash
        )
      )
      from (
        select person.status, person.pending_since, person.address_hash from subscribers as person
        where person.organization_id = $1 and (%s) limit $2
      ) as found$q$,
    newsletter_filter(organization, filter)
  ) into people, mailable using organization, at_most;
end;
$$;

-- A part of an audience, its `lists` and `segments`, as SQL over `person`. Without any it lets nobody through.
create or replace function newsletter_audience_part(organization uuid, part jsonb) returns text
language sql stable as $$
  select coalesce(string_agg(condition, ' or '), 'false') from (
    select format(
      $c$exists (
        select from list_subscriptions as membership
        where membership.organization_id = %L and membership.list_id = any (%L::uuid[])
          and membership.subscriber_id = person.id and membership.created_at <= $1
      )$c$,
      organization, array_agg(list)
    ) as condition
    from jsonb_array_elements_text(coalesce(part -> 'lists', '[]')) as list
    having count(*) > 0
    union all
    select '(' || newsletter_filter(organization, filter) || ')'
    from jsonb_array_elements(coalesce(part -> 'segments', '[]')) as filter
  ) as conditions;
$$;

-- The people of lists and segments without those of others, whom campaigns go to: `lists` and `segments`
-- (filters), and the same in `without` (audience/audience.ts), as a query with $1, the moment up to which
-- people and memberships count. Lists and segments are read when it runs.
create or replace function newsletter_audience_query(organization uuid, audience jsonb) returns text
language sql stable as $$
  select format(
    $q$select person.id from subscribers as person
      where person.organization_id = %1$L and person.status = 'subscribed'
        and person.pending_since is null and person.created_at <= $1
        and not exists (
          select from suppressions
          where suppressions.organization_id = %1$L
            and suppressions.address_hash = person.address_hash
        )
        and (%2$s) and not (%3$s)$q$,
    organization,
    newsletter_audience_part(organization, audience),
    newsletter_audience_part(organization, audience -> 'without')
  );
$$;

-- The ids of an audience, those after one of them, in their order.
create or replace function newsletter_audience(
  organization uuid, audience jsonb, until timestamptz, after uuid, at_most bigint
) returns setof uuid language plpgsql stable as $$
begin
  return query execute newsletter_audience_query(organization, audience)
    || ' and ($2 is null or person.id > $2) order by person.id limit $3'
    using until, after, at_most;
end;
$$;

-- How many people an audience has.
create or replace function newsletter_audience_count(
  organization uuid, audience jsonb, until timestamptz
) returns bigint language plpgsql stable as $$
declare
  people bigint;
begin
  execute 'select count(*) from (' || newsletter_audience_query(organization, audience) || ') as found'
    into people using until;
  return people;
end;
$$;
