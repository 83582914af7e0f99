-- Whoever ends the memberships of a deleted person has that person's row already: an organization that
-- somebody else has is no longer waited for, which would be against the order in which rows are locked.
create or replace function end_memberships(person text, grace_days integer)
returns table (organization_id uuid, is_closed boolean, heir text, former_role text)
language plpgsql as $$
declare
  own uuid[];
begin
  perform from organizations
  where id in (
    select memberships.organization_id from memberships
    where memberships.user_id = person and memberships.deleted_at is null
  )
  order by id for no key update nowait;
  with ended as (
    update memberships set deleted_at = '-infinity'
    where memberships.user_id = person and memberships.deleted_at is null
    returning memberships.organization_id as id
  )
  select coalesce(array_agg(organizations.id), '{}') into own
  from organizations join ended on ended.id = organizations.id
  where organizations.clerk_organization_id is null and organizations.deleted_at is null;
  return query
    with members as (
      select memberships.id, memberships.organization_id as team, memberships.user_id, memberships.role,
        row_number() over (
          partition by memberships.organization_id
          order by array_position(array['owner', 'admin', 'member'], memberships.role),
            memberships.created_at, memberships.id
        ) as place
      from memberships
      where memberships.organization_id = any (own) and memberships.deleted_at is null
    ), closed as (
      update organizations
      set deleted_at = now(), purge_after = now() + make_interval(days => grace_days)
      where organizations.id = any (own) and organizations.id not in (select team from members)
      returning organizations.id
    ), heirs as (
      update memberships set role = 'owner'
      from members
      where memberships.id = members.id and members.place = 1 and members.role <> 'owner'
      returning members.team, members.user_id, members.role
    )
    select left_behind.id, closed.id is not null, heirs.user_id, heirs.role
    from unnest(own) as left_behind (id)
    left join closed on closed.id = left_behind.id
    left join heirs on heirs.team = left_behind.id;
end;
$$;
