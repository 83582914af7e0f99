-- What a person would leave behind in each organization they are in: their role there, how many other
-- people, and how many owners among those. It keeps the person's row and those of the organizations
-- for the transaction and looks after that, as seats_left does, so it misses nobody who was let in,
-- left or was made an owner while it waited.
create function leaving(person text)
returns table (organization_id uuid, role text, other_members bigint, other_owners bigint)
language plpgsql as $$
begin
  perform from "user" where id = person for update;
  perform from organizations
  where id in (
    select memberships.organization_id from memberships
    where memberships.user_id = person and memberships.deleted_at is null
  )
  order by id for no key update;
  return query
    select mine.organization_id, mine.role, count(others.id),
      count(others.id) filter (where others.role = 'owner')
    from memberships as mine
    join organizations on organizations.id = mine.organization_id
      and organizations.deleted_at is null
    left join memberships as others on others.organization_id = mine.organization_id
      and others.deleted_at is null and others.user_id <> person
    where mine.user_id = person and mine.deleted_at is null
    group by mine.organization_id, mine.role;
end;
$$;
