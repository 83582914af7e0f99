-- The trigger of imports as it is now. A migration carries a copy of what it changes: docs/database-functions.md.

-- What imports keep of people goes with them, whoever removes or erases them: cells of rows that were not
-- taken in, and what an unfinished import remembers.
create or replace function forget_imported() returns trigger language plpgsql as $$
begin
  delete from import_problems using gone
  where import_problems.organization_id = gone.organization_id
    and import_problems.subject = gone.address_hash;
  delete from import_subjects using gone
  where import_subjects.organization_id = gone.organization_id
    and import_subjects.subject = gone.address_hash;
  return null;
end;
$$;

create or replace trigger forget_imported after delete on subscribers
referencing old table as gone for each statement execute function forget_imported();
