ALTER TABLE "organizations" ADD COLUMN "member_count" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
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
--> statement-breakpoint
create or replace trigger count_new_members after insert on memberships
referencing new table as present for each statement execute function count_members();
--> statement-breakpoint
create or replace trigger count_members after update on memberships
referencing old table as former new table as present
for each statement execute function count_members();
--> statement-breakpoint
create or replace trigger count_deleted_members after delete on memberships
referencing old table as former for each statement execute function count_members();
--> statement-breakpoint
-- The triggers have locked memberships against writers until this transaction ends.
update organizations set member_count = counted.members
from (
  select organization_id, count(*)::integer as members from memberships
  where deleted_at is null group by organization_id
) as counted
where organizations.id = counted.organization_id;
--> statement-breakpoint
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
--> statement-breakpoint
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
--> statement-breakpoint
drop function workspace_frame(text, text, text[]);
--> statement-breakpoint
-- What the frame of every page of an organization shows, and proof that a person may see it: one row
-- when they are a member of the organization with one of these roles, else none. The organization is
-- the one that has the slug or, when none has it, the one that had it.
--
-- It is a function because every page asks it: the plans of its queries are kept for as long as the
-- backend lives, where those of a statement are made for each page view.
create or replace function workspace_frame(person text, address text, enough text[])
returns table (
  organization_id uuid, name text, slug text, clerk_organization_id text, created_at timestamptz,
  member_count integer, role text, user_id text, viewer json, payment json, organizations json
)
language plpgsql stable rows 1 as $$
begin
  return query
    select place.id, place.name, place.slug, place.clerk_organization_id, place.created_at,
      place.member_count, mine.role, mine.user_id,
      json_build_object('id', who.id, 'name', who.name, 'email', who.email,
        'isVerified', who.email_verified, 'image', who.image_url),
      json_build_object(
        'owedSince', case when agreed.status = 'past_due'
          then coalesce(agreed.past_due_at, agreed.current_period_start) end,
        'liveSubscriptions', agreed.live_subscriptions),
      (
        select json_agg(json_build_object('name', own.name, 'slug', own.slug) order by own.name, own.slug)
        from (
          select other.name, other.slug
          from memberships join organizations as other on other.id = memberships.organization_id
          where memberships.user_id = person and memberships.deleted_at is null
            and other.deleted_at is null
          order by other.name, other.slug limit 50
        ) as own
      )
    from organizations as place
    join memberships as mine on mine.organization_id = place.id and mine.user_id = person
    join "user" as who on who.id = person
    join current_subscriptions as agreed on agreed.organization_id = place.id
    where place.deleted_at is null and mine.deleted_at is null and mine.role = any (enough)
      and place.id = coalesce(
        (select found.id from organizations as found where found.slug = address),
        (select former.organization_id from organization_slugs as former where former.slug = address)
      );
end;
$$;
