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

-- Runs a statement, and keeps its plan for as long as the session lives: lib/db/planned.ts. A statement
-- is kept under an id that is the hash of its text, so behind a pooler it does not matter in which
-- sessions it was before, nor for whom: a session that does not have it makes it. Its one parameter is an
-- array of texts, because each parameter of `execute` is an expression that has to be read, cast and run.
create or replace function planned(id text, statement text, parameters text) returns setof record
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  own text := quote_ident('planned_' || id);
  run text := 'execute ' || own || '(' || quote_literal(parameters) || ')';
begin
  begin
    return query execute run;
  exception when syntax_error or invalid_sql_statement_name then
    -- The former is how a session says here that it does not have the statement.
    if exists (select from pg_prepared_statements as kept where kept.name = own) then
      raise;
    end if;
    execute 'prepare ' || own || '(text[]) as ' || statement;
    return query execute run;
  end;
end;
$$;

-- The same for code that was deployed before: with a parameter of `execute` for each of the statement,
-- and the hash made here. No code calls it any more.
create or replace function planned(statement text, parameters text[]) returns setof record
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  id text := 'planned_' || md5(statement);
  run text := 'execute ' || id || coalesce(
    (
      select '(' || string_agg(quote_nullable(value), ', ' order by place) || ')'
      from unnest(parameters) with ordinality as given (value, place)
    ),
    '');
begin
  begin
    return query execute run;
  exception when syntax_error or invalid_sql_statement_name then
    -- The former is how a session says here that it does not have the statement.
    if exists (select from pg_prepared_statements as kept where kept.name = id) then
      raise;
    end if;
    execute 'prepare ' || id || ' as ' || statement;
    return query execute run;
  end;
end;
$$;
