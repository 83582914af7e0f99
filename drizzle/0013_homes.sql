-- The address of the organization that a person joined first, of those that they are in; null when they
-- are in none. A statement that has waited for the person's row asks it for what there is now.
create function home_of(person text) returns text language plpgsql as $$
begin
  return (
    select organizations.slug from memberships
    join organizations on organizations.id = memberships.organization_id
      and organizations.deleted_at is null
    where memberships.user_id = person and memberships.deleted_at is null
    order by memberships.created_at, memberships.id
    limit 1
  );
end;
$$;
