ALTER TABLE "memberships" ADD COLUMN "clerk_role" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_clerk_role_check" CHECK ("memberships"."clerk_role" in ('owner', 'admin', 'member'));--> statement-breakpoint
-- A deleted person is a member nowhere, whatever is told of them and in whatever order. Their membership
-- ends at no known moment, so that the row does not depend on which of several deletions came last.
create function end_with_person() returns trigger language plpgsql as $$
begin
  if exists (select from "user" where id = new.user_id and deleted_at is not null) then
    new.deleted_at := '-infinity';
  end if;
  return new;
end;
$$;
--> statement-breakpoint
create trigger end_with_person before insert or update on memberships
for each row when (new.deleted_at is null) execute function end_with_person();
--> statement-breakpoint
-- The roles of the members whom Clerk told of, from what it said of all of them. Clerk knows admins and
-- no owners: the admin who created the organization owns it, and while there is no such owner, every
-- admin does. Those who write such members lock their organization first, so this sees them all.
create function settle_clerk_roles() returns trigger language plpgsql as $$
begin
  if not exists (select from changed where clerk_role is not null) then
    return null;
  end if;
  update memberships set role = settled.role
  from (
    select told.id, case
        when told.clerk_role = 'admin' and (told.is_creator or not exists (
          select from memberships as other
          where other.organization_id = told.organization_id and other.deleted_at is null and (
            coalesce(other.clerk_role, other.role) = 'owner'
            or (other.clerk_role = 'admin' and other.is_creator)
          )
        )) then 'owner'
        else told.clerk_role
      end as role
    from memberships as told
    where told.organization_id in (select organization_id from changed) and told.clerk_role is not null
  ) as settled
  where memberships.id = settled.id and memberships.role <> settled.role;
  return null;
end;
$$;
--> statement-breakpoint
create trigger settle_clerk_roles_of_new after insert on memberships
referencing new table as changed for each statement execute function settle_clerk_roles();
--> statement-breakpoint
create trigger settle_clerk_roles after update on memberships
referencing new table as changed for each statement execute function settle_clerk_roles();
--> statement-breakpoint
-- Ends all memberships of a person who is deleted at Clerk, which does not ask whether they are the last
-- owner of an organization that is ours. Where nobody is left, the organization is deleted with its
-- usual grace; where no owner is left, the admin who has been there longest becomes one, else the
-- member. It gives a row for each organization of ours that they were in. As `leaving` does, it locks
-- the organizations, and looks after that.
create function end_memberships(person text, grace_days integer)
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
  order by id for no key update;
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
--> statement-breakpoint
update memberships set deleted_at = '-infinity'
where deleted_at is null and user_id in (select id from "user" where deleted_at is not null);
--> statement-breakpoint
update memberships set clerk_role = case role when 'member' then 'member' else 'admin' end
where clerk_membership_id is not null;
