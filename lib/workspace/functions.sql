-- The functions of pages as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

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
