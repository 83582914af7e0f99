-- What was recorded stays recorded: these tables refuse update and delete, whoever asks.
-- Erasing a whole organization (or a person, where a row is theirs) cascades into them: by then the
-- row that they belong to is gone, and that is how the trigger can tell.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and (
    not exists (select from organizations where id = old.organization_id)
    or (to_jsonb(old) ? 'user_id'
      and not exists (select from "user" where id = to_jsonb(old) ->> 'user_id'))
  ) then
    return old;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation', table = tg_table_name;
end;
$$;
--> statement-breakpoint
create function refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: truncate refused', tg_table_name
    using errcode = 'restrict_violation', table = tg_table_name;
end;
$$;
--> statement-breakpoint
do $$
declare
  append_only text;
begin
  foreach append_only in array array['api_usage', 'usage_hours', 'audit_events', 'activities', 'token_usage']
  loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      append_only);
    execute format(
      'create trigger append_only_truncate before truncate on %I for each statement execute function refuse_truncate()',
      append_only);
  end loop;
end;
$$;
