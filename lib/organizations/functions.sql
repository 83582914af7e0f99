-- The functions and triggers of organizations as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- Keeps organizations.member_count. Those who write memberships lock their organization first, several by
-- their ids, so this update waits for nobody that waits for them. A statement that changes no count
-- writes no organization.
create or replace function count_members() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update organizations set member_count = member_count + joined.count
    from (
      select organization_id, count(*)::integer as count from present
      where deleted_at is null group by organization_id
    ) as joined
    where organizations.id = joined.organization_id;
  elsif tg_op = 'DELETE' then
    update organizations set member_count = member_count - gone.count
    from (
      select organization_id, count(*)::integer as count from former
      where deleted_at is null group by organization_id
    ) as gone
    where organizations.id = gone.organization_id;
  else
    update organizations set member_count = member_count + changed.by
    from (
      select organization_id, sum(change)::integer as by from (
        select organization_id, 1 as change from present where deleted_at is null
        union all
        select organization_id, -1 from former where deleted_at is null
      ) as changes
      group by organization_id having sum(change) <> 0
    ) as changed
    where organizations.id = changed.organization_id;
  end if;
  return null;
end;
$$;

create or replace trigger count_new_members after insert on memberships
referencing new table as present for each statement execute function count_members();

create or replace trigger count_members after update on memberships
referencing old table as former new table as present
for each statement execute function count_members();

create or replace trigger count_deleted_members after delete on memberships
referencing old table as former for each statement execute function count_members();

-- Keeps listed_members: who is a member now, as lists show them. One who joins keeps the person's row for
-- the transaction, so that a name which changes meanwhile is either seen here or changed after it.
create or replace function list_member() returns trigger language plpgsql as $$
begin
  if new.deleted_at is not null then
    delete from listed_members where organization_id = new.organization_id and user_id = new.user_id;
  elsif tg_op = 'UPDATE' and old.deleted_at is null then
    update listed_members set role = new.role, joined_at = new.created_at
    where organization_id = new.organization_id and user_id = new.user_id;
  else
    perform from "user" where id = new.user_id for no key update;
    insert into listed_members (
      id, organization_id, user_id, name, email, image_url, role, joined_at
    )
    select new.id, new.organization_id, id, name, email, image_url, new.role, new.created_at
    from "user" where id = new.user_id;
  end if;
  return null;
end;
$$;

create or replace trigger list_new_member after insert on memberships
for each row when (new.deleted_at is null) execute function list_member();

create or replace trigger list_member after update on memberships for each row
when (
  (old.deleted_at is null) <> (new.deleted_at is null)
  or (new.deleted_at is null and (old.role, old.created_at) is distinct from (new.role, new.created_at))
)
execute function list_member();

create or replace function list_person() returns trigger language plpgsql as $$
begin
  update listed_members set name = new.name, email = new.email, image_url = new.image_url
  from memberships
  where memberships.user_id = new.id and listed_members.user_id = new.id
    and listed_members.organization_id = memberships.organization_id;
  return null;
end;
$$;

create or replace trigger list_person after update on "user" for each row
when ((old.name, old.email, old.image_url) is distinct from (new.name, new.email, new.image_url))
execute function list_person();

-- How many more people fit into an organization by its plan; null when there is no limit. It keeps the
-- organization's row for the transaction, so those who ask queue up, and reads the count of members from
-- the row as it is then: a statement's own look would miss who was let in while it waited.
create or replace function seats_left(tenant uuid) returns integer language plpgsql as $$
declare
  taken integer;
begin
  select member_count into taken from organizations where id = tenant for no key update;
  return (
    select plans.seats - taken
    from current_subscriptions
    join plans on plans.id = current_subscriptions.plan_id
    where current_subscriptions.organization_id = tenant
  );
end;
$$;

-- How many owners an organization has besides one person. It queues and counts as seats_left does, so
-- two owners cannot leave each other as the last one.
create or replace function other_owners(tenant uuid, person text) returns integer language plpgsql as $$
begin
  perform from organizations where id = tenant for no key update;
  return (
    select count(*) from memberships
    where organization_id = tenant and role = 'owner' and deleted_at is null and user_id <> person
  );
end;
$$;

-- What a person would leave behind in each organization they are in: their role there, how many other
-- people, and how many owners among those. It keeps the person's row and those of the organizations
-- for the transaction and looks after that, as seats_left does, so it misses nobody who was let in,
-- left or was made an owner while it waited.
create or replace function leaving(person text)
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
    select mine.organization_id, mine.role, organizations.member_count::bigint - 1,
      (
        select count(*) from memberships as others
        where others.organization_id = mine.organization_id and others.role = 'owner'
          and others.deleted_at is null and others.user_id <> person
      )
    from memberships as mine
    join organizations on organizations.id = mine.organization_id
      and organizations.deleted_at is null
    where mine.user_id = person and mine.deleted_at is null;
