create or replace function workspace_frame(person text, address text, enough text[])
returns table (
  organization_id uuid, name text, slug text, clerk_organization_id text, created_at timestamptz,
  role text, user_id text, viewer json, payment json, organizations json
)
language plpgsql stable rows 1 as $$
begin
  return query
    select place.id, place.name, place.slug, place.clerk_organization_id, place.created_at,
      mine.role, mine.user_id,
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
