ALTER TABLE "api_keys" ADD COLUMN "lifetime_days" integer;
--> statement-breakpoint
update "api_keys" set lifetime_days = greatest(1, ceil(extract(epoch from expires_at - created_at) / 86400))
where expires_at is not null;
--> statement-breakpoint
-- How many API keys of an organization are in use, those included that another takes the place of. Who
-- asks has locked the organization; a statement's own count would miss what was made while it waited.
create function live_keys(tenant uuid) returns integer language plpgsql as $$
begin
  return (
    select count(*) from api_keys
    where organization_id = tenant and revoked_at is null
      and (expires_at is null or expires_at > now())
  );
end;
$$;
--> statement-breakpoint
-- Ends what a person gave in an organization and, in their role, may not give: open invitations, but to
-- one address; and API keys. The role is null of who is no member. Whoever asks has locked the
-- organization, so nothing that was given while they waited is missed.
create function end_gifts(tenant uuid, person text, present_role text, except_address text)
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