end;
$$;

-- The address of the organization that a person joined first, of those that they are in; null when they
-- are in none. A statement that has waited for the person's row asks it for what there is now.
create or replace function home_of(person text) returns text language plpgsql as $$
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

-- How many API keys of an organization are in use, those included that another takes the place of. Who
-- asks has locked the organization; a statement's own count would miss what was made while it waited.
create or replace function live_keys(tenant uuid) returns integer language plpgsql as $$
begin
  return (
    select count(*) from api_keys
    where organization_id = tenant and revoked_at is null
      and (expires_at is null or expires_at > now())
  );
end;
$$;

-- Ends what a person gave in an organization and, in their role, may not give: open invitations, but to
-- one address; and API keys. The role is null of who is no member. Whoever asks has locked the
-- organization, so nothing that was given while they waited is missed.
create or replace function end_gifts(tenant uuid, person text, present_role text, except_address text)
returns table (kind text, id uuid, name text, detail text) language plpgsql as $$
begin
  return query
    update invitations set revoked_at = now()
    where invitations.organization_id = tenant and invited_by = person
      and clerk_invitation_id is null and accepted_at is null and revoked_at is null
      and case present_role when 'owner' then false when 'admin' then invitations.role = 'owner' else true end
      and lower(email) is distinct from lower(except_address)
    returning 'invitation', invitations.id, invitations.email, invitations.role;
  return query
    update api_keys set revoked_at = now()
    where api_keys.organization_id = tenant and created_by = person
      and revoked_at is null and (expires_at is null or expires_at > now())
      and coalesce(present_role, 'member') = 'member'
    returning 'api_key', api_keys.id, api_keys.name, api_keys.prefix;
end;
$$;

-- Whoever loses a membership or a role, by whatever statement, keeps nothing that they may not give: also
-- when Clerk tells of it, and when the role of one follows from what became of another. Acts of people
-- end it themselves, with who did it; then nothing is left here. The organization is locked by whoever
-- writes its memberships, so nothing that is given meanwhile is missed.
create or replace function end_gifts_of_membership() returns trigger language plpgsql as $$
begin
  insert into audit_events (organization_id, action, target_type, target_id, metadata)
  select new.organization_id, gift.kind || '.revoked', gift.kind, gift.id::text,
    case gift.kind
      when 'invitation' then jsonb_build_object('email', gift.name, 'role', gift.detail)
      else jsonb_build_object('name', gift.name, 'prefix', gift.detail)
    end
  from end_gifts(
    new.organization_id, new.user_id, case when new.deleted_at is null then new.role end, null
  ) as gift;
  return null;
end;
$$;

create or replace trigger end_gifts_of_membership after update on memberships for each row
when (
  (old.deleted_at is null and new.deleted_at is not null)
  or (new.deleted_at is null and old.role <> new.role and new.role <> 'owner')
)
execute function end_gifts_of_membership();

-- A deleted person is a member nowhere, whatever is told of them and in whatever order. Their membership
-- ends at no known moment, so that the row does not depend on which of several deletions came last.
create or replace function end_with_person() returns trigger language plpgsql as $$
begin
  if exists (select from "user" where id = new.user_id and deleted_at is not null) then
    new.deleted_at := '-infinity';
  end if;
  return new;
end;
$$;

create or replace trigger end_with_person before insert or update on memberships
for each row when (new.deleted_at is null) execute function end_with_person();

-- The roles of the members whom Clerk told of, from what it said of all of them. Clerk knows admins and
-- no owners: the admin who created the organization owns it, and while there is no such owner, every
-- admin does. Those who write such members lock their organization first, so this sees them all.
create or replace function settle_clerk_roles() returns trigger language plpgsql as $$
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

create or replace trigger settle_clerk_roles_of_new after insert on memberships
referencing new table as changed for each statement execute function settle_clerk_roles();

create or replace trigger settle_clerk_roles after update on memberships
referencing new table as changed for each statement execute function settle_clerk_roles();

-- Ends all memberships of a person who is deleted at Clerk, which does not ask whether they are the last
-- owner of an organization that is ours. Where nobody is left, the organization is deleted with its
-- usual grace; where no owner is left, the admin who has been there longest becomes one, else the
-- member. It gives a row for each organization of ours that they were in, which it locks before it looks.
--
-- The person is locked by whoever asks, and their organizations before them as far as they were known.
-- One that they joined meanwhile comes too late for that order, so nobody waits for it here: when
-- somebody else has it, the statement fails with 55P03 and is tried again, knowing it from the start.
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

create or replace trigger append_only before update or delete on audit_events
for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on audit_events
for each statement execute function refuse_truncate();
