-- Runs a statement, and keeps its plan for as long as the session lives: lib/db/planned.ts. A statement
-- is kept under the hash of its text, so behind a pooler it does not matter in which sessions it was
-- before, nor for whom: a session that does not have it makes it. The parameters are read as the types
-- that the statement gives them.
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
