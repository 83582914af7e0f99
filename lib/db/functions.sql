-- Functions for tables that only grow, as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- What was recorded stays recorded: these tables refuse update and delete, whoever asks. Erasing a whole
-- organization (or a person, where a row is theirs) cascades into them: by then the row that they belong
-- to is gone, and that is how the trigger can tell. An organization whose time is up is erased in
-- batches, before its own row.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and (
    not exists (
      select from organizations
      where id = old.organization_id and (purge_after is null or purge_after > now())
    )
    or (to_jsonb(old) ? 'user_id'
      and not exists (select from "user" where id = to_jsonb(old) ->> 'user_id'))
  ) then
    return old;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation', table = tg_table_name;
end;
$$;

create or replace function refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: truncate refused', tg_table_name
    using errcode = 'restrict_violation', table = tg_table_name;
end;
$$;
