-- The triggers of the AI product as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

create or replace trigger append_only before update or delete on token_usage
for each row execute function refuse_change();
create or replace trigger append_only_truncate before truncate on token_usage
for each statement execute function refuse_truncate();
