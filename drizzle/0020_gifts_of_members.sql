-- Whoever loses a membership or a role, by whatever statement, keeps nothing that they may not give: also
-- when Clerk tells of it, and when the role of one follows from what became of another. Acts of people
-- end it themselves, with who did it; then nothing is left here. The organization is locked by whoever
-- writes its memberships, so nothing that is given meanwhile is missed.
create function end_gifts_of_membership() returns trigger language plpgsql as $$
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
--> statement-breakpoint
create trigger end_gifts_of_membership after update on memberships for each row
when (
  (old.deleted_at is null and new.deleted_at is not null)
  or (new.deleted_at is null and old.role <> new.role and new.role <> 'owner')
)
execute function end_gifts_of_membership();
