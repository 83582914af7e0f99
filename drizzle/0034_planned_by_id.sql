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
